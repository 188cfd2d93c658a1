package meridian.routes.soap;

import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

import jakarta.servlet.http.HttpServletRequest;

import com.ctc.wstx.stax.WstxOutputFactory;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.phase.PhaseInterceptor;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.apache.cxf.wsdl.interceptors.DocLiteralInInterceptor;
import org.jspecify.annotations.Nullable;

import meridian.cim.ErrorCode;
import meridian.routes.message.Incoming;

/**
 * Takes the child of the SOAP Body out as a document of its own, with the namespaces it inherits and on the lines it stood on, and makes an
 * {@link Incoming} of it. In place of CXF's data binding, which would refuse what the CIM has an error code for.
 */
final class TakePayload extends AbstractPhaseInterceptor<Message> {
  private static final WstxOutputFactory WRITERS = new WstxOutputFactory();
  private static final Set<String> DATA_BINDING = Set.of(Phase.UNMARSHAL, Phase.PRE_LOGICAL, Phase.USER_LOGICAL, Phase.POST_LOGICAL);
  private static final int MOST_LINES_KEPT = 10_000;

  private final InstantSource clock;
  private final SoapService service;

  TakePayload(InstantSource clock, SoapService service) {
    super(Phase.UNMARSHAL);
    addBefore(DocLiteralInInterceptor.class.getName());
    this.clock = clock;
    this.service = service;
  }

  @Override
  public void handleMessage(Message message) {
    if (!(message.getContent(XMLStreamReader.class) instanceof EnvelopeReader reader)
      || !(message.getExchange().get(TakeBody.RAW) instanceof byte[] raw)) return;
    refuseMustUnderstand(message);
    message.getExchange().put(Incoming.class, incoming(message, raw, reader));
    anyOperation(message);
  }

  /** CXF would say so, too, but only after the request was carried out. */
  private static void refuseMustUnderstand(Message message) {
    if (message instanceof SoapMessage soap
      && soap.getHeaders().stream().anyMatch(header -> header instanceof SoapHeader one && one.isMustUnderstand()))
      throw new SoapFault("a SOAP header must be understood and is not", Soap11.getInstance().getMustUnderstand());
  }

  private Incoming incoming(Message message, byte[] raw, EnvelopeReader reader) {
    Payload payload = Payload.read(reader, raw.length);
    if (payload.xml().length == 0)
      throw new TakeBody.Unreadable(
        ErrorCode.INVALID_MESSAGE.error(payload.broken().isEmpty() ? "the SOAP Body is empty" : payload.broken()),
        500);
    return new Incoming("soap:" + service.text(), sender(message), clock.instant(), raw, payload.xml(), "", payload.broken());
  }

  /** @param xml the child of the Body, empty when there is none @param broken what is wrong with it or around it; empty when it is sound */
  record Payload(byte[] xml, String broken) {

    /** @param reader in the Body, before its child or at it */
    static Payload read(EnvelopeReader reader, int size) {
      var payload = new ByteArrayOutputStream(size);
      String broken = "";
      try {
        XMLStreamWriter writer = WRITERS.createXMLStreamWriter(payload, "UTF-8");
        try {
          if (toBodyChild(reader)) {
            writer.writeCharacters("\n".repeat(Math.min(reader.getLocation().getLineNumber() - 1, MOST_LINES_KEPT)));
            copy(reader, writer);
            toEnd(reader);
          }
        } catch (XMLStreamException malformed) {
          broken = place(malformed);
        } finally {
          writer.flush();
        }
      } catch (XMLStreamException impossible) {
        throw new IllegalStateException("writing to memory failed", impossible);
      }
      return new Payload(payload.toByteArray(), broken);
    }
  }

  static String sender(Message message) {
    return message.get(AbstractHTTPDestination.HTTP_REQUEST) instanceof HttpServletRequest http ? http.getRemoteAddr() : "unknown";
  }

  private static boolean toBodyChild(XMLStreamReader reader) throws XMLStreamException {
    while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
      if (!reader.hasNext()) return false;
      reader.next();
    }
    return true;
  }

  private static void copy(EnvelopeReader reader, XMLStreamWriter writer) throws XMLStreamException {
    int depth = 0;
    do {
      switch (reader.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> start(reader, writer, depth++ == 0);
        case XMLStreamConstants.END_ELEMENT -> {
          writer.writeEndElement();
          if (--depth == 0) return;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> writer.writeCharacters(reader.getText());
        default -> {
          // Comments and processing instructions say nothing to us.
        }
      }
      reader.next();
    } while (true);
  }

  private static void start(EnvelopeReader reader, XMLStreamWriter writer, boolean root) throws XMLStreamException {
    writer.writeStartElement(text(reader.getPrefix()), reader.getLocalName(), text(reader.getNamespaceURI()));
    if (root) {
      for (var namespace : reader.namespaces().entrySet()) {
        declare(writer, namespace.getKey(), namespace.getValue());
      }
    } else {
      for (int i = 0; i < reader.getNamespaceCount(); i++) {
        declare(writer, text(reader.getNamespacePrefix(i)), text(reader.getNamespaceURI(i)));
      }
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      writer.writeAttribute(text(reader.getAttributePrefix(i)), text(reader.getAttributeNamespace(i)), reader.getAttributeLocalName(i),
        reader.getAttributeValue(i));
    }
  }

  private static void declare(XMLStreamWriter writer, String prefix, String uri) throws XMLStreamException {
    if (prefix.isEmpty()) writer.writeDefaultNamespace(uri);
    else if (!"xml".equals(prefix)) writer.writeNamespace(prefix, uri);
  }

  static String text(@Nullable String maybe) { return maybe == null ? "" : maybe; }

  /** The rest of the envelope must be sound, too, and hold nothing more. */
  private static void toEnd(XMLStreamReader reader) throws XMLStreamException {
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT)
        throw new XMLStreamException("there is more than one element in the SOAP Body", reader.getLocation());
    }
  }

  /** What a parser says about broken XML: place and words, without its prefixes. */
  static String place(XMLStreamException malformed) {
    String words = String.valueOf(malformed.getMessage()).lines().filter(line -> !line.contains("[row,col")).findFirst()
      .orElse("not well-formed")
      .replaceFirst("^ParseError at.*", "").replaceFirst("^Message: ", "").replaceAll("com\\.ctc\\.\\S+: ?", "").strip();
    var place = malformed.getLocation();
    return (place == null ? "" : "line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ": ") + words;
  }

  /** Any operation of this service will do, and nothing of CXF's binding of data is wanted: the decoder knows better. */
  private void anyOperation(Message message) {
    BindingOperationInfo any = message.getExchange().getEndpoint().getEndpointInfo().getBinding().getOperations().iterator().next();
    message.getExchange().put(BindingOperationInfo.class, any);
    message.setContent(List.class, new MessageContentsList());
    for (Interceptor<? extends Message> interceptor : message.getInterceptorChain()) {
      if (interceptor instanceof PhaseInterceptor<?> other && other != this && DATA_BINDING.contains(other.getPhase()))
        message.getInterceptorChain().remove(interceptor);
    }
  }
}
