package meridian.cim;

import java.util.Optional;

/**
 * A message that cannot be taken. The error says what and where in words for the sender. With a header a Reply can be sent; without one
 * only a FaultMessage. When the message's own verb was none of the standard's, the header carries {@code REPLY} or the wrapper's verb.
 */
public final class CimException extends Exception {
  private final transient CimError error;
  private final transient Optional<Header> header;
  private final transient Optional<Wrapping> wrapping;

  public CimException(CimError error, Optional<Header> header, Optional<Wrapping> wrapping) {
    super(error.code() + " " + error.reason() + (error.details().isEmpty() ? "" : ": " + error.details()));
    this.error = error;
    this.header = header;
    this.wrapping = wrapping;
  }

  public CimError error() { return error; }

  public Optional<Header> header() { return header; }

  public Optional<Wrapping> wrapping() { return wrapping; }
}
