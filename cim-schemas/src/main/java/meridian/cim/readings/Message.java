package meridian.cim.readings;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import meridian.cim.CimException;
import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.HeaderReader;
import meridian.cim.Refused;
import meridian.cim.Shape;
import meridian.cim.Wrapping;
import meridian.model.message.Verb;

/** What is around the payload: SOAP, the wrapper, Header, Request or Reply. For one message and one thread. */
final class Message {
  static final String READINGS = "http://iec.ch/TC57/2011/MeterReadings#";
  private static final String MESSAGE = "http://iec.ch/TC57/2011/schema/message";
  private static final Set<String> SOAP = Set.of("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");

  private final XmlCursor xml;
  private final Path path;
  private final Walk walk;
  private final ReadingsSink sink;
  private @Nullable Header header;
  private @Nullable Shape shape;
  private boolean sawPayload;
  private boolean sawReadings;

  Message(XmlCursor xml, Path path, Walk walk, ReadingsSink sink) {
    this.xml = xml;
    this.path = path;
    this.walk = walk;
    this.sink = sink;
  }

  Optional<Header> header() { return Optional.ofNullable(header); }

  Optional<Wrapping> wrapping() { return Optional.ofNullable(shape).map(Shape::wrapping); }

  /** The payload has begun: what goes wrong now is told by the report. */
  boolean sawReadings() { return sawReadings; }

  void read() throws Broken, CimException {
    xml.next();
    begin(1);
    if (xml.isNamed(bytes("Envelope")) && SOAP.contains(xml.namespace())) soap();
    else
      root(1);
    // Nothing but comments may follow.
    xml.next();
  }

  /** The next tag, where no text belongs. */
  private XmlCursor.Tag next() throws Broken {
    XmlCursor.Tag tag = xml.next();
    if (!xml.textIsBlank()) throw new Broken(ErrorCode.INVALID_MESSAGE, "holds text where only elements belong");
    return tag;
  }

  private void soap() throws Broken, CimException {
    String soap = xml.namespace();
    boolean sawBody = false;
    while (next() == XmlCursor.Tag.START) {
      begin(2);
      if (!xml.namespace().equals(soap)) throw misplaced("Header and Body");
      if (xml.isNamed(bytes("Header")) && !sawBody) {
        soapHeader(soap);
      } else if (xml.isNamed(bytes("Body")) && !sawBody) {
        sawBody = true;
        if (next() != XmlCursor.Tag.START) throw new Broken(ErrorCode.PAYLOAD_MISSING, "the SOAP Body is empty");
        begin(3);
        root(3);
        if (next() != XmlCursor.Tag.END) throw new Broken(ErrorCode.TOO_MANY, "one message per SOAP Body");
      } else {
        throw misplaced("one Header and one Body");
      }
    }
    if (!sawBody) throw new Broken(ErrorCode.PAYLOAD_MISSING, "the SOAP Body is missing");
  }

  /** What must be understood here is not; the rest is passed over. */
  private void soapHeader(String soap) throws Broken {
    int depth = xml.depth();
    while (xml.next() != XmlCursor.Tag.END || xml.depth() >= depth) {
      if (xml.depth() != depth + 1) continue;
      Attributes attributes = xml.attributes();
      for (int i = 0; i < attributes.count(); i++) {
        if (attributes.namespace(i).equals(soap) && attributes.localName(xml.bytes, i).equals("mustUnderstand")
          && attributes.value(xml.bytes, i).strip().matches("1|true"))
          throw new Broken(ErrorCode.INVALID_MESSAGE, "a SOAP header that must be understood is not: " + Refused.quote(xml.localName()));
      }
    }
  }

  private void root(int depth) throws Broken, CimException {
    String name = xml.localName();
    String namespace = xml.namespace();
    if (name.equals("MeterReadings") && path.isNamespace(namespace, READINGS)) {
      readings(depth);
      return;
    }
    Shape found = Shape.of(name, namespace).orElseThrow(() -> new Broken(ErrorCode.INVALID_MESSAGE,
      "is no message of IEC 61968-100; its namespace is " + Refused.quote(namespace)));
    shape = found;
    boolean typed = found.wrapping() == Wrapping.TYPED;
    if (typed && !found.noun().equals("MeterReadings"))
      throw new Broken(ErrorCode.INVALID_NOUN, Refused.quote(found.noun()) + " is not read here");
    if (!path.isNamespace(namespace, found.namespace()))
      throw new Broken(ErrorCode.INVALID_MESSAGE,
        "is in namespace " + Refused.quote(namespace) + ", expected \"" + found.namespace() + '"');
    parts(depth, found, typed ? namespace : "");
    if (header == null) throw new Broken(ErrorCode.HEADER_MISSING, "the message begins with a Header");
    if (!sawReadings && header.verb() != Verb.REPLY)
      throw new Broken(ErrorCode.PAYLOAD_MISSING, sawPayload ? "Payload holds no MeterReadings" : "a Payload is needed here");
  }

  /** @param wrapper namespace of the parts; empty: that of the envelope */
  private void parts(int depth, Shape found, String wrapper) throws Broken, CimException {
    String envelope = wrapper.isEmpty() ? xml.namespace() : MESSAGE;
    int stage = 0;
    while (next() == XmlCursor.Tag.START) {
      begin(depth + 1);
      String name = xml.localName();
      if (!path.isNamespace(xml.namespace(), wrapper.isEmpty() ? envelope : wrapper))
        throw new Broken(ErrorCode.INVALID_MESSAGE, "is in namespace " + Refused.quote(xml.namespace()));
      if (header == null && !name.equals("Header")) throw new Broken(ErrorCode.HEADER_MISSING, "the message begins with a Header");
      switch (name) {
        case "Header" -> {
          if (header != null) throw misplaced("Payload");
          var gathered = new HeaderReader();
          part(depth + 1, name, "HeaderType", envelope, gathered);
          header = gathered.header(found);
          check(gathered, found);
          sink.header(header, found.wrapping());
        }
        case "Request", "Reply" -> {
          if (stage > 0) throw misplaced("Payload");
          stage = 1;
          part(depth + 1, name, name + "Type", envelope, null);
        }
        case "Payload" -> {
          if (stage > 1) throw misplaced("nothing more");
          stage = 2;
          sawPayload = true;
          payload(depth + 2, wrapper.isEmpty() ? envelope : wrapper);
        }
        default -> throw misplaced("Header, Request, Reply and Payload");
      }
    }
  }

  private void part(int depth, String name, String type, String envelope, @Nullable HeaderReader gathered) throws Broken {
    path.begin(depth, name, Profile.MESSAGE.type(type), envelope);
    walk.part(depth, gathered);
  }

  private static void check(HeaderReader gathered, Shape shape) throws Broken {
    String noun = gathered.noun().startsWith("Get") ? gathered.noun().substring(3) : gathered.noun();
    if (!noun.equals("MeterReadings")) throw new Broken(ErrorCode.INVALID_NOUN, "Noun " + Refused.quote(noun) + " is not read here");
    Optional<Verb> verb = shape.verb();
    if (verb.isPresent() && !gathered.verb().equals(verb.get().text()))
      throw new Broken(ErrorCode.INVALID_VERB, "Verb " + Refused.quote(gathered.verb()) + " is not the wrapper's");
  }

  /** @param format namespace of what may follow the readings */
  private void payload(int depth, String format) throws Broken {
    boolean sawFormat = false;
    while (next() == XmlCursor.Tag.START) {
      begin(depth);
      String name = xml.localName();
      if (sawFormat) throw misplaced("nothing more");
      switch (name) {
        case "MeterReadings" -> {
          if (!path.isNamespace(xml.namespace(), READINGS))
            throw new Broken(ErrorCode.INVALID_MESSAGE,
              "is in namespace " + Refused.quote(xml.namespace()) + ", expected \"" + READINGS + '"');
          if (sawReadings) throw new Broken(ErrorCode.TOO_MANY, "one of these per message");
          readings(depth);
        }
        case "OperationSet", "Compressed" ->
          throw new Broken(ErrorCode.PAYLOAD_MISSING, "is not served here, send the MeterReadings itself");
        case "Format" -> {
          sawFormat = true;
          if (!path.isNamespace(xml.namespace(), format)) throw misplaced("MeterReadings");
          if (xml.next() != XmlCursor.Tag.END) throw new Broken(ErrorCode.INVALID_MESSAGE, "holds elements where only a value belongs");
        }
        default -> throw misplaced("MeterReadings");
      }
    }
  }

  private void readings(int depth) throws Broken {
    sawReadings = true;
    path.begin(depth, "MeterReadings", Profile.READINGS.type("MeterReadings"), xml.namespace());
    walk.payload(depth);
  }

  private void begin(int depth) throws Broken {
    path.beginForeign(depth);
    path.name(depth, xml.localName());
    Attributes attributes = xml.attributes();
    for (int i = 0; i < attributes.count(); i++) {
      if (attributes.namespace(i).isEmpty()) throw new Broken(ErrorCode.INVALID_MESSAGE, "has an attribute that it may not have");
    }
  }

  private static Broken misplaced(String expected) {
    return new Broken(ErrorCode.INVALID_MESSAGE, "does not belong here, " + expected + " may come here");
  }

  private static byte[] bytes(String ascii) { return ascii.getBytes(StandardCharsets.US_ASCII); }
}
