package meridian.routes.deliver;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.event.EndDeviceEvent;
import meridian.model.master.CimElement;
import meridian.model.message.Exchange;
import meridian.model.message.Exchange.Direction;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.metering.MeterReading;
import meridian.services.deliver.Subscriber.Refused;
import meridian.services.port.Journal;

/** Journals what goes out: each message once it was taken or refused, not each try. Safe for concurrent callers. */
public final class Outbound {
  private static final int MOST_DEVICES = 100;
  private static final int MOST_BYTES = 1 << 20;

  private final Journal journal;
  private final InstantSource clock;
  private final String source;

  /** @param source Header.Source of what we send */
  public Outbound(Journal journal, InstantSource clock, String source) {
    this.journal = journal;
    this.clock = clock;
    this.source = source;
  }

  /** Verb and noun of a notice's message. */
  public record Kind(Verb verb, String noun) {}

  static Kind kind(Notice notice) {
    Verb verb = switch (notice.content()) {
      case Notice.Readings _,Notice.Events _ -> Verb.CREATED;
      case Notice.ControlReply _ -> Verb.REPLY;
      case Notice.Objects(var told, _, _) -> told;
    };
    return new Kind(verb, notice.noun().text());
  }

  /** Of the operation that takes such a message; a reply goes to the operation of what it tells was created. */
  static String soapAction(String verb, String noun) {
    String done = verb.equals(Verb.REPLY.text()) ? Verb.CREATED.text() : verb;
    return "http://iec.ch/TC57/2011/" + noun + "/" + done.substring(0, 1).toUpperCase(Locale.ROOT) + done.substring(1) + noun;
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
    var header = new Exchange.Header(kind.verb().text(), kind.noun(), "", source, notice.messageId().toString(), told.correlationId,
      Optional.of(notice.created()), false, false, "", "");
    append(told.begun, told.endpoint, told.endpoint, header, devices(notice), told.message, outcome, 0);
  }

  /** @param replayOf the journal's number of the exchange that is sent again; 0 for none */
  void append(Instant begun, String endpoint, String partner, Exchange.Header header, List<String> devices, byte[] message, String outcome,
    long replayOf) {
    byte[] kept = message.length <= MOST_BYTES ? message : Arrays.copyOf(message, MOST_BYTES);
    journal.append(new Exchange(0, begun, Direction.OUT, endpoint, partner, header, devices, outcome,
      clock.instant().toEpochMilli() - begun.toEpochMilli(), message.length, 0, replayOf), kept);
  }

  private static List<String> devices(Notice notice) {
    Stream<Mrid> devices = switch (notice.content()) {
      case Notice.Readings(var readings) -> readings.stream().map(MeterReading::meter);
      case Notice.Events(var events) -> events.stream().map(EndDeviceEvent::device);
      case Notice.ControlReply(var commands) -> commands.stream().map(Command::device);
      case Notice.Objects(_, _, var objects) -> objects.stream()
        .flatMap(object -> object.find("Meter").flatMap(CimElement::uuid).stream());
    };
    return devices.distinct().limit(MOST_DEVICES).map(Mrid::toString).toList();
  }
}
