package meridian.cim.grid;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.model.Mrid;

/** RDF/XML as IEC 61970-552 writes it, streamed into an {@link RdfModel}; compound values nested or apart. */
final class RdfParser {
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final XmlLimits LIMITS = new XmlLimits(4L << 30, 32, 32, 1 << 16);

  private final XMLStreamReader xml;
  private final RdfModel model;
  private int blanks;

  private RdfParser(XMLStreamReader xml, RdfModel model) {
    this.xml = xml;
    this.model = model;
  }

  /** @throws UnsupportedNamespaceException at the first object of another CIM version */
  static void parse(InputStream in, RdfModel model) throws IOException, GridFormatException, UnsupportedNamespaceException {
    var watched = new WatchedInput(in);
    XMLStreamReader xml = null;
    try {
      xml = StaxFactory.open(watched, LIMITS);
      new RdfParser(xml, model).document();
    } catch (XMLStreamException e) {
      if (watched.trouble != null) throw watched.trouble;
      var where = e.getLocation();
      int line = where != null ? where.getLineNumber() : xml != null ? xml.getLocation().getLineNumber() : 1;
      throw new GridFormatException(line, "not readable as XML: " + firstLine(e));
    }
  }

  private static String firstLine(XMLStreamException e) {
    String message = e.getMessage() == null ? "broken" : e.getMessage();
    int told = message.indexOf("Message: "); // Before it stands the place, which we say ourselves.
    return message.substring(told < 0 ? 0 : told + "Message: ".length()).lines().findFirst().orElse("broken");
  }

  private void document() throws XMLStreamException, GridFormatException, UnsupportedNamespaceException {
    xml.nextTag();
    if (!xml.getLocalName().equals("RDF") || !RDF.equals(xml.getNamespaceURI())) {
      throw new GridFormatException(line(), "the document is " + xml.getLocalName() + ", not rdf:RDF");
    }
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (xml.getLocalName().equals("FullModel")) header();
      else
        node();
    }
    while (xml.hasNext())
      xml.next();
  }

  /** CGMES says its profiles in a header. */
  private void header() throws XMLStreamException {
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (xml.getLocalName().equals("Model.profile")) model.kiloVolts |= xml.getElementText().contains("-EU/");
      else
        skip();
    }
  }

  /** From a node's start to its end. The blank node's or the object's identity, or null when its class is passed over. */
  private @Nullable Mrid node() throws XMLStreamException, UnsupportedNamespaceException {
    String element = xml.getLocalName();
    CimClass type = CimClass.find(element);
    if (type == null) {
      skip();
      return null;
    }
    Mrid mrid = identity();
    if (!GridReader.CIM100.equals(xml.getNamespaceURI())) {
      throw new UnsupportedNamespaceException(new GridDefect.UnsupportedNamespace(element, mrid.toString(), line(), xml.getNamespaceURI()));
    }
    properties(model.object(type, element.intern(), mrid, line()));
    return mrid;
  }

  private void properties(RdfObject object) throws XMLStreamException, UnsupportedNamespaceException {
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      Property property = GridReader.CIM100.equals(xml.getNamespaceURI()) ? Property.find(xml.getLocalName()) : null;
      String resource = xml.getAttributeValue(RDF, "resource");
      if (property == null) {
        skip();
      } else if (resource != null) {
        object.add(property, target(resource));
        skip();
      } else if ("Resource".equals(xml.getAttributeValue(RDF, "parseType")) && property.compound() != null) {
        var compound = model.object(property.compound(), property.compound().name(), blank(), line());
        properties(compound);
        object.add(property, compound.mrid);
      } else {
        literalOrNested(object, property);
      }
    }
  }

  private void literalOrNested(RdfObject object, Property property) throws XMLStreamException, UnsupportedNamespaceException {
    var text = new StringBuilder();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          Mrid nested = node();
          if (nested != null) object.add(property, nested);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          text.append(xml.getText());
          if (text.length() > LIMITS.textChars()) throw new XMLStreamException("a value is too long", xml.getLocation());
        }
        default -> {
          // Comments say nothing to us.
        }
      }
    }
    String value = text.toString().strip();
    if (!value.isEmpty()) object.add(property, value);
  }

  private Mrid identity() {
    String id = xml.getAttributeValue(RDF, "ID");
    String about = xml.getAttributeValue(RDF, "about");
    return id != null ? mrid(id) : about != null ? mrid(about) : blank();
  }

  private Mrid blank() { return Mrid.derivedFrom("blank node " + ++blanks); }

  /** A reference, or a value of an enumeration: what stands after the last point. */
  private static Object target(String resource) {
    int hash = resource.indexOf('#');
    if (hash > 0) return resource.substring(resource.lastIndexOf('.') + 1);
    return mrid(resource);
  }

  /** Identifiers of older tools are no UUIDs: the same words always give the same one. */
  private static Mrid mrid(String reference) {
    String bare = reference.startsWith("#") ? reference.substring(1) : reference;
    return Mrid.find(bare).orElseGet(() -> Mrid.derivedFrom(bare.startsWith("_") ? bare.substring(1) : bare));
  }

  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0;) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) depth++;
      else if (event == XMLStreamConstants.END_ELEMENT) depth--;
    }
  }

  private int line() { return xml.getLocation().getLineNumber(); }

  /** Tells trouble with the stream from trouble with what it holds. */
  private static final class WatchedInput extends FilterInputStream {
    private @Nullable IOException trouble;

    WatchedInput(InputStream in) { super(in); }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        trouble = e;
        throw e;
      }
    }
  }

  /** Carries its defect out of the parse. */
  static final class UnsupportedNamespaceException extends Exception {
    private static final long serialVersionUID = 1;
    final transient GridDefect defect;

    UnsupportedNamespaceException(GridDefect defect) {
      super(defect.text());
      this.defect = defect;
    }
  }
}
