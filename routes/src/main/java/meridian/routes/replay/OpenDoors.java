package meridian.routes.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.model.message.Exchange;
import meridian.routes.deliver.Resend;
import meridian.routes.http.HttpDoor;
import meridian.routes.jms.JmsDoor;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.message.Intake;
import meridian.routes.soap.SoapEnvelope;
import meridian.services.journal.Doors;

/** The doors in this process: a request takes the route of all requests, a notice the way of its delivery. */
public final class OpenDoors implements Doors {
  private static final int MOST_ANSWER_BYTES = 1 << 20;

  private final Desk desk;
  private final Intake intake;
  private final long mostBytes;
  private final Resend resend;

  /** @param mostBytes of a SOAP request */
  public OpenDoors(Desk desk, Intake intake, long mostBytes, Resend resend) {
    this.desk = desk;
    this.intake = intake;
    this.mostBytes = mostBytes;
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
    String endpoint = exchange.endpoint();
    var plain = new Incoming(endpoint, by, now, message, message, exchange.header().replyAddress(), "", exchange.id());
    if (!endpoint.startsWith("soap:")) {
      if (!endpoint.equals(HttpDoor.BARE) && JmsDoor.QUEUES.stream().noneMatch(queue -> endpoint.equals("jms:" + queue)))
        throw new NotReplayable("Nothing comes in at " + endpoint + " any more.");
      return said(intake.answer(plain));
    }
    try {
      if (message.length > mostBytes) return refused(plain, ErrorCode.TOO_MANY.error("the request is longer than " + mostBytes + " bytes"));
      SoapEnvelope.Opened opened = SoapEnvelope.open(message);
      return said(
        intake.answer(new Incoming(endpoint, by, now, message, opened.message(), "", opened.broken(), exchange.id()), opened.start()));
    } catch (SoapEnvelope.Refused refused) {
      return refused(plain, refused.error());
    }
  }

  private Said refused(Incoming plain, CimError error) {
    Answer fault = desk.fault(error);
    desk.journal(plain, Optional.empty(), fault);
    return said(fault);
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
