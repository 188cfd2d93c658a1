package meridian.routes.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

import org.apache.camel.ProducerTemplate;

import meridian.model.message.Exchange;
import meridian.routes.deliver.Resend;
import meridian.routes.jms.JmsDoor;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.soap.SoapEnvelope;
import meridian.services.journal.Doors;

/** The doors in this process: a request takes the route of all requests, a notice the way of its delivery. */
public final class OpenDoors implements Doors {
  /** Where the route of all requests begins. */
  public static final String REQUEST = "direct:request";
  private static final int MOST_ANSWER_BYTES = 1 << 20;

  private final Desk desk;
  private final SoapEnvelope envelope;
  private final ProducerTemplate camel;
  private final Resend resend;

  public OpenDoors(Desk desk, SoapEnvelope envelope, ProducerTemplate camel, Resend resend) {
    this.desk = desk;
    this.envelope = envelope;
    this.camel = camel;
    this.resend = resend;
  }

  @Override
  public Said again(Exchange exchange, byte[] message, String by) throws NotReplayable, InterruptedException {
    return switch (exchange.direction()) {
      case IN -> handIn(exchange, message, by);
      case OUT -> resend.send(exchange, message, by);
    };
  }

  private Said handIn(Exchange exchange, byte[] message, String by) throws NotReplayable {
    Instant now = desk.clock().instant();
    var plain = new Incoming(exchange.endpoint(), by, now, message, message, "", "", exchange.id());
    if (exchange.endpoint().equals("jms:" + JmsDoor.REQUEST_QUEUE))
      return said(
        request(new Incoming(exchange.endpoint(), by, now, message, message, exchange.header().replyAddress(), "", exchange.id())));
    if (!exchange.endpoint().startsWith("soap:"))
      throw new NotReplayable("Nothing comes in at " + exchange.endpoint() + " any more.");
    try {
      return said(request(envelope.open(plain)));
    } catch (SoapEnvelope.Refused refused) {
      Answer fault = desk.fault(refused.error());
      desk.journal(plain, Optional.empty(), fault);
      return said(fault);
    }
  }

  private Answer request(Incoming incoming) {
    var answered = camel.request(REQUEST, exchange -> exchange.getIn().setBody(incoming));
    if (answered.getException() != null) throw new IllegalStateException("a replayed request failed", answered.getException());
    return answered.getMessage().getBody(Answer.class);
  }

  private static Said said(Answer answer) {
    return switch (answer) {
      case Answer.Fault(_, var body) -> new Said(answer.outcome(), body);
      case Answer.Message(_, _, _, var spool) -> {
        try (spool; InputStream body = spool.read()) {
          yield new Said(answer.outcome(), body.readNBytes(MOST_ANSWER_BYTES));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
