package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

import meridian.cim.dialect.Dialect;
import meridian.cim.dialect.DialectReader;
import meridian.cim.dialect.HeaderPeek;
import meridian.cim.dialect.Namespaces;
import meridian.cim.dialect.PartnerProfile;
import meridian.cim.dialect.Partners;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.model.message.Verb;

/**
 * Looks at a message of any kind and any length from end to end, wrapped or not, in a SOAP envelope or not: what it is, what it holds and
 * all that is wrong with it. Where {@link CimCodec} stops at the first trouble, this goes on as long as it is XML. For one message and one
 * thread.
 */
public final class Examiner {
  private static final int MOST_COMPLAINTS = 1_000;
  private static final String FAULT = "FaultMessage";
  private static final int MOST_CHARACTERS = 64 << 10;
  private static final int MOST_COMPRESSED = 32 << 20;
  private static final Set<String> SOAP_11 = Set.of("http://schemas.xmlsoap.org/soap/envelope/");
  private static final Set<String> SOAP_12 = Set.of("http://www.w3.org/2003/05/soap-envelope");

  private final PartnerProfile profile;
  private final Place place = new Place();
  private final SaxFeed feed = new SaxFeed(place);
  private final HeaderReader headerReader = new HeaderReader();
  private final Census census = new Census();
  private final StringBuilder text = new StringBuilder();
  private final Prefixes prefixes = new Prefixes();
  private final List<ContentHandler> handlers = new ArrayList<>();
  private final List<Complaint> complaints = new ArrayList<>();
  private long complained;
  private String soap = "";
  private String root = "";
  private String namespace = "";
  /** Depth of the message's root: 1, or 3 in a SOAP envelope; 0 until it was met. */
  private int rootDepth;
  /** Depth of the noun's element; 0 outside of it. */
  private int nounDepth;
  private @Nullable Shape shape;
  private @Nullable Header header;
  private @Nullable Validation whole;
  private @Nullable Validation payload;
  private boolean compressed;
  private boolean leaf;

  private Examiner(PartnerProfile profile) { this.profile = profile; }

  /**
   * Reads {@code message} to its end, which is left open.
   *
   * @param partners told by the Header
   * @throws IOException when the stream does
   */
  public static Examined examine(InputStream message, Partners partners) throws IOException {
    HeaderPeek peek = HeaderPeek.into(message, partners);
    return examine(peek.body(), peek.profile());
  }

  /** As {@link #examine(InputStream, Partners)}, of a partner who is known. */
  public static Examined examine(InputStream message, PartnerProfile profile) throws IOException {
    return new Examiner(profile).read(message);
  }

  private Examined read(InputStream message) throws IOException {
    var input = new CountedInput(message, XmlLimits.BULK.bytes());
    var dialect = Dialect.STANDARD;
    try {
      var reader = new DialectReader(StaxFactory.open(input, XmlLimits.BULK), profile);
      try {
        walk(reader);
      } finally {
        dialect = reader.dialect();
        reader.close();
      }
    } catch (XMLStreamException e) {
      complain(ParserWords.of(e, input, place));
    } catch (SAXException e) {
      throw new IllegalStateException("examining a message failed", e);
    }
    return new Examined(root, namespace, soap, Optional.ofNullable(shape).map(Shape::wrapping), Optional.ofNullable(header), dialect,
      compressed, census, List.copyOf(complaints), complained);
  }

  private void walk(XMLStreamReader2 reader) throws XMLStreamException, SAXException, IOException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text(reader);
        case XMLStreamConstants.END_ELEMENT -> end(reader);
        default -> {
          // Comments and processing instructions mean nothing here.
        }
      }
    }
    if (rootDepth == 0) complain("/", "holds no message");
    else if (header == null && shape != null && !root.endsWith(FAULT)) complain("/" + root, "has no Header");
  }

  private void start(XMLStreamReader2 reader) throws SAXException {
    String name = reader.getLocalName();
    place.enter(name, reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
    text.setLength(0);
    leaf = true;
    if (rootDepth == 0) outside(reader, name);
    else if (place.depth() == rootDepth) complain("does not belong here, one message at a time");
    else if (place.depth() == rootDepth + 2) child(reader, name);
    prefixes.enter(reader, place.depth());
    if (rootDepth > 0) census.began(name, nounDepth > 0 && place.depth() == nounDepth + 1, reader.getAttributeValue(null, "ref"));
    feed.start(reader, handlers);
    check(reader, "");
  }

  /** The message's root is the first element that is no part of a SOAP envelope. */
  private void outside(XMLStreamReader2 reader, String name) throws SAXException {
    String ours = SaxFeed.text(reader.getNamespaceURI());
    if (SOAP_11.contains(ours) || SOAP_12.contains(ours)) {
      soap = SOAP_11.contains(ours) ? "1.1" : "1.2";
      return;
    }
    // SOAP headers are others' business.
    if (!soap.isEmpty() && (place.depth() != 3 || !place.name(2).equals("Body"))) return;
    rootDepth = place.depth();
    root = name;
    namespace = reader instanceof DialectReader theirs ? theirs.writtenNamespace() : ours;
    if (ours.equals(Names.payload(name))) {
      nounDepth = rootDepth;
      whole = begin(reader);
      return;
    }
    shape = Shape.of(name, ours).or(() -> fault(name, ours)).orElse(null);
    if (shape == null)
      complain("is no message of IEC 61968-100; its namespace is " + Refused.quote(namespace) + ", "
        + Namespaces.known());
    else if (!shape.namespace().equals(ours)) complain(SchemaWords.unknown(namespace, shape.namespace()));
    else if (!shape.served()) complain(Refused.quote(shape.noun()) + " is no noun that the hub knows");
    else
      whole = begin(reader);
  }

  private static Optional<Shape> fault(String name, String namespace) {
    if (!name.endsWith(FAULT)) return Optional.empty();
    if (name.equals(FAULT)) return Optional.of(new Shape(Wrapping.GENERIC, "", Optional.empty(), Names.MESSAGE, true));
    return Optional.of(new Shape(Wrapping.TYPED, "", Optional.empty(), namespace, namespace.endsWith("Message")));
  }

  private void child(XMLStreamReader2 reader, String name) throws SAXException {
    if (shape == null || header == null) return;
    String ours = SaxFeed.text(reader.getNamespaceURI());
    if (!ours.equals(Names.payload(name))) return;
    nounDepth = place.depth();
    if (shape.wrapping() == Wrapping.GENERIC && place.name(rootDepth + 1).equals("Payload")) payload = begin(reader);
  }

  private Validation begin(XMLStreamReader2 reader) throws SAXException {
    var validation = new Validation();
    handlers.clear();
    handlers.add(validation.handler());
    feed.beginDocument(reader, validation.handler(), prefixes.open());
    return validation;
  }

  private void text(XMLStreamReader2 reader) throws SAXException {
    int length = reader.getTextLength();
    int most = rootDepth > 0 && place.depth() > 0 && place.name(place.depth()).equals("Compressed") ? MOST_COMPRESSED : MOST_CHARACTERS;
    if (text.length() <= most) {
      text.append(reader.getTextCharacters(), reader.getTextStart(), length);
      if (text.length() > most) complain("holds more than " + most + " characters");
    }
    for (ContentHandler handler : handlers) {
      handler.characters(reader.getTextCharacters(), reader.getTextStart(), length);
    }
  }

  private void end(XMLStreamReader2 reader) throws SAXException, IOException {
    String value = text.toString();
    String name = reader.getLocalName();
    int depth = place.depth();
    feed.end(reader, handlers);
    check(reader, value);
    if (rootDepth > 0 && leaf && depth > rootDepth) ended(depth, name, value);
    if (shape != null && header == null && depth == rootDepth + 1 && name.equals("Header")) endHeader(shape);
    if (depth == nounDepth) endNoun();
    if (depth == rootDepth) endRoot();
    prefixes.leave(depth);
    place.leave();
    text.setLength(0);
    leaf = false;
  }

  private void ended(int depth, String name, String value) throws IOException {
    String parent = place.name(depth - 1);
    if (header == null && shape != null) headerReader.ended(parent, name, value);
    census.ended(depth > 2 ? place.name(depth - 2) : "", parent, name, value);
    if (name.equals("Compressed") && parent.equals("Payload") && depth == rootDepth + 2) inflate(value);
  }

  private void endHeader(Shape found) {
    header = headerReader.header(found);
    if (found.wrapping() == Wrapping.GENERIC) return;
    String noun = Names.bare(headerReader.noun());
    if (!noun.equals(found.noun()) && !(noun.equals(Names.OPERATION_SET) && found.noun().endsWith(noun)))
      complain("Noun " + Refused.quote(headerReader.noun()) + " is not the wrapper's");
    Optional<Verb> verb = found.verb();
    if (verb.isPresent() && !headerReader.verb().equals(verb.get().text()))
      complain("Verb " + Refused.quote(headerReader.verb()) + " is not the wrapper's");
  }

  private void endNoun() throws SAXException {
    nounDepth = 0;
    if (payload == null) return;
    payload.handler().endDocument();
    payload = null;
    handlers.clear();
    if (whole != null) handlers.add(whole.handler());
  }

  private void endRoot() throws SAXException {
    if (whole != null) whole.handler().endDocument();
    whole = null;
    handlers.clear();
  }

  /** What Compressed holds is looked at as the payload that it is; its complaints have lines of their own. */
  private void inflate(String base64) throws IOException {
    compressed = true;
    byte[] gzip;
    try {
      gzip = Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
    } catch (IllegalArgumentException notBase64) {
      complain("is not base64");
      return;
    }
    if (gzip.length < 2 || (gzip[0] & 0xFF) != 0x1F || (gzip[1] & 0xFF) != 0x8B) {
      complain("is not gzip");
      return;
    }
    Examined inside = examine(new GZIPInputStream(new ByteArrayInputStream(gzip)), profile);
    census.add(inside.census());
    inside.complaints().forEach(one -> complain(new Complaint(one.line(), one.column(), place.path() + one.path(), one.words())));
  }

  /** What the validator has against the element that just began or ended, if anything: the first of what it says of it. */
  private void check(XMLStreamReader2 reader, String value) {
    Validation validation = payload == null ? whole : payload;
    if (validation == null) return;
    String complaint = validation.complaint();
    boolean ended = reader.getEventType() == XMLStreamConstants.END_ELEMENT;
    if (complaint != null) {
      complain(SchemaWords.of(complaint, place, new QName(SaxFeed.text(reader.getNamespaceURI()), reader.getLocalName()), value));
      validation.forgive();
    } else if (ended) {
      String objection = validation.objection(value);
      if (!objection.isEmpty()) complain(objection);
    }
  }

  private void complain(Refused refused) {
    String said = String.valueOf(refused.getMessage());
    String here = place + ": ";
    if (said.startsWith(here)) {
      complain(said.substring(here.length()));
    } else {
      // A parser's place is its own.
      complain(new Complaint(place.line(), place.column(), place.path(), said.replaceFirst("^line \\d+, column \\d+, \\S*: ", "")));
    }
  }

  private void complain(String words) { complain(new Complaint(place.line(), place.column(), place.path(), words)); }

  private void complain(String path, String words) { complain(new Complaint(0, 0, path, words)); }

  private void complain(Complaint complaint) {
    complained++;
    if (complaints.size() < MOST_COMPLAINTS) complaints.add(complaint);
  }
}
