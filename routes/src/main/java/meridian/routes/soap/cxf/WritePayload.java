package meridian.routes.soap.cxf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.wsdl.interceptors.BareOutInterceptor;

import meridian.routes.message.Answer;
import meridian.routes.message.Spool;

/** Puts an encoded answer into the SOAP Body as it is, without parsing it once more. */
final class WritePayload extends AbstractPhaseInterceptor<Message> {

  WritePayload() {
    super(Phase.MARSHAL);
    addBefore(BareOutInterceptor.class.getName());
  }

  @Override
  public void handleMessage(Message message) {
    Answer.Message answer = message.get(Answer.Message.class);
    if (answer == null) return;
    try (Spool body = answer.body(); InputStream xml = body.read()) {
      XMLStreamWriter envelope = message.getContent(XMLStreamWriter.class);
      envelope.writeCharacters("");
      envelope.flush();
      xml.transferTo(message.getContent(OutputStream.class));
    } catch (IOException | XMLStreamException gone) {
      throw new Fault(gone);
    }
  }
}
