package meridian.cim;

import java.io.InputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.UnmarshallerHandler;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

import meridian.cim.dialect.Dialect;
import meridian.cim.dialect.DialectReader;
import meridian.cim.dialect.PartnerProfile;
import meridian.cim.jaxb.controls.EndDeviceControls;
import meridian.cim.jaxb.getreadings.GetMeterReadings;
import meridian.cim.xml.StaxFactory;
import meridian.model.TimePeriod;
import meridian.model.message.Verb;

/**
 * Reads one message in one pass: StAX feeds the schema validator and, inside the noun's element, JAXB; the Header is gathered on the
 * way, so that trouble after it can be answered. For one message and one thread.
 */
final class Decoder {
  /** Depth of Header, Request and Payload; their children, one of which is the noun, are one deeper. */
  private static final int PART = 2;
  private static final int CHILD = 3;
  private static final JAXBContext JAXB = jaxb();

  private final CimLimits limits;
  private final PartnerProfile profile;
  private final Place place = new Place();
  private final SaxFeed feed = new SaxFeed(place);
  private final HeaderReader headerReader = new HeaderReader();
  private final StringBuilder text = new StringBuilder();
  private final Set<String> prefixes = new HashSet<>();
  /** Whom events go to just now: the validator of the message or that of a payload in generic wrapping, then JAXB. */
  private final List<ContentHandler> handlers = new ArrayList<>();
  private final Map<String, String> requestTexts = new LinkedHashMap<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<ControlReference> ids = new ArrayList<>();
  private String optionName = "";
  /** What the message's namespaces were until now. */
  private Supplier<Dialect> dialect = () -> Dialect.STANDARD;
  private @Nullable Shape shape;
  private @Nullable Header header;
  /** Trouble met before the end of the Header: told once the Header is known. */
  private @Nullable Refused pending;
  private @Nullable Validation whole;
  private @Nullable Validation payload;
  private @Nullable UnmarshallerHandler binding;
  private @Nullable Object noun;
  private String nounPath = "";
  private String requestPlace = "";
  private boolean sawPayload;

  Decoder(CimLimits limits, PartnerProfile profile) {
    this.limits = limits;
    this.profile = profile;
  }

  CimRequest decode(InputStream body) throws CimException {
    var input = new CountedInput(body, limits.bodyBytes());
    try {
      var reader = new DialectReader(StaxFactory.open(input, limits.xml()), profile);
      dialect = reader::dialect;
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (Refused refused) {
      throw exception(refused);
    } catch (XMLStreamException e) {
      throw exception(ParserWords.of(e, input, place));
    } catch (SAXException | JAXBException e) {
      // Validators report to their error handler and JAXB is fed what is valid: this is no fault of the message's.
      throw new IllegalStateException("reading a message failed", e);
    }
  }

  private CimException exception(Refused refused) {
    return new CimException(refused.error(), Optional.ofNullable(header).map(known -> known.in(dialect.get())), Optional.ofNullable(shape).map(Shape::wrapping));
  }

  private CimRequest read(XMLStreamReader2 reader) throws Refused, XMLStreamException, SAXException, JAXBException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text(reader);
        case XMLStreamConstants.END_ELEMENT -> {
          // What is not served is not read on.
          if (end(reader) && !isServed()) return new CimRequest.Unserved(known(), shape().wrapping());
        }
        default -> {
          // Comments and processing instructions mean nothing here.
        }
      }
    }
    if (whole != null) whole.finish();
    return request();
  }

  private void start(XMLStreamReader2 reader) throws Refused, SAXException, JAXBException {
    String name = reader.getLocalName();
    place.enter(name, reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
    text.setLength(0);
    switch (place.depth()) {
      case 1 -> root(reader);
      case PART -> part(name);
      case CHILD -> child(reader, name);
      default -> {
        // Deeper, the schema watches alone.
      }
    }
    if (place.depth() < CHILD) rememberPrefixes(reader);
    feed.start(reader, handlers);
    check(reader, "");
  }

  private void root(XMLStreamReader2 reader) throws Refused, SAXException {
    String namespace = SaxFeed.text(reader.getNamespaceURI());
    Shape found = Shape.of(reader.getLocalName(), namespace).orElseThrow(() -> new Refused(ErrorCode.INVALID_MESSAGE, place.toString(),
      "is no request of IEC 61968-100; its namespace is " + Refused.quote(namespace)));
    shape = found;
    if (!found.namespace().equals(namespace)) {
      pending = new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), SchemaWords.namespace(namespace, found.namespace()));
    } else if (!found.served()) {
      pending = new Refused(ErrorCode.INVALID_NOUN, place.toString(), Refused.quote(found.noun()) + " is not served");
    } else {
      whole = begin(reader);
    }
  }

  private Validation begin(XMLStreamReader2 reader) throws SAXException {
    var validation = new Validation();
    handlers.clear();
    handlers.add(validation.handler());
    feed.beginDocument(reader, validation.handler(), prefixes);
    return validation;
  }

  private void part(String name) throws Refused {
    if (header == null && !name.equals("Header"))
      throw new Refused(ErrorCode.HEADER_MISSING, place.toString(), "the message begins with a Header");
    if (name.equals("Request")) requestPlace = place.toString();
    if (name.equals("Payload")) sawPayload = true;
  }

  /** A child of Header, Request or Payload: the noun is one. */
  private void child(XMLStreamReader2 reader, String name) throws Refused, SAXException, JAXBException {
    if (header == null) return;
    boolean inPayload = place.name(PART).equals("Payload");
    boolean query = header.verb() == Verb.GET;
    String wanted = query ? "GetMeterReadings" : "EndDeviceControls";
    String namespace = query ? Names.GET_READINGS : Names.CONTROLS;
    String found = SaxFeed.text(reader.getNamespaceURI());
    boolean apart = inPayload && shape().wrapping() == Wrapping.GENERIC;
    if (inPayload && (name.equals("OperationSet") || name.equals("Compressed")))
      throw new Refused(ErrorCode.PAYLOAD_MISSING, place.toString(), "is not served, send the " + wanted + " itself");
    if (name.equals(wanted) && (query || inPayload)) {
      if (!found.equals(namespace)) throw new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), SchemaWords.namespace(found, namespace));
      if (noun != null) throw new Refused(ErrorCode.TOO_MANY, place.toString(), "one of these per message");
      beginNoun(reader, apart);
    } else if (apart && !found.equals(Names.MESSAGE)) {
      throw new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), "does not belong here, expected " + wanted);
    }
  }

  /** @param apart true where the schema of the envelope looks away: the noun is then a document of its own to the validator */
  private void beginNoun(XMLStreamReader2 reader, boolean apart) throws SAXException, JAXBException {
    nounPath = place.path();
    if (apart) payload = begin(reader);
    binding = JAXB.createUnmarshaller().getUnmarshallerHandler();
    handlers.add(binding);
    feed.beginDocument(reader, binding, prefixes);
  }

  private void text(XMLStreamReader2 reader) throws Refused, SAXException {
    int length = reader.getTextLength();
    if (text.length() + length > limits.textChars())
      throw new Refused(ErrorCode.TOO_MANY, place.toString(), "more than " + limits.textChars() + " characters in one value");
    text.append(reader.getTextCharacters(), reader.getTextStart(), length);
    for (ContentHandler handler : handlers) {
      handler.characters(reader.getTextCharacters(), reader.getTextStart(), length);
    }
  }

  /** @return true when this was the end of the Header */
  private boolean end(XMLStreamReader2 reader) throws Refused, SAXException, JAXBException {
    String value = text.toString();
    feed.end(reader, handlers);
    check(reader, value);
    int depth = place.depth();
    String name = reader.getLocalName();
    boolean headerEnds = depth == PART && header == null;
    if (depth == CHILD && binding != null) endNoun(binding);
    if (depth >= CHILD) gather(name, value);
    if (headerEnds) endHeader();
    if (depth == 1 && header == null) throw new Refused(ErrorCode.HEADER_MISSING, place.toString(), "the message begins with a Header");
    place.leave();
    text.setLength(0);
    return headerEnds;
  }

  /** What the validator has against the element that just began or ended, if anything. */
  private void check(XMLStreamReader2 reader, String value) throws Refused {
    Validation validation = payload == null ? whole : payload;
    if (validation == null) return;
    String complaint = validation.complaint();
    Refused trouble = null;
    if (complaint != null) {
      trouble = SchemaWords.of(complaint, place, new QName(SaxFeed.text(reader.getNamespaceURI()), reader.getLocalName()), value);
    } else if (reader.getEventType() == XMLStreamConstants.END_ELEMENT && validation.endedTime()) {
      try {
        Timestamps.parse(value);
      } catch (DateTimeException e) {
        trouble = new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), Refused.quote(value) + " " + e.getMessage());
      }
    }
    if (trouble == null) return;
    if (header != null) throw trouble;
    pending = trouble;
    whole = null;
    handlers.clear();
  }

  private void gather(String name, String value) {
    String parent = place.name(place.depth() - 1);
    if (header == null) {
      headerReader.ended(parent, name, value);
    } else if (place.depth() == CHILD && name.equals("ID")) {
      if (!value.isBlank()) ids.add(new ControlReference("", value.strip(), List.of(), List.of(), List.of()));
    } else if (place.name(PART).equals("Request")) {
      if (place.depth() == CHILD) {
        requestTexts.putIfAbsent(name, value);
      } else if (place.depth() == CHILD + 1 && parent.equals("Option")) {
        if (name.equals("name")) optionName = value.strip();
        options.put(optionName, name.equals("value") ? value.strip() : "");
      }
    }
  }

  private void endHeader() throws Refused {
    header = headerReader.header(shape());
    if (pending != null) throw pending;
    if (shape().wrapping() == Wrapping.GENERIC) return;
    if (!Names.bare(headerReader.noun()).equals(shape().noun()))
      throw new Refused(ErrorCode.INVALID_NOUN, place.toString(), "Noun " + Refused.quote(headerReader.noun()) + " is not the wrapper's");
    Optional<Verb> verb = shape().verb();
    if (verb.isPresent() && !headerReader.verb().equals(verb.get().text()))
      throw new Refused(ErrorCode.INVALID_VERB, place.toString(), "Verb " + Refused.quote(headerReader.verb()) + " is not the wrapper's");
  }

  private void endNoun(UnmarshallerHandler bound) throws SAXException, JAXBException {
    bound.endDocument();
    noun = ((JAXBElement<?>) bound.getResult()).getValue();
    binding = null;
    handlers.clear();
    if (payload != null) {
      payload.finish();
      payload = null;
    }
    handlers.add(Objects.requireNonNull(whole).handler());
  }

  private boolean isServed() {
    Header known = Objects.requireNonNull(header);
    String bare = Names.bare(known.noun());
    return switch (known.verb()) {
      case GET -> bare.equals("MeterReadings");
      case CREATE, CANCEL -> bare.equals("EndDeviceControls");
      default -> false;
    };
  }

  private CimRequest request() throws Refused {
    Header known = known();
    if (noun instanceof GetMeterReadings query) return query(known, query);
    var mapper = new RequestMapper(nounPath);
    if (known.verb() == Verb.CANCEL && (noun != null || !ids.isEmpty()))
      return new CimRequest.CancelEndDeviceControls(known, shape().wrapping(),
        noun instanceof EndDeviceControls controls ? mapper.references(controls) : ids);
    if (noun instanceof EndDeviceControls controls)
      return new CimRequest.CreateEndDeviceControls(known, shape().wrapping(), mapper.controls(controls), options);
    if (known.verb() != Verb.GET)
      throw new Refused(ErrorCode.PAYLOAD_MISSING, place.root(),
        (sawPayload ? "Payload holds no EndDeviceControls" : "a Payload is needed here"));
    if (requestPlace.isEmpty()) throw new Refused(ErrorCode.REQUEST_MISSING, place.root(), "a Request is needed here");
    throw new Refused(ErrorCode.INVALID_MESSAGE, requestPlace, "holds no GetMeterReadings");
  }

  private CimRequest query(Header known, GetMeterReadings query) throws Refused {
    var mapper = new RequestMapper(nounPath);
    Optional<TimePeriod> period = RequestMapper.period(requestTexts.get("StartTime"), requestTexts.get("EndTime"), requestPlace);
    if (period.isEmpty()) period = mapper.period(query);
    return new CimRequest.GetMeterReadings(known, shape().wrapping(), mapper.endDevices(query), mapper.usagePoints(query),
      mapper.readingTypes(query), period, options);
  }

  private Header known() { return Objects.requireNonNull(header).in(dialect.get()); }

  private Shape shape() { return Objects.requireNonNull(shape); }

  private void rememberPrefixes(XMLStreamReader2 reader) {
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      prefixes.add(SaxFeed.text(reader.getNamespacePrefix(i)));
    }
  }

  private static JAXBContext jaxb() {
    try {
      return JAXBContext.newInstance(meridian.cim.jaxb.controls.ObjectFactory.class, meridian.cim.jaxb.getreadings.ObjectFactory.class);
    } catch (JAXBException e) {
      throw new IllegalStateException("the generated classes are not to JAXB's taste", e);
    }
  }
}
