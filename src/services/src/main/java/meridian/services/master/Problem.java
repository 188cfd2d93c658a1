package meridian.services.master;

/**
 * Why a wish about one object cannot be granted.
 *
 * @param wish its place among the wishes, from 0
 * @param type CIM class of the object it is about
 * @param identifier as written; empty when there is none
 * @param says what exactly, for the sender
 */
public record Problem(int wish, Kind kind, String type, String identifier, String says) {
  public enum Kind {
    /** It has neither mRID nor Names, or lacks what it cannot be without. */
    INCOMPLETE,
    /** Nothing is known by this identifier. */
    UNKNOWN,
    /** Several objects have this name. */
    AMBIGUOUS,
    /** To be created, but there is one already. */
    EXISTS,
    /** It names another object that is not known. */
    DANGLING,
    /** It cannot go while others need it, or a place is taken. */
    IN_USE,
    /** It contradicts what is kept, or a rule. */
    NOT_ALLOWED
  }
}
