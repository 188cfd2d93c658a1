package meridian.routes.soap.cxf;

import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.component.cxf.jaxws.DefaultCxfBinding;
import org.apache.cxf.message.Message;
import org.apache.cxf.service.model.BindingMessageInfo;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.ws.addressing.JAXWSAConstants;

import meridian.routes.message.Answer;
import meridian.routes.message.Incoming;
import meridian.routes.soap.SoapService;

/** Between CXF and Camel: an Incoming in, an Answer out, and no header either way (Camel would copy the request's into the response). */
final class CimBinding extends DefaultCxfBinding {
  /** What WS-Addressing needs to know of the request. */
  private static final String ADDRESSING = JAXWSAConstants.ADDRESSING_PROPERTIES_INBOUND;

  private final SoapService service;

  CimBinding(SoapService service) { this.service = service; }

  @Override
  public void populateExchangeFromCxfRequest(org.apache.cxf.message.Exchange cxf, Exchange camel) {
    camel.getIn().setBody(cxf.get(Incoming.class));
  }

  @Override
  public void extractJaxWsContext(org.apache.cxf.message.Exchange cxf, Map<String, Object> context) {
    // Nothing of it is wanted.
  }

  @Override
  public void copyJaxWsContext(org.apache.cxf.message.Exchange cxf, Map<String, Object> context) {
    // Nothing was taken.
  }

  @Override
  public void populateCxfHeaderFromCamelExchangeBeforeCheckError(Exchange camel, org.apache.cxf.message.Exchange cxf) {
    // No headers.
  }

  @Override
  public void populateCxfResponseFromExchange(Exchange camel, org.apache.cxf.message.Exchange cxf) {
    switch (camel.getMessage().getBody(Answer.class)) {
      case Answer.Fault fault -> throw OwnFaults.soapFault(cxf, fault, service);
      case Answer.Message message -> {
        Message out = cxf.getEndpoint().getBinding().createMessage();
        cxf.setOutMessage(out);
        out.put(Message.ENCODING, "UTF-8");
        out.put(Answer.Message.class, message);
        out.put(ADDRESSING, cxf.getInMessage().get(ADDRESSING));
        cxf.put(BindingMessageInfo.class, cxf.get(BindingOperationInfo.class).getOutput());
      }
    }
  }
}
