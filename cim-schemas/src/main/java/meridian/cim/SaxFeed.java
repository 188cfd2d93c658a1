package meridian.cim;

import java.util.List;

import javax.xml.XMLConstants;

import org.codehaus.stax2.XMLStreamReader2;
import org.xml.sax.ContentHandler;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/** Tells SAX handlers what a StAX reader sees. */
final class SaxFeed {
  private final AttributesImpl attributes = new AttributesImpl();
  private final Locator locator;

  SaxFeed(Place place) { this.locator = new PlaceLocator(place); }

  /** Begins a document in the middle of another: the prefixes that hold here are told first. */
  void beginDocument(XMLStreamReader2 reader, ContentHandler handler, Iterable<String> prefixes) throws SAXException {
    handler.setDocumentLocator(locator);
    handler.startDocument();
    for (String prefix : prefixes) {
      String namespace = reader.getNamespaceURI(prefix);
      if (namespace != null) handler.startPrefixMapping(prefix, namespace);
    }
  }

  void start(XMLStreamReader2 reader, List<ContentHandler> handlers) throws SAXException {
    if (handlers.isEmpty()) return;
    attributes.clear();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.addAttribute(text(reader.getAttributeNamespace(i)), reader.getAttributeLocalName(i),
        qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)), "CDATA", reader.getAttributeValue(i));
    }
    String qualified = qualified(reader.getPrefix(), reader.getLocalName());
    for (ContentHandler handler : handlers) {
      for (int i = 0; i < reader.getNamespaceCount(); i++) {
        handler.startPrefixMapping(text(reader.getNamespacePrefix(i)), text(reader.getNamespaceURI(i)));
      }
      handler.startElement(text(reader.getNamespaceURI()), reader.getLocalName(), qualified, attributes);
    }
  }

  void end(XMLStreamReader2 reader, List<ContentHandler> handlers) throws SAXException {
    if (handlers.isEmpty()) return;
    String qualified = qualified(reader.getPrefix(), reader.getLocalName());
    for (ContentHandler handler : handlers) {
      handler.endElement(text(reader.getNamespaceURI()), reader.getLocalName(), qualified);
      for (int i = 0; i < reader.getNamespaceCount(); i++) {
        handler.endPrefixMapping(text(reader.getNamespacePrefix(i)));
      }
    }
  }

  private static String qualified(String prefix, String localName) {
    return prefix == null || prefix.isEmpty() ? localName : prefix + ":" + localName;
  }

  static String text(String text) { return text == null ? XMLConstants.NULL_NS_URI : text; }

  private record PlaceLocator(Place place) implements Locator {
    @Override
    public String getPublicId() { return ""; }

    @Override
    public String getSystemId() { return ""; }

    @Override
    public int getLineNumber() { return place.line(); }

    @Override
    public int getColumnNumber() { return place.column(); }
  }
}
