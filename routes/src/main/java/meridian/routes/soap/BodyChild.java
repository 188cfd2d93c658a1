package meridian.routes.soap;

import java.io.ByteArrayOutputStream;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

import com.ctc.wstx.stax.WstxOutputFactory;
import org.jspecify.annotations.Nullable;

/**
 * The child of a SOAP Body as a document of its own, with the namespaces it inherits and on the lines it stood on: written anew, for what is
 * too unusual to be cut out as bytes.
 *
 * @param xml empty when there is none
 * @param broken what is wrong with it or around it; empty when it is sound
 */
public record BodyChild(byte[] xml, String broken) {
  private static final WstxOutputFactory WRITERS = new WstxOutputFactory();
  private static final int MOST_LINES_KEPT = 10_000;

  /** @param reader in the Body, before its child or at it */
  public static BodyChild read(EnvelopeReader reader, int size) {
    var child = new ByteArrayOutputStream(size);
    String broken = "";
    try {
      XMLStreamWriter writer = WRITERS.createXMLStreamWriter(child, "UTF-8");
      try {
        if (toChild(reader)) {
          writer.writeCharacters("\n".repeat(Math.min(reader.getLocation().getLineNumber() - 1, MOST_LINES_KEPT)));
          copy(reader, writer);
          toEnd(reader);
        }
      } catch (XMLStreamException malformed) {
        broken = place(malformed);
      } finally {
        writer.flush();
      }
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("writing to memory failed", impossible);
    }
    return new BodyChild(child.toByteArray(), broken);
  }

  private static boolean toChild(XMLStreamReader reader) throws XMLStreamException {
    while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
      if (!reader.hasNext()) return false;
      reader.next();
    }
    return true;
  }

  private static void copy(EnvelopeReader reader, XMLStreamWriter writer) throws XMLStreamException {
    int depth = 0;
    do {
      switch (reader.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> start(reader, writer, depth++ == 0);
        case XMLStreamConstants.END_ELEMENT -> {
          writer.writeEndElement();
          if (--depth == 0) return;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> writer.writeCharacters(reader.getText());
        default -> {
          // Comments and processing instructions say nothing to us.
        }
      }
      reader.next();
    } while (true);
  }

  private static void start(EnvelopeReader reader, XMLStreamWriter writer, boolean root) throws XMLStreamException {
    writer.writeStartElement(text(reader.getPrefix()), reader.getLocalName(), text(reader.getNamespaceURI()));
    if (root) {
      for (var namespace : reader.namespaces().entrySet()) {
        declare(writer, namespace.getKey(), namespace.getValue());
      }
    } else {
      for (int i = 0; i < reader.getNamespaceCount(); i++) {
        declare(writer, text(reader.getNamespacePrefix(i)), text(reader.getNamespaceURI(i)));
      }
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      writer.writeAttribute(text(reader.getAttributePrefix(i)), text(reader.getAttributeNamespace(i)), reader.getAttributeLocalName(i),
        reader.getAttributeValue(i));
    }
  }

  private static void declare(XMLStreamWriter writer, String prefix, String uri) throws XMLStreamException {
    if (prefix.isEmpty()) writer.writeDefaultNamespace(uri);
    else if (!"xml".equals(prefix)) writer.writeNamespace(prefix, uri);
  }

  static String text(@Nullable String maybe) { return maybe == null ? "" : maybe; }

  /** The rest of the envelope must be sound, too, and hold nothing more. */
  private static void toEnd(XMLStreamReader reader) throws XMLStreamException {
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT)
        throw new XMLStreamException("there is more than one element in the SOAP Body", reader.getLocation());
    }
  }

  /** What a parser says about broken XML: place and words, without its prefixes. */
  public static String place(XMLStreamException malformed) {
    String words = String.valueOf(malformed.getMessage()).lines().filter(line -> !line.contains("[row,col")).findFirst()
      .orElse("not well-formed")
      .replaceFirst("^ParseError at.*", "").replaceFirst("^Message: ", "").replaceAll("com\\.ctc\\.\\S+: ?", "").strip();
    var place = malformed.getLocation();
    return (place == null ? "" : "line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ": ") + words;
  }
}
