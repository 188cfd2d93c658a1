package meridian.cim.xml;

/**
 * How much XML one document may be. What is over a limit ends the parse with an {@link javax.xml.stream.XMLStreamException}.
 *
 * @param bytes whole document
 * @param depth open elements
 * @param attributes of one element
 * @param textChars one run of text or one attribute value
 */
public record XmlLimits(long bytes, int depth, int attributes, int textChars) {
  /** One message of an exchange. */
  public static final XmlLimits MESSAGE = new XmlLimits(64L << 20, 64, 64, 1 << 20);
  /** A file or stream read in bounded pieces. */
  public static final XmlLimits BULK = new XmlLimits(8L << 30, 64, 64, 1 << 16);

  public XmlLimits {
    if (bytes < 1 || depth < 1 || attributes < 1 || textChars < 1) throw new IllegalArgumentException("XML limits must be positive");
  }
}
