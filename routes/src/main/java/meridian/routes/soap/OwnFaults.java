package meridian.routes.soap;

import java.io.ByteArrayInputStream;
import java.util.Optional;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.staxutils.StaxUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;

/** Every SOAP fault that leaves: our words, the service's FaultMessage as detail, nothing of parsers and stacks. Journals those no route saw. */
final class OwnFaults extends AbstractPhaseInterceptor<Message> {
  private static final Logger LOG = LoggerFactory.getLogger(OwnFaults.class);

  private final Desk desk;
  private final SoapService service;

  OwnFaults(Desk desk, SoapService service) {
    super(Phase.SETUP);
    this.desk = desk;
    this.service = service;
  }

  @Override
  public void handleMessage(Message message) {
    Exception thrown = message.getContent(Exception.class);
    if (thrown instanceof SoapFault ours && ours.hasDetails()) return;
    CimError error = error(thrown, message.getExchange().get(Incoming.class) != null);
    Answer.Fault answer = (Answer.Fault) desk.fault(error);
    byte[] raw = message.getExchange().get(TakeBody.RAW) instanceof byte[] bytes ? bytes : new byte[0];
    var incoming = new Incoming("soap:" + service.text(), TakePayload.sender(message.getExchange().getInMessage()), desk.clock().instant(),
      raw, raw, "", "");
    desk.journal(incoming, Optional.empty(), answer);
    message.setContent(Exception.class, soapFault(answer, service, thrown instanceof Fault fault ? fault.getStatusCode() : 500));
  }

  /** @param opened whether the envelope was sound: what fails before is the sender's doing, whatever CXF makes of it */
  private static CimError error(Exception thrown, boolean opened) {
    if (thrown instanceof TakeBody.Unreadable ours) return ours.error();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof XMLStreamException malformed) return ErrorCode.INVALID_MESSAGE.error(TakePayload.place(malformed));
    }
    boolean sendersFault = thrown instanceof SoapFault soap && !soap.getFaultCode().equals(Soap11.getInstance().getReceiver());
    if (!opened || sendersFault) {
      String why = thrown instanceof SoapFault soap ? " (" + soap.getFaultCode().getLocalPart() + ")" : "";
      return ErrorCode.INVALID_MESSAGE.error("the SOAP 1.1 envelope cannot be taken" + why);
    }
    LOG.error("a SOAP request failed", thrown);
    return ErrorCode.ATTEMPT_FAILED.error("the hub failed; its log says why");
  }

  static SoapFault soapFault(Answer.Fault answer, SoapService service, int status) {
    var fault = new SoapFault(answer.error().reason() + ": " + answer.error().details(), Soap11.getInstance().getSender());
    fault.setDetail(detail(answer.body(), service));
    fault.setStatusCode(status);
    return fault;
  }

  /** The generic FaultMessage under the service's own name and namespace. */
  private static Element detail(byte[] faultMessage, SoapService service) {
    try {
      XMLStreamReader reader = StaxFactory.open(new ByteArrayInputStream(faultMessage), XmlLimits.MESSAGE);
      Document generic = StaxUtils.read(reader);
      String namespace = service.faultMessage().getNamespaceURI();
      Element detail = generic.createElement("detail");
      var root = (Element) detail.appendChild(generic.createElementNS(namespace, service.faultMessage().getLocalPart()));
      for (Node reply = generic.getDocumentElement().getFirstChild(); reply != null; reply = generic.getDocumentElement().getFirstChild()) {
        root.appendChild(reply.getNodeType() == Node.ELEMENT_NODE ? generic.renameNode(reply, namespace, reply.getLocalName()) : reply);
      }
      return detail;
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("our own FaultMessage is malformed", impossible);
    }
  }
}
