package meridian.cim;

import meridian.cim.xml.XmlLimits;

/**
 * How much one message may hold; more is refused with 3.1 while reading.
 *
 * @param bodyBytes whole message; what is in Compressed may become as long
 * @param depth elements inside elements
 * @param attributes on one element
 * @param textChars in one text or attribute value; Compressed may be longer
 * @param items objects, IDs, options, properties and operations together
 */
public record CimLimits(long bodyBytes, int depth, int attributes, int textChars, int items) {

  public CimLimits {
    if (bodyBytes <= 0 || depth <= 0 || attributes <= 0 || textChars <= 0 || items <= 0)
      throw new IllegalArgumentException("limits of a message must be positive: " + bodyBytes + " bytes, depth " + depth + ", " + attributes
        + " attributes, " + textChars + " characters, " + items + " items");
  }

  XmlLimits xml() { return new XmlLimits(bodyBytes, depth, attributes, textChars); }

  /** 8 MB, 32 deep, 16 attributes, 64k characters, 100,000 items. */
  public static CimLimits defaults() {
    return new CimLimits(8 << 20, 32, 16, 64 << 10, 100_000);
  }
}
