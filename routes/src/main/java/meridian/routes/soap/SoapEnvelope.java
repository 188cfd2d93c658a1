package meridian.routes.soap;

import java.io.ByteArrayInputStream;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.apache.cxf.binding.soap.Soap11;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.routes.message.Incoming;

/** Opens a SOAP 1.1 request that did not come over HTTP, by the rules of the door. Safe for concurrent callers. */
public final class SoapEnvelope {
  private static final String SOAP = Soap11.SOAP_NAMESPACE;

  private final SoapConfig config;

  public SoapEnvelope(SoapConfig config) { this.config = config; }

  /** It is no SOAP request of ours. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final transient CimError error;

    Refused(CimError error) {
      super(error.details());
      this.error = error;
    }

    public CimError error() { return error; }
  }

  /** @param sealed its message is the whole envelope @return the same with the child of the Body as its message */
  public Incoming open(Incoming sealed) throws Refused {
    byte[] raw = sealed.raw();
    if (raw.length > config.bodySize_bytes())
      throw new Refused(
        ErrorCode.TOO_MANY.error("the request is longer than " + config.bodySize_bytes() + " bytes; send it in several messages"));
    try {
      var reader = new EnvelopeReader(StaxFactory.open(new ByteArrayInputStream(raw), XmlLimits.MESSAGE));
      toBody(reader);
      TakePayload.Payload payload = TakePayload.Payload.read(reader, raw.length);
      if (payload.xml().length == 0)
        throw new Refused(ErrorCode.INVALID_MESSAGE.error(payload.broken().isEmpty() ? "the SOAP Body is empty" : payload.broken()));
      return new Incoming(sealed.endpoint(), sealed.partner(), sealed.at(), raw, payload.xml(), sealed.replyTo(), payload.broken(),
        sealed.replayOf());
    } catch (XMLStreamException malformed) {
      throw new Refused(ErrorCode.INVALID_MESSAGE.error(TakePayload.place(malformed)));
    }
  }

  /** The reader stands behind the start of the Body when this returns. */
  private static void toBody(EnvelopeReader reader) throws XMLStreamException, Refused {
    reader.nextTag();
    if (!is(reader, "Envelope")) throw new Refused(ErrorCode.INVALID_MESSAGE.error("the SOAP 1.1 envelope cannot be taken"));
    reader.nextTag();
    if (is(reader, "Header")) {
      for (int depth = 1; depth > 0;) {
        int event = reader.next();
        if (event == XMLStreamConstants.END_ELEMENT) depth--;
        if (event != XMLStreamConstants.START_ELEMENT) continue;
        String must = reader.getAttributeValue(SOAP, "mustUnderstand");
        if (depth++ == 1 && ("1".equals(must) || "true".equals(must)))
          throw new Refused(ErrorCode.INVALID_MESSAGE.error("a SOAP header must be understood and is not"));
      }
      reader.nextTag();
    }
    if (reader.getEventType() != XMLStreamConstants.START_ELEMENT || !is(reader, "Body"))
      throw new Refused(ErrorCode.INVALID_MESSAGE.error("the SOAP 1.1 envelope cannot be taken"));
    reader.next();
  }

  private static boolean is(EnvelopeReader reader, String name) {
    return SOAP.equals(reader.getNamespaceURI()) && name.equals(reader.getLocalName());
  }
}
