package meridian.cim;

/**
 * Reply.Error.
 *
 * @param code for example {@code 2.4}; {@link ErrorCode} names those we use
 * @param reason what is wrong, in a few words
 * @param details where and what exactly; may be empty
 * @param id mRID or name of the object it is about; empty for none
 * @param idType class of that object, for example {@code EndDevice}; written as ID/@objectType. ID/@kind is told from the id itself
 */
public record CimError(String code, Level level, String reason, String details, String id, String idType) {
  public enum Level {
    INFORM, WARNING, FATAL, CATASTROPHIC
  }
}
