package meridian.routes.soap.cxf;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import javax.xml.stream.XMLStreamException;

import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.staxutils.StaxUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.soap.BodyChild;
import meridian.routes.soap.SoapService;

/** Every SOAP fault that leaves CXF: our words, the service's FaultMessage as detail, nothing of parsers and stacks. Journals those no route saw. */
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
    Exchange exchange = message.getExchange();
    CimError error = error(thrown, exchange.get(Incoming.class) != null);
    var answer = (Answer.Fault) desk.fault(error);
    byte[] raw = exchange.get(TakeBody.RAW) instanceof byte[] bytes ? bytes : new byte[0];
    var incoming = new Incoming("soap:" + service.text(), TakePayload.sender(exchange.getInMessage()), desk.clock().instant(), raw, raw, "",
      "");
    desk.journal(incoming, Optional.empty(), answer);
    SoapFault fault = soapFault(exchange, answer, service);
    if (thrown instanceof SoapFault soap) fault.setFaultCode(soap.getFaultCode());
    message.setContent(Exception.class, fault);
  }

  /** @param opened whether the envelope was sound: what fails before is the sender's doing, whatever CXF makes of it */
  private static CimError error(Exception thrown, boolean opened) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof XMLStreamException malformed) return ErrorCode.INVALID_MESSAGE.error(BodyChild.place(malformed));
    }
    if (!opened || thrown instanceof SoapFault) {
      String why = thrown instanceof Fault fault ? String.valueOf(fault.getMessage()).lines().findFirst().orElse("") : "";
      return ErrorCode.INVALID_MESSAGE.error("the SOAP envelope cannot be taken" + (why.isBlank() ? "" : ": " + why));
    }
    LOG.error("a SOAP request failed", thrown);
    return ErrorCode.ATTEMPT_FAILED.error("the hub failed; its log says why");
  }

  static SoapFault sendersFault(Message message, String says) {
    boolean soap11 = !(message instanceof SoapMessage soap) || soap.getVersion() instanceof Soap11;
    var fault = new SoapFault(says, (soap11 ? Soap11.getInstance() : ((SoapMessage) message).getVersion()).getSender());
    fault.setStatusCode(500);
    return fault;
  }

  static SoapFault soapFault(Exchange exchange, Answer.Fault answer, SoapService service) {
    CimError error = answer.error();
    SoapFault fault = sendersFault(exchange.getInMessage(), error.reason() + ": " + error.details());
    fault.setDetail(detail(answer, service));
    return fault;
  }

  private static Element detail(Answer.Fault answer, SoapService service) {
    String xml = "<detail>" + meridian.routes.soap.SoapFault.detail(answer, service) + "</detail>";
    try {
      Document document = StaxUtils
        .read(StaxFactory.open(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), XmlLimits.MESSAGE));
      return document.getDocumentElement();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("our own FaultMessage is malformed", impossible);
    }
  }
}
