package meridian.model.message;

/**
 * Who asked for something, by which message.
 *
 * @param sender which partner; with the MessageID, what tells requests apart
 * @param messageId of the request: the same again from the same sender changes nothing
 * @param by partner or operator, for the audit; never empty
 */
public record Asked(String sender, String messageId, String by) {}
