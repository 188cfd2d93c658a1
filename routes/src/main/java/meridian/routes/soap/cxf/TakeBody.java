package meridian.routes.soap.cxf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apache.cxf.helpers.CastUtils;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.routes.soap.EnvelopeReader;

/** Has CXF read the request, which is in memory and bounded, through our own guarded parser. */
final class TakeBody extends AbstractPhaseInterceptor<Message> {
  /** The bytes of the request, in the CXF exchange. */
  static final String RAW = "meridian.raw";

  TakeBody() {
    super(Phase.RECEIVE);
    addBefore("org.apache.cxf.interceptor.AttachmentInInterceptor");
  }

  @Override
  public void handleMessage(Message message) {
    // The body says what is asked for; a SOAPAction that says otherwise, or nothing, is no reason to refuse it.
    headers(message).keySet().removeIf("SOAPAction"::equalsIgnoreCase);
    try (InputStream body = message.getContent(InputStream.class)) {
      byte[] raw = body.readAllBytes();
      message.getExchange().put(RAW, raw);
      message.setContent(XMLStreamReader.class, new EnvelopeReader(StaxFactory.open(new ByteArrayInputStream(raw), XmlLimits.MESSAGE)));
      message.removeContent(InputStream.class);
    } catch (XMLStreamException malformed) {
      throw new Fault(malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
  }

  private static Map<String, List<String>> headers(Message message) {
    Object headers = message.get(Message.PROTOCOL_HEADERS);
    return headers instanceof Map<?, ?> map ? CastUtils.cast(map) : Map.of();
  }
}
