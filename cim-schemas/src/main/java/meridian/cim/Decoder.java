package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import jakarta.xml.bind.JAXBException;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

import meridian.cim.dialect.DialectReader;
import meridian.cim.dialect.PartnerProfile;
import meridian.cim.xml.StaxFactory;
import meridian.model.message.Verb;

/**
 * Reads one message in one pass: StAX feeds the schema validator and, inside the noun's element, what makes sense of it; the Header is
 * gathered on the way, so that trouble after it can be answered. For one message and one thread.
 */
final class Decoder {
  /** Depth of Header, Request and Payload; their children, one of which is the noun, are one deeper. */
  private static final int PART = 2;
  private static final int CHILD = 3;
  /** Depth of what an Operation of an OperationSet holds. */
  private static final int OPERATION = 4;

  private final CimLimits limits;
  private final PartnerProfile profile;
  private final Place place = new Place();
  private final SaxFeed feed = new SaxFeed(place);
  private final HeaderReader headerReader = new HeaderReader();
  private final StringBuilder text = new StringBuilder();
  private final Prefixes prefixes = new Prefixes();
  /** Whom events go to just now: the validator of the message or that of a noun's element it does not look into, then the content. */
  private final List<ContentHandler> handlers = new ArrayList<>();
  private final Asked asked = new Asked();
  private @Nullable DialectReader dialect;
  private @Nullable Shape shape;
  private @Nullable Header header;
  private Optional<Wanted> wanted = Optional.empty();
  /** Trouble met before the end of the Header: told once the Header is known. */
  private @Nullable Refused pending;
  /** Trouble with a noun's element that is empty because the noun is in Compressed: told when it is not. */
  private @Nullable Refused emptyNoun;
  private @Nullable Validation whole;
  private @Nullable Validation apart;
  private @Nullable Content content;
  private @Nullable SetReader set;
  private @Nullable Compressed compressed;
  /** Depth of the noun's element while that is open. */
  private int contentDepth;
  private boolean inflating;
  private boolean unserved;
  private int items;

  /** @param profile of the partner who sent it */
  Decoder(CimLimits limits, PartnerProfile profile) {
    this.limits = limits;
    this.profile = profile;
  }

  CimRequest decode(InputStream body) throws CimException {
    var input = new CountedInput(body, limits.bodyBytes());
    try {
      XMLStreamReader2 reader = open(input);
      try {
        read(reader);
      } finally {
        reader.close();
      }
      return request();
    } catch (Refused refused) {
      throw exception(refused);
    } catch (XMLStreamException e) {
      throw exception(ParserWords.of(e, input, place));
    } catch (SAXException | JAXBException e) {
      // Validators report to their error handler and JAXB is fed what is valid: this is no fault of the message's.
      throw new IllegalStateException("reading a message failed", e);
    }
  }

  /** What stands between the parser and all who look at the message: names, namespaces and texts are read through it. */
  private XMLStreamReader2 open(InputStream input) throws XMLStreamException {
    XMLStreamReader2 parser = StaxFactory.open(input, limits.xml());
    dialect = dialect == null ? new DialectReader(parser, profile) : dialect.inside(parser);
    return dialect;
  }

  private CimException exception(Refused refused) {
    return new CimException(refused.error().of(set == null ? "" : set.operationId()), Optional.ofNullable(header).map(this::answerable),
      Optional.ofNullable(shape).map(Shape::wrapping));
  }

  private void read(XMLStreamReader2 reader) throws Refused, XMLStreamException, SAXException, JAXBException {
    while (!unserved && reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text(reader);
        case XMLStreamConstants.END_ELEMENT -> end(reader);
        default -> {
          // Comments and processing instructions mean nothing here.
        }
      }
    }
  }

  private void start(XMLStreamReader2 reader) throws Refused, SAXException, JAXBException {
    String name = reader.getLocalName();
    place.enter(name, reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
    int depth = place.depth();
    text.setLength(0);
    count(depth, name);
    if (contentDepth == 0) {
      switch (depth) {
        case 1 -> root(reader);
        case PART -> part(name);
        default -> {
          if (header != null) child(reader, name, depth);
        }
      }
      if (!inflating) prefixes.enter(reader, depth);
    }
    feed.start(reader, handlers);
    check(reader, "");
  }

  private void count(int depth, String name) throws Refused {
    boolean object = contentDepth > 0 && depth == contentDepth + 1;
    if (object) content().filled();
    if ((object || depth == CHILD || depth == OPERATION && name.equals("Operation")) && ++items > limits.items())
      throw new Refused(ErrorCode.TOO_MANY, place.toString(), "more than " + limits.items() + " objects and IDs in one message");
  }

  private void root(XMLStreamReader2 reader) throws Refused, SAXException {
    String namespace = SaxFeed.text(reader.getNamespaceURI());
    Shape found = Shape.of(reader.getLocalName(), namespace).orElseThrow(() -> new Refused(ErrorCode.INVALID_MESSAGE, place.toString(),
      "is no request of IEC 61968-100; its namespace is " + Refused.quote(namespace)));
    shape = found;
    if (!found.namespace().equals(namespace)) {
      pending = new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), SchemaWords.unknown(namespace, found.namespace()));
    } else if (!found.served()) {
      pending = new Refused(ErrorCode.INVALID_NOUN, place.toString(), Refused.quote(found.noun()) + " is not served");
    } else {
      whole = begin(reader, found.schema());
    }
  }

  private Validation begin(XMLStreamReader2 reader, String schema) throws SAXException {
    var validation = new Validation(schema);
    handlers.clear();
    handlers.add(validation.handler());
    feed.beginDocument(reader, validation.handler(), prefixes());
    return validation;
  }

  private List<String> prefixes() { return inflating ? List.of() : prefixes.open(); }

  private void part(String name) throws Refused {
    if (header == null && !name.equals("Header"))
      throw new Refused(ErrorCode.HEADER_MISSING, place.toString(), "the message begins with a Header");
    if (name.equals("Request")) asked.request(place.toString());
    if (name.equals("Payload")) asked.payload();
  }

  /** An element in Request or Payload, outside of a noun's element: that may begin here. */
  private void child(XMLStreamReader2 reader, String name, int depth) throws Refused, SAXException, JAXBException {
    String namespace = SaxFeed.text(reader.getNamespaceURI());
    if (inflating) {
      noun(reader, name, namespace, true);
    } else if (depth == CHILD && place.name(PART).equals("Payload")) {
      payload(reader, name, namespace);
    } else if (depth == CHILD && place.name(PART).equals("Request")) {
      if (known().verb() == Verb.GET) selection(reader, name, namespace);
    } else if (set != null && set.isOpen()) {
      if (depth == OPERATION && name.equals("Operation")) set.beginOperation(place.toString());
      if (depth == OPERATION + 1 && !namespace.equals(Names.MESSAGE)) {
        wanted = set.wanted();
        if (wanted.isPresent()) noun(reader, name, namespace, true);
      }
    }
  }

  private void payload(XMLStreamReader2 reader, String name, String namespace) throws Refused, SAXException, JAXBException {
    boolean envelope = namespace.equals(shape().namespace());
    if (envelope && name.equals("Compressed")) {
      beginCompressed();
    } else if (envelope && name.equals(Names.OPERATION_SET)) {
      if (set == null)
        throw new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), "belongs to the verb execute and the noun OperationSet");
      set.begin();
    } else if (set == null) {
      noun(reader, name, namespace, shape().wrapping() == Wrapping.GENERIC);
    }
  }

  private void selection(XMLStreamReader2 reader, String name, String namespace) throws Refused, SAXException, JAXBException {
    String due = wanted.orElseThrow().element();
    boolean own = shape().wrapping() == Wrapping.GENERIC || shape().wrapping() == Wrapping.TYPED_DRAFT;
    if (name.equals(due)) noun(reader, name, namespace, own);
    else if (name.startsWith("Get")) throw misplaced(due);
  }

  private Refused misplaced(String due) {
    return new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), "does not belong here" + (due.isEmpty() ? "" : ", expected " + due));
  }

  /** @param own true where the schema of the envelope looks away: the noun is then a document of its own to the validator */
  private void noun(XMLStreamReader2 reader, String name, String namespace, boolean own) throws Refused, SAXException, JAXBException {
    Wanted due = wanted.orElseThrow();
    if (!name.equals(due.element())) {
      if (own && (inflating || !namespace.equals(Names.MESSAGE))) throw misplaced(due.element());
      return;
    }
    if (!namespace.equals(due.namespace()))
      throw new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), SchemaWords.unknown(namespace, due.namespace()));
    var begun = new Content(due, place.path(), place.toString());
    if (set != null) set.content(begun);
    else if (content != null) throw twice();
    content = begun;
    contentDepth = place.depth();
    if (own) apart = begin(reader, due.element());
    handlers.add(begun.handler());
    feed.beginDocument(reader, begun.handler(), prefixes());
  }

  private Refused twice() { return new Refused(ErrorCode.TOO_MANY, place.toString(), "one of these per message"); }

  private void beginCompressed() throws Refused {
    if (set != null)
      throw new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), "is not served for an OperationSet, send the OperationSet itself");
    if (content != null && !content.isEmpty() || compressed != null) throw twice();
    content = null;
    emptyNoun = null;
    compressed = new Compressed();
  }

  private void text(XMLStreamReader2 reader) throws Refused, SAXException {
    int length = reader.getTextLength();
    if (compressed != null && place.depth() == CHILD) {
      if (!inflating) compressed.append(reader.getTextCharacters(), reader.getTextStart(), length);
      return;
    }
    if (text.length() + length > limits.textChars())
      throw new Refused(ErrorCode.TOO_MANY, place.toString(), "more than " + limits.textChars() + " characters in one value");
    text.append(reader.getTextCharacters(), reader.getTextStart(), length);
    for (ContentHandler handler : handlers) {
      handler.characters(reader.getTextCharacters(), reader.getTextStart(), length);
    }
  }

  private void end(XMLStreamReader2 reader) throws Refused, SAXException, JAXBException {
    String value = text.toString();
    String name = reader.getLocalName();
    int depth = place.depth();
    feed.end(reader, handlers);
    check(reader, value);
    if (contentDepth == depth) {
      endContent();
    } else if (contentDepth == 0) {
      gather(depth, name, SaxFeed.text(reader.getNamespaceURI()), value);
      if (depth == PART && name.equals("Payload") && emptyNoun != null) throw emptyNoun;
      if (depth == CHILD && compressed != null && !inflating) inflate(compressed);
      if (depth == PART && header == null) endHeader();
      if (depth == 1 && header == null) throw new Refused(ErrorCode.HEADER_MISSING, place.toString(), "the message begins with a Header");
    }
    if (contentDepth == 0 && !inflating) prefixes.leave(depth);
    place.leave();
    text.setLength(0);
  }

  /** What the validator has against the element that just began or ended, if anything. */
  private void check(XMLStreamReader2 reader, String value) throws Refused {
    Validation validation = apart == null ? whole : apart;
    if (validation == null) return;
    String complaint = validation.complaint();
    boolean ended = reader.getEventType() == XMLStreamConstants.END_ELEMENT;
    Refused trouble;
    if (complaint != null) {
      trouble = SchemaWords.of(complaint, place, new QName(SaxFeed.text(reader.getNamespaceURI()), reader.getLocalName()), value);
      if (isForgiven(validation, ended, trouble)) return;
    } else {
      String objection = ended ? validation.objection(value) : "";
      if (objection.isEmpty()) return;
      trouble = new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), objection);
    }
    if (header != null) throw trouble;
    pending = trouble;
    whole = null;
    handlers.clear();
  }

  /**
   * The noun's own wrapper wants the noun's element beside Compressed, and a Get profile in each Request; neither is needed to understand
   * what is meant.
   */
  private boolean isForgiven(Validation validation, boolean ended, Refused trouble) {
    if (apart != null || header == null || shape().wrapping() == Wrapping.GENERIC) return false;
    String part = place.depth() >= PART ? place.name(PART) : "";
    String name = place.name(place.depth());
    boolean compressing = !ended && place.depth() == CHILD && part.equals("Payload") && name.equals("Compressed");
    boolean selecting = ended && place.depth() == PART && part.equals("Request") && header.verb() == Verb.GET && content == null
      && wanted.isPresent() && wanted.get().made() == Wanted.Made.TREES;
    boolean empty = ended && part.equals("Payload") && place.depth() == contentDepth && content().isEmpty();
    if (empty) emptyNoun = trouble;
    if (!compressing && !selecting && !empty) return false;
    validation.forgive();
    return true;
  }

  private void gather(int depth, String name, String namespace, String value) throws Refused {
    if (depth < CHILD || inflating) return;
    String parent = place.name(depth - 1);
    if (header == null) {
      headerReader.ended(parent, name, value);
    } else if (set != null && place.name(PART).equals("Payload")) {
      boolean envelope = namespace.equals(depth == CHILD ? shape().namespace() : Names.MESSAGE);
      if (set.isOpen() && envelope && depth <= OPERATION + 1) set.ended(parent, name, value);
    } else if (depth == CHILD && !place.name(PART).equals("Header")) {
      asked.child(name, value);
    } else if (depth == CHILD + 1 && parent.equals("Option") && place.name(PART).equals("Request")) {
      asked.option(name, value);
    }
  }

  private void endHeader() throws Refused {
    Header found = answerable(headerReader.header(shape()));
    header = found;
    if (pending != null) throw pending;
    if (shape().wrapping() != Wrapping.GENERIC) checkWrapper();
    if (!headerReader.isRevisionKnown())
      throw new Refused(ErrorCode.UNSUPPORTED_REVISION, place.toString(), "Revision " + Refused.quote(found.revision()) + " is not 1 or 2");
    wanted = Wanted.by(found);
    if (Wanted.isSet(found)) set = new SetReader(found, shape().wrapping(), asked);
    // What is not served is not read on.
    unserved = wanted.isEmpty() && set == null;
  }

  private void checkWrapper() throws Refused {
    String noun = Names.bare(headerReader.noun());
    if (!noun.equals(shape().noun()) && !(noun.equals(Names.OPERATION_SET) && shape().noun().endsWith(noun)))
      throw new Refused(ErrorCode.INVALID_NOUN, place.toString(), "Noun " + Refused.quote(headerReader.noun()) + " is not the wrapper's");
    Optional<Verb> verb = shape().verb();
    if (verb.isPresent() && !headerReader.verb().equals(verb.get().text()))
      throw new Refused(ErrorCode.INVALID_VERB, place.toString(), "Verb " + Refused.quote(headerReader.verb()) + " is not the wrapper's");
  }

  private void endContent() throws SAXException, JAXBException {
    contentDepth = 0;
    content().end();
    handlers.clear();
    if (apart != null) {
      apart.finish();
      apart = null;
    }
    handlers.add(Objects.requireNonNull(whole).handler());
  }

  /** Reads what is in Compressed as if it stood there, with lines and columns of its own. */
  private void inflate(Compressed packed) throws Refused, SAXException, JAXBException {
    try (InputStream inflated = packed.inflate()) {
      var input = new CountedInput(inflated, limits.bodyBytes());
      inflating = true;
      try {
        XMLStreamReader2 reader = open(input);
        try {
          read(reader);
        } finally {
          reader.close();
        }
      } catch (XMLStreamException e) {
        throw ParserWords.inflating(e, input, place);
      }
    } catch (IOException e) {
      throw new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), Compressed.WORDS);
    } finally {
      inflating = false;
      compressed = null;
    }
  }

  private CimRequest request() throws Refused, SAXException {
    if (unserved) return new CimRequest.Unserved(known(), shape().wrapping());
    if (whole != null) whole.finish();
    if (set == null) return new Requests(answerable(known()), shape().wrapping(), wanted.orElseThrow(), asked, place.root()).of(content);
    if (!set.isRead())
      throw new Refused(ErrorCode.PAYLOAD_MISSING, place.root(),
        asked.sawPayload() ? "Payload holds no OperationSet" : "a Payload is needed here");
    return set.request();
  }

  private Shape shape() { return Objects.requireNonNull(shape); }

  /** With the dialect as far as the message has shown it. */
  private Header answerable(Header asked) {
    return asked.in(Objects.requireNonNull(dialect).dialect());
  }

  private Header known() { return Objects.requireNonNull(header); }

  private Content content() { return Objects.requireNonNull(content); }
}
