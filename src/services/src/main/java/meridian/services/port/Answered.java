package meridian.services.port;

import java.util.List;

import meridian.model.Mrid;

/**
 * What one message came to, kept with what it did: the same message again is answered the same and does nothing.
 *
 * @param done the objects that are as the message wants, in its order
 * @param refused empty: all was granted
 */
public record Answered(List<Mrid> done, List<Refusal> refused) {

  public Answered {
    done = List.copyOf(done);
    refused = List.copyOf(refused);
  }

  /** @param identifier of the object, as written; empty when it has none @param says what exactly, for the sender */
  public record Refusal(Reason reason, String identifier, String says) {}

  public enum Reason {
    /** Nothing is known by this identifier. */
    UNKNOWN,
    /** To be created, but there is one already. */
    EXISTS,
    /** It lacks what it cannot be without. */
    INCOMPLETE,
    /** A rule, or where it stands, forbids it. */
    NOT_ALLOWED,
    /** As many are kept as may be. */
    TOO_MANY
  }
}
