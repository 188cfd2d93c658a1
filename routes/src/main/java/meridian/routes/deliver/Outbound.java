package meridian.routes.deliver;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.event.EndDeviceEvent;
import meridian.model.message.Exchange;
import meridian.model.message.Exchange.Direction;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.metering.MeterReading;
import meridian.services.deliver.Subscriber.Refused;
import meridian.services.port.Journal;
import meridian.services.port.StoreException;

/** Journals what goes out: each message once it was taken or refused, not each try. Safe for concurrent callers. */
public final class Outbound {
  private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
  private static final int MOST_DEVICES = 100;
  private static final int MOST_BYTES = 256 << 10;

  private final Journal journal;
  private final InstantSource clock;

  public Outbound(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Verb and noun of a notice's message. */
  public record Kind(Verb verb, String noun) {}

  static Kind kind(Notice notice) {
    Verb verb = switch (notice.content()) {
      case Notice.Readings _, Notice.Events _ -> Verb.CREATED;
      case Notice.ControlReply _ -> Verb.REPLY;
    };
    return new Kind(verb, notice.noun().text());
  }

  /** A message that is or was handed over. @param begun when that was begun */
  record Told(Instant begun, String endpoint, String correlationId, Notice notice, byte[] message) {}

  /** One try to hand a message over. */
  interface Try {
    void send() throws Exception;
  }

  Instant now() { return clock.instant(); }

  void tell(String endpoint, String correlationId, Notice notice, byte[] message, Try send) throws Exception {
    var told = new Told(now(), endpoint, correlationId, notice, message);
    try {
      send.send();
      taken(told);
    } catch (Refused refused) {
      append(told, "FAILED");
      throw refused;
    }
  }

  void taken(Told told) { append(told, "OK"); }

  private void append(Told told, String outcome) {
    Notice notice = told.notice;
    Kind kind = kind(notice);
    byte[] message = told.message;
    byte[] kept = message.length <= MOST_BYTES ? message : Arrays.copyOf(message, MOST_BYTES);
    try {
      journal.append(new Exchange(told.begun, Direction.OUT, told.endpoint, told.endpoint, kind.verb().text(), kind.noun(),
        notice.messageId().toString(), told.correlationId, devices(notice), outcome,
        now().toEpochMilli() - told.begun.toEpochMilli(), kept));
    } catch (StoreException trouble) {
      LOG.error("message {} to {} could not be journalled: {}", notice.messageId(), told.endpoint, trouble.getMessage());
    }
  }

  private static List<String> devices(Notice notice) {
    Stream<Mrid> devices = switch (notice.content()) {
      case Notice.Readings(var readings) -> readings.stream().map(MeterReading::meter);
      case Notice.Events(var events) -> events.stream().map(EndDeviceEvent::device);
      case Notice.ControlReply(var commands) -> commands.stream().map(Command::device);
    };
    return devices.distinct().limit(MOST_DEVICES).map(Mrid::toString).toList();
  }
}
