package meridian.routes.world;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/** XML as lines to compare: prefixes, blanks and what changes from run to run left out. */
public final class Shape {
  private static final Set<String> CHANGES = Set.of("MessageID", "Timestamp");
  /** A time of now, or one that was left open because it was. */
  private static final String NOW = "…|[0-9T:-]+\\.\\d{3,9}Z";

  private Shape() {}

  public static String of(String xml) throws XMLStreamException {
    var lines = new StringBuilder();
    XMLStreamReader2 reader = StaxFactory.open(new ByteArrayInputStream(xml.strip().getBytes(StandardCharsets.UTF_8)), XmlLimits.MESSAGE);
    int depth = 0;
    String text = "";
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
          lines.append('\n').append("  ".repeat(depth++)).append(namespace.substring(namespace.lastIndexOf('/') + 1)).append(' ')
            .append(reader.getLocalName());
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            lines.append(" @").append(reader.getAttributeLocalName(i)).append('=').append(reader.getAttributeValue(i));
          }
          text = "";
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text += reader.getText();
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          if (!text.isBlank())
            lines.append(" = ").append(CHANGES.contains(reader.getLocalName()) || text.strip().matches(NOW) ? "*" : text.strip());
          text = "";
        }
        default -> {
          // no shape
        }
      }
    }
    return lines.append('\n').toString();
  }
}
