package meridian.cim;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/** The same message written otherwise: prefixes, blanks, comments, CDATA, references, quotes. */
final class Disguise {
  private final Random random;
  private final StringBuilder out = new StringBuilder();

  Disguise(Random random) { this.random = random; }

  String of(String message) throws XMLStreamException {
    out.setLength(0);
    // One style for a message most of the time, as one sender has; now and then a change within.
    String prefix = random.nextInt(3) == 0 ? "" : "p" + random.nextInt(9) + ":";
    boolean blanks = random.nextBoolean();
    boolean odd = random.nextInt(3) == 0;
    if (random.nextInt(3) == 0) out.append("<?xml version='1.0' encoding='utf-8'?>\n");
    var reader = StaxFactory.open(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)), XmlLimits.MESSAGE);
    boolean leaf = false;
    int startEnd = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          blank(blanks, odd);
          boolean own = RandomReadings.NAMESPACE.equals(reader.getNamespaceURI());
          String name = (own ? prefix : "e:") + reader.getLocalName();
          if (!own && reader.getNamespaceURI().endsWith("MeterReadingsMessage")) name = "w:" + reader.getLocalName();
          out.append('<').append(name);
          attribute("ref", reader.getAttributeCount() == 0 ? null : reader.getAttributeValue(0));
          if (reader.getLocalName().equals("MeterReadings") || own && odd && random.nextInt(20) == 0)
            attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix.replace(":", ""), RandomReadings.NAMESPACE);
          if (reader.getDepth() == 1) {
            attribute("xmlns:w", "http://iec.ch/TC57/2011/MeterReadingsMessage");
            attribute("xmlns:e", "http://iec.ch/TC57/2011/schema/message");
            attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
          }
          if (odd && random.nextInt(20) == 0) attribute("xsi:schemaLocation", "a b");
          out.append(odd && random.nextBoolean() ? " \n>" : ">");
          leaf = true;
          startEnd = out.length();
        }
        case XMLStreamConstants.CHARACTERS -> text(reader.getText(), odd, reader.getDepth() > 5);
        case XMLStreamConstants.END_ELEMENT -> {
          if (!leaf) blank(blanks, odd);
          boolean own = RandomReadings.NAMESPACE.equals(reader.getNamespaceURI());
          String name = (own ? prefix : reader.getNamespaceURI().endsWith("MeterReadingsMessage") ? "w:" : "e:") + reader.getLocalName();
          if (out.length() == startEnd && random.nextBoolean()) out.insert(out.length() - 1, '/');
          else
            out.append("</").append(name).append(odd && random.nextInt(9) == 0 ? " >" : ">");
          leaf = false;
        }
        default -> {
          // Only elements and text are in them.
        }
      }
    }
    return out.append(blanks ? "\n" : "").toString();
  }

  private void attribute(String name, @org.jspecify.annotations.Nullable String value) {
    if (value == null) return;
    char quote = random.nextBoolean() ? '"' : '\'';
    out.append(random.nextInt(9) == 0 ? "\n " : " ").append(name).append(random.nextInt(9) == 0 ? " = " : "=").append(quote)
      .append(random.nextInt(9) == 0 ? value.replace(".", "&#46;") : value).append(quote);
  }

  private void blank(boolean blanks, boolean odd) {
    if (blanks) out.append(random.nextInt(20) == 0 ? "\r\n\t" : "\n  ");
    if (odd && random.nextInt(9) == 0) out.append(random.nextBoolean() ? "<!-- a <b> & -->" : "<?pi x?>");
  }

  private void text(String text, boolean odd, boolean collapses) {
    String pad = odd && collapses && random.nextInt(9) == 0 && text.matches("[0-9T:Z.+-]+") ? " " : "";
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    switch (odd ? random.nextInt(9) : 8) {
      case 0 -> out.append(pad).append("<![CDATA[").append(text).append("]]>");
      case 1 -> out.append(pad).append(escaped.charAt(0) == '&' ? "" : "&#x" + Integer.toHexString(text.codePointAt(0)) + ";")
        .append(escaped.charAt(0) == '&' ? escaped : escaped.substring(Character.charCount(text.codePointAt(0))));
      case 2 -> out.append("<!---->").append(escaped).append(pad);
      default -> out.append(pad).append(escaped).append(pad);
    }
  }
}
