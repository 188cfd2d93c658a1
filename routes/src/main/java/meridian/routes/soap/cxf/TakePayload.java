package meridian.routes.soap.cxf;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import javax.xml.stream.XMLStreamReader;

import jakarta.servlet.http.HttpServletRequest;

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
import org.apache.cxf.ws.addressing.MAPAggregator;
import org.apache.cxf.ws.addressing.Names;
import org.apache.cxf.wsdl.interceptors.DocLiteralInInterceptor;

import meridian.routes.message.Incoming;
import meridian.routes.soap.BodyChild;
import meridian.routes.soap.EnvelopeReader;
import meridian.routes.soap.SoapService;

/**
 * Takes the child of the SOAP Body out as a document of its own and makes an {@link Incoming} of it. In place of CXF's data binding, which
 * would refuse what the CIM has an error code for.
 */
final class TakePayload extends AbstractPhaseInterceptor<Message> {
  private static final Set<String> DATA_BINDING = Set.of(Phase.UNMARSHAL, Phase.PRE_LOGICAL, Phase.USER_LOGICAL, Phase.POST_LOGICAL);
  private static final Set<String> UNDERSTOOD = Set.of(Names.WSA_NAMESPACE_NAME);

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
    BodyChild child = BodyChild.read(reader, raw.length);
    if (child.xml().length == 0)
      throw OwnFaults.sendersFault(message, child.broken().isEmpty() ? "the SOAP Body is empty" : child.broken());
    message.getExchange().put(Incoming.class,
      new Incoming("soap:" + service.text(), sender(message), clock.instant(), raw, child.xml(), "", child.broken()));
    anyOperation(message);
  }

  /** CXF would say so, too, but only after the request was carried out. */
  private static void refuseMustUnderstand(Message message) {
    if (message instanceof SoapMessage soap && soap.getHeaders().stream().anyMatch(header -> header instanceof SoapHeader one
      && one.isMustUnderstand() && !UNDERSTOOD.contains(one.getName().getNamespaceURI())))
      throw new SoapFault("a SOAP header must be understood and is not", soap.getVersion().getMustUnderstand());
  }

  static String sender(Message message) {
    return message.get(AbstractHTTPDestination.HTTP_REQUEST) instanceof HttpServletRequest http ? http.getRemoteAddr() : "unknown";
  }

  /** Any operation of this service will do, and nothing of CXF's binding of data is wanted: the decoder knows better. */
  private void anyOperation(Message message) {
    BindingOperationInfo any = message.getExchange().getEndpoint().getEndpointInfo().getBinding().getOperations().iterator().next();
    message.getExchange().put(BindingOperationInfo.class, any);
    message.setContent(List.class, new MessageContentsList());
    for (Interceptor<? extends Message> interceptor : message.getInterceptorChain()) {
      if (interceptor instanceof PhaseInterceptor<?> other && other != this && DATA_BINDING.contains(other.getPhase())
        && !(other instanceof MAPAggregator))
        message.getInterceptorChain().remove(interceptor);
    }
  }
}
