package meridian.model.message;

/**
 * Who asked for something, by which message.
 *
 * @param sender which partner; with the MessageID, what tells requests apart
 * @param messageId of the request: the same again from the same sender changes nothing
 * @param part what tells the requests of one message apart; empty when there is one
 * @param by partner or operator, for the audit; never empty
 */
public record Asked(String sender, String messageId, String part, String by) {

  /** A request that is its message's only one. */
  public Asked(String sender, String messageId, String by) {
    this(sender, messageId, "", by);
  }

  /** What is the same when it comes again, and no other's of this sender. */
  public String key() {
    return part.isEmpty() ? messageId : messageId + " " + part;
  }
}
