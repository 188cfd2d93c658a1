package meridian.routes.message;

import java.time.Instant;

/**
 * A request as it came in, not yet looked into.
 *
 * @param endpoint where, for example {@code soap:GetMeterReadings}
 * @param partner who sent it, as the transport tells: a network address or a user
 * @param at when it was complete
 * @param raw as received, for the journal
 * @param message the CIM message in it: the child of the SOAP Body, or the same as {@code raw}
 * @param replyTo where the transport would have answers go later, in the form of Header.ReplyAddress; empty when it can only answer now
 * @param broken what is wrong with the document {@code message} was taken from: it is not well-formed, or holds more; empty when it is sound
 * @param replayOf the journal's number of the exchange it repeats; 0 for none
 */
public record Incoming(String endpoint, String partner, Instant at, byte[] raw, byte[] message, String replyTo, String broken,
  long replayOf) {

  public Incoming(String endpoint, String partner, Instant at, byte[] raw, byte[] message, String replyTo, String broken) {
    this(endpoint, partner, at, raw, message, replyTo, broken, 0);
  }

  /** The same, brought again by somebody who looks after the hub. */
  public Incoming replayed(long exchange, String by) {
    return new Incoming(endpoint, by, at, raw, message, replyTo, broken, exchange);
  }
}
