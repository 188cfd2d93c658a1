package meridian.routes.message;

import meridian.cim.CimError;
import meridian.cim.Header;
import meridian.cim.Reply;

/** What goes back, encoded. */
public sealed interface Answer {

  /** @param header of the request */
  record Message(Header header, String messageId, Reply reply, Spool body) implements Answer {}

  /** For a request whose header cannot be read. @param body a FaultMessage */
  record Fault(CimError error, byte[] body) implements Answer {}

  /** Result and code as the journal keeps them. */
  default String outcome() {
    return switch (this) {
      case Message(_, _, Reply(var result, var errors, _), _) -> errors.isEmpty() ? result.name() : result + " " + errors.getFirst().code();
      case Fault(CimError error, _) -> "UNREADABLE " + error.code();
    };
  }
}
