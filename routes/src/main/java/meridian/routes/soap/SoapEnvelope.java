package meridian.routes.soap;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.routes.message.MessageStart;

/**
 * Opens SOAP requests, 1.1 and 1.2: as a usual one begins by {@link SoapStart}, so that it is parsed once, else by a parser that checks all
 * of XML's rules.
 */
public final class SoapEnvelope {
  private SoapEnvelope() {}

  /**
   * @param start how the message begins
   * @param message the child of the Body
   * @param broken what is wrong around it; empty when it is sound
   */
  public record Opened(SoapVersion version, MessageStart start, byte[] message, String broken) {}

  /** It is no SOAP request of ours. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final transient CimError error;
    private final SoapFault.Code code;
    private final transient Optional<SoapVersion> version;

    private Refused(SoapFault.Code code, Optional<SoapVersion> version, String details) {
      super(details);
      this.error = ErrorCode.INVALID_MESSAGE.error(details);
      this.code = code;
      this.version = version;
    }

    public CimError error() { return error; }

    public SoapFault.Code code() { return code; }

    /** When that could be seen. */
    public Optional<SoapVersion> version() { return version; }
  }

  /** How it begins; {@link MessageStart#UNKNOWN} when that is unusual. @param head the first bytes of the request, or all of them */
  public static MessageStart start(byte[] head) {
    return SoapStart.find(head).map(SoapStart::start).orElse(MessageStart.UNKNOWN);
  }

  /** @param whole the request */
  public static Opened open(byte[] whole) throws Refused {
    Optional<Opened> usual = openUsual(whole);
    return usual.isPresent() ? usual.get() : openCarefully(whole);
  }

  /** As {@link #open}, of a request that is usual in all; empty when it is not. */
  public static Optional<Opened> openUsual(byte[] whole) {
    return SoapStart.find(whole)
      .flatMap(start -> start.cut(whole).map(child -> new Opened(start.version(), start.start(), child, "")));
  }

  /** The version of a request whose headers ask for more than to be opened: WS-Addressing, or what must be understood. */
  public static Optional<SoapVersion> asksForMore(byte[] whole) {
    try {
      var reader = new EnvelopeReader(StaxFactory.open(new ByteArrayInputStream(whole), XmlLimits.MESSAGE));
      reader.nextTag();
      Optional<SoapVersion> version = SoapVersion.of(BodyChild.text(reader.getNamespaceURI()));
      if (version.isEmpty() || reader.nextTag() != XMLStreamConstants.START_ELEMENT || !is(reader, version.get(), "Header"))
        return Optional.empty();
      return SoapStart.asksForMore(reader, version.get()) ? version : Optional.empty();
    } catch (XMLStreamException malformed) {
      return Optional.empty();
    }
  }

  /** A request that is read as it comes. @param head its first bytes @param rest what follows them @return the child of the Body */
  public static InputStream open(byte[] head, InputStream rest) throws Refused {
    Optional<SoapStart> start = SoapStart.find(head);
    if (start.isEmpty()) throw new Refused(SoapFault.Code.CLIENT, Optional.empty(), "the SOAP envelope cannot be taken");
    int tagEnd = start.get().tagEnd();
    var behind = new SequenceInputStream(new ByteArrayInputStream(head, tagEnd, head.length - tagEnd), rest);
    return new SequenceInputStream(new ByteArrayInputStream(start.get().beginning(head, tagEnd)), new WithoutEnd(behind, start.get()));
  }

  private static Opened openCarefully(byte[] whole) throws Refused {
    try {
      var reader = new EnvelopeReader(StaxFactory.open(new ByteArrayInputStream(whole), XmlLimits.MESSAGE));
      SoapVersion version = toBody(reader);
      BodyChild child = BodyChild.read(reader, whole.length);
      if (child.xml().length == 0)
        throw new Refused(SoapFault.Code.CLIENT, Optional.of(version),
          child.broken().isEmpty() ? "the SOAP Body is empty" : child.broken());
      return new Opened(version, MessageStart.of(child.xml()), child.xml(), child.broken());
    } catch (XMLStreamException malformed) {
      throw new Refused(SoapFault.Code.CLIENT, Optional.empty(), BodyChild.place(malformed));
    }
  }

  /** The reader stands behind the start of the Body when this returns. */
  private static SoapVersion toBody(EnvelopeReader reader) throws XMLStreamException, Refused {
    reader.nextTag();
    Optional<SoapVersion> version = SoapVersion.of(BodyChild.text(reader.getNamespaceURI()));
    if (!reader.getLocalName().equals("Envelope")) throw cannotBeTaken(version);
    if (version.isEmpty())
      throw new Refused(SoapFault.Code.VERSION_MISMATCH, version, "the envelope is neither SOAP 1.1 nor SOAP 1.2");
    reader.nextTag();
    if (is(reader, version.get(), "Header")) {
      SoapStart.asksForMore(reader, version.get()); // of what is asked here, who opens it knows
      reader.nextTag();
    }
    if (reader.getEventType() != XMLStreamConstants.START_ELEMENT || !is(reader, version.get(), "Body")) throw cannotBeTaken(version);
    reader.next();
    return version.get();
  }

  private static boolean is(EnvelopeReader reader, SoapVersion version, String name) {
    return version.namespace().equals(reader.getNamespaceURI()) && name.equals(reader.getLocalName());
  }

  private static Refused cannotBeTaken(Optional<SoapVersion> version) {
    return new Refused(SoapFault.Code.CLIENT, version, "the SOAP envelope cannot be taken");
  }
}
