package meridian.routes.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.helpers.CastUtils;
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

  private final int bodyBytes;

  TakeBody(int bodyBytes) {
    super(Phase.RECEIVE);
    addBefore("org.apache.cxf.interceptor.AttachmentInInterceptor");
    this.bodyBytes = bodyBytes;
  }

  @Override
  public void handleMessage(Message message) {
    InputStream stream = message.getContent(InputStream.class);
    if (!"POST".equals(message.get(Message.HTTP_REQUEST_METHOD)) || stream == null) return;
    // The body says what is asked for; a SOAPAction that says otherwise, or nothing, is no reason to refuse it.
    headers(message).keySet().removeIf("SOAPAction"::equalsIgnoreCase);
    byte[] raw = read(stream);
    message.getExchange().put(RAW, raw);
    String type = String.valueOf(message.get(Message.CONTENT_TYPE));
    if (type.regionMatches(true, 0, "multipart/", 0, 10)) throw new Unreadable(ErrorCode.INVALID_MESSAGE.error("attachments are not accepted"), 415);
    try {
      message.setContent(XMLStreamReader.class, new EnvelopeReader(StaxFactory.open(new ByteArrayInputStream(raw), XmlLimits.MESSAGE)));
    } catch (XMLStreamException malformed) {
      throw Unreadable.malformed(malformed);
    }
    message.removeContent(InputStream.class);
  }

  private byte[] read(InputStream stream) {
    try {
      byte[] raw = stream.readNBytes(bodyBytes + 1);
      if (raw.length <= bodyBytes) return raw;
      drain(stream);
      throw new Unreadable(ErrorCode.TOO_MANY.error("the request is longer than " + bodyBytes + " bytes; send it in several messages"), 413);
    } catch (IOException brokeOff) {
      throw new Unreadable(ErrorCode.INVALID_MESSAGE.error("the request broke off or came too slowly"), 408);
    }
  }

  /** Who is still sending does not read: takes a bounded rest, so that most senders get to see the answer. */
  private static void drain(InputStream stream) throws IOException {
    byte[] waste = new byte[64 << 10];
    for (long drained = 0; drained < MOST_DRAINED;) {
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

    CimError error() {
      return error;
    }
  }
}
