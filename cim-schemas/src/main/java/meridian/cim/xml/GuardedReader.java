package meridian.cim.xml;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;

/** Watches what the parser below does not: DTDs, depth, attributes, length of one run of text. */
final class GuardedReader extends StreamReader2Delegate {
  private final XmlLimits limits;
  private int depth;

  GuardedReader(XMLStreamReader2 parser, XmlLimits limits) {
    super(parser);
    this.limits = limits;
  }

  @Override
  public int next() throws XMLStreamException {
    int event = super.next();
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        if (++depth > limits.depth()) throw refused("more than " + limits.depth() + " elements deep");
        if (getAttributeCount() > limits.attributes()) throw refused("more than " + limits.attributes() + " attributes");
        for (int i = 0; i < getAttributeCount(); i++) {
          if (getAttributeValue(i).length() > limits.textChars()) throw refused(tooLong());
        }
      }
      case XMLStreamConstants.END_ELEMENT -> depth--;
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
        throw refused("document type declarations and entities are not accepted");
      default -> {
        // Text is checked where it is asked for.
      }
    }
    return event;
  }

  @Override
  public int nextTag() throws XMLStreamException {
    int event = next();
    while (event == SPACE || event == COMMENT || event == PROCESSING_INSTRUCTION
      || (event == CHARACTERS || event == CDATA) && isWhiteSpace()) {
      event = next();
    }
    if (event != START_ELEMENT && event != END_ELEMENT) throw refused("text where only elements belong");
    return event;
  }

  @Override
  public String getElementText() throws XMLStreamException {
    String first = "";
    StringBuilder more = null;
    for (int event = next(); event != END_ELEMENT; event = next()) {
      if (event == CHARACTERS || event == CDATA || event == SPACE) {
        if (getTextLength() + (more == null ? first.length() : more.length()) > limits.textChars()) throw refused(tooLong());
        if (more == null && first.isEmpty()) first = getText();
        else
          more = (more == null ? new StringBuilder(first) : more).append(getText());
      } else if (event != COMMENT && event != PROCESSING_INSTRUCTION) {
        throw refused("an element where only text belongs");
      }
    }
    return more == null ? first : more.toString();
  }

  private String tooLong() { return "more than " + limits.textChars() + " characters in one value"; }

  private XMLStreamException refused(String reason) { return new XMLStreamException(reason, getLocation()); }
}
