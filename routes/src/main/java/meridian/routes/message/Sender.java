package meridian.routes.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.cim.Header;

/** Who sent a message, as far as the message and its transport say. */
public record Sender(Header header, Incoming incoming) {
  /** As long as commands are kept by. */
  public static final int LONGEST = 1_000;

  /** Tells apart the MessageIDs of different partners: Header.Source, or else what the transport knows. */
  public String name() {
    return first(header.source(), incoming.partner());
  }

  /** For the audit. */
  public String requestedBy() { return first(header.userId(), header.source(), incoming.partner()); }

  /** Where answers are to go later; empty for nowhere. Who asks asynchronously over JMS and names no address means the JMSReplyTo. */
  public String replyAddress() {
    return header.replyAddress().isEmpty() && header.asyncReplyFlag() ? incoming.replyTo() : header.replyAddress();
  }

  private String first(String... names) {
    return Stream.of(names).filter(Predicate.not(String::isBlank)).findFirst().orElse(incoming.endpoint());
  }

  /** What keeps a message from being known again. @param what it is, for the one who reads the error */
  public List<CimError> errors(String what) {
    var errors = new ArrayList<CimError>();
    if (header.messageId().isBlank())
      errors.add(ErrorCode.MANDATORY_MISSING.error("Header/MessageID: " + what + " needs one, so that a repeated request is done once"));
    if (header.messageId().length() > LONGEST)
      errors.add(ErrorCode.BUSINESS_RULE.error("Header/MessageID has more than " + LONGEST + " characters"));
    if (name().length() > LONGEST) errors.add(ErrorCode.BUSINESS_RULE.error("Header/Source has more than " + LONGEST + " characters"));
    return errors;
  }
}
