package meridian.cim;

import java.util.List;
import java.util.Optional;

import meridian.cim.dialect.Dialect;

/**
 * What {@link Examiner} found in one message.
 *
 * @param root local name of the root element, of the SOAP Body's child when there is an envelope; empty when there was none
 * @param namespace of that element, as the sender wrote it
 * @param soap {@code 1.1} or {@code 1.2}; empty without a SOAP envelope
 * @param wrapping empty for a payload that is not wrapped, and for what is no message
 * @param header as far as it was read; empty without one
 * @param dialect the sender's namespaces
 * @param compressed whether the payload was
 * @param complaints the first of them, in order of the message
 * @param complained how many there are
 */
public record Examined(String root, String namespace, String soap, Optional<Wrapping> wrapping, Optional<Header> header, Dialect dialect,
  boolean compressed, Census census, List<Complaint> complaints, long complained) {

  public boolean valid() { return complained == 0; }
}
