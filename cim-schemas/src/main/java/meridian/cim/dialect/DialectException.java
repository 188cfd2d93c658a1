package meridian.cim.dialect;

import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;

/** What a partner wrote cannot be brought into our form. */
public final class DialectException extends XMLStreamException {
  private static final long serialVersionUID = 1;
  private final String words;

  DialectException(String words, Location location) {
    super(words, location);
    this.words = words;
  }

  /** For the sender, as the end of a sentence about the element. */
  public String words() { return words; }
}
