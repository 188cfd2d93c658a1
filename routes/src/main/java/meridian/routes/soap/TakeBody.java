package meridian.routes.soap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.helpers.CastUtils;
import org.apache.cxf.io.DelegatingInputStream;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/** Reads a request whole and bounded, before anything parses it, and has CXF read it through our own parser. */
final class TakeBody extends AbstractPhaseInterceptor<Message> {
  /** The bytes of the request, in the CXF exchange. */
  static final String RAW = "meridian.raw";
  private static final int MOST_DRAINED = 64 << 20;

  private final SoapConfig config;

  TakeBody(SoapConfig config) {
    super(Phase.RECEIVE);
    addBefore("org.apache.cxf.interceptor.AttachmentInInterceptor");
    this.config = config;
  }

  @Override
  public void handleMessage(Message message) {
    if (asksForDescription(message)) return;
    InputStream stream = message.getContent(InputStream.class);
    if (!"POST".equals(message.get(Message.HTTP_REQUEST_METHOD)) || stream == null)
      throw new Unreadable(ErrorCode.INVALID_MESSAGE.error("only POST of a SOAP 1.1 envelope, and GET of ?wsdl, are served here"), 405);
    // The body says what is asked for; a SOAPAction that says otherwise, or nothing, is no reason to refuse it.
    headers(message).keySet().removeIf("SOAPAction"::equalsIgnoreCase);
    // Left in place, CXF would read the rest of a body that was given up before it answers, however long that takes.
    message.removeContent(DelegatingInputStream.class);
    byte[] raw = read(stream);
    message.getExchange().put(RAW, raw);
    String type = String.valueOf(message.get(Message.CONTENT_TYPE));
    if (type.regionMatches(true, 0, "multipart/", 0, 10))
      throw new Unreadable(ErrorCode.INVALID_MESSAGE.error("attachments are not accepted"), 415);
    try {
      message.setContent(XMLStreamReader.class, new EnvelopeReader(StaxFactory.open(new ByteArrayInputStream(raw), XmlLimits.MESSAGE)));
    } catch (XMLStreamException malformed) {
      throw Unreadable.malformed(malformed);
    }
    message.removeContent(InputStream.class);
  }

  private static boolean asksForDescription(Message message) {
    String query = String.valueOf(message.get(Message.QUERY_STRING)).toLowerCase(Locale.ROOT);
    return "GET".equals(message.get(Message.HTTP_REQUEST_METHOD)) && (query.startsWith("wsdl") || query.startsWith("xsd="));
  }

  private byte[] read(InputStream stream) {
    try {
      var raw = new ByteArrayOutputStream();
      byte[] piece = new byte[16 << 10];
      long begun = System.nanoTime();
      for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
        raw.write(piece, 0, count);
        if (raw.size() > config.bodySize_bytes()) {
          drain(stream, begun);
          throw new Unreadable(
            ErrorCode.TOO_MANY.error("the request is longer than " + config.bodySize_bytes() + " bytes; send it in several messages"), 413);
        }
        if (tooSlow(begun, raw.size())) throw tooSlow();
      }
      return raw.toByteArray();
    } catch (IOException | IllegalStateException brokeOff) {
      throw tooSlow();
    }
  }

  /** Jetty's own minimum rate gives a sender no time to begin, and closes the connection without an answer. */
  private boolean tooSlow(long begun, long bytes) {
    if (config.minRate_bytes() == 0) return false;
    long allowed_ms = config.idleTimeout().toMillis() + bytes * 1000 / config.minRate_bytes();
    return (System.nanoTime() - begun) / 1_000_000 > allowed_ms;
  }

  private static Unreadable tooSlow() {
    return new Unreadable(ErrorCode.INVALID_MESSAGE.error("the request broke off or came too slowly"), 408);
  }

  /** Who is still sending does not read: takes a bounded rest, so that most senders get to see the answer. */
  private void drain(InputStream stream, long begun) throws IOException {
    byte[] waste = new byte[64 << 10];
    for (long drained = 0; drained < MOST_DRAINED && !tooSlow(begun, config.bodySize_bytes() + drained);) {
      int count = stream.read(waste);
      if (count < 0) return;
      drained += count;
    }
  }

  private static Map<String, List<String>> headers(Message message) {
    Object headers = message.get(Message.PROTOCOL_HEADERS);
    return headers instanceof Map<?, ?> map ? CastUtils.cast(map) : Map.of();
  }

  /** A request without an answer but a fault. */
  static final class Unreadable extends SoapFault {
    private static final long serialVersionUID = 1;
    private final transient CimError error;

    Unreadable(CimError error, int status) {
      super(error.reason() + ": " + error.details(), FAULT_CODE_CLIENT);
      this.error = error;
      setStatusCode(status);
    }

    static Unreadable malformed(XMLStreamException malformed) {
      return new Unreadable(ErrorCode.INVALID_MESSAGE.error(TakePayload.place(malformed)), 500);
    }

    CimError error() { return error; }
  }
}
