package meridian.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.control.Cancellation;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.master.CimElement;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.services.port.StoreException;
import meridian.store.contract.Sample;

import static meridian.store.contract.Sample.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PayloadCodecTest {
  private static final Mrid METER = Mrid.random();
  private static final String FORM_1 = "00000000000040008000000000000001036d2d3106636f72722d310c687474703a2f2f7265706c7904616e6e61"
    + "00000000000040008000000000000002031f001706756e70616964c0b8a09a0d01e0f0a09a0d";

  private static final Notice.Content READINGS = new Notice.Readings(List.of(
    new MeterReading(METER,
      List.of(new Reading(Sample.ENERGY, Instant.parse("2026-03-29T01:00:00.123456789Z"), -0.0, ReadingQuality.SUSPECT),
        new Reading(Sample.VOLTAGE, Instant.parse("1969-12-31T23:59:59.5Z"), 1e-300, new ReadingQuality(-1))),
      List.of(new IntervalBlock(Sample.QUARTER, at("1T00:15:00"), Duration.ofNanos(900_000_000_001L), new double[]{0.1, 2, Math.PI},
        new int[]{0, -1, ReadingQuality.VALID.packed()}))),
    new MeterReading(Mrid.random(), List.of(new Reading(Sample.ENERGY, at("1T00:00:00"), 3, ReadingQuality.VALID)), List.of())));

  private static final Notice.Content EVENTS = new Notice.Events(List.of(
    new EndDeviceEvent(Mrid.random(), METER, EndDeviceEventType.POWER_LOST, at("1T00:00:00"), "Überspannung ⚡", "m-1",
      Map.of("b", "", "a", "1")),
    new EndDeviceEvent(Mrid.random(), METER, EndDeviceEventType.REMOTE_CONNECTED, at("1T00:00:00"), "", "", Map.of())));

  @Test
  void bringsReadingsAndEventsBack() {
    for (Notice.Content content : List.of(READINGS, EVENTS, new Notice.Readings(List.of()))) {
      assertThat(PayloadCodec.decodeContent(PayloadCodec.encode(content))).isEqualTo(content);
    }
  }

  @Test
  void bringsObjectsBack() {
    var objects = new Notice.Objects(Verb.CLOSED, Notice.Noun.METER_SERVICE_REQUESTS, List.of(
      CimElement.part("MeterServiceWork", CimElement.value("kind", "meter"), CimElement.reference("Meter", "Überspannung ⚡")),
      CimElement.part("MeterServiceWork")));
    assertThat(PayloadCodec.decodeContent(PayloadCodec.encode(objects))).isEqualTo(objects);
  }

  @Test
  void bringsCommandsInEveryStateBack() {
    var commands = new ArrayList<Command>();
    Command command = Sample.command("A", "http://reply", "1T00:00:00");
    commands.add(new Command(command.mrid(), "crm", "m", "", "", "anna", command.device(), command.type(), "", Priority.HIGH,
      command.requested(), at("2T00:00:00"), at("3T00:00:00"), new Command.Queued(0)));
    commands.add(command.in(new Command.Queued(3)));
    commands.add(command.in(new Command.Queued(3, at("1T00:01:00"), "anna")));
    commands.add(command.in(new Command.Running(1, at("1T00:01:00").plusNanos(7), "anna")));
    for (ControlOutcome outcome : List.of(new ControlOutcome.Connected(), new ControlOutcome.Disconnected(), new ControlOutcome.Armed(),
      new ControlOutcome.Failed("f"), new ControlOutcome.TimedOut("t"), new ControlOutcome.Refused("r"),
      new ControlOutcome.Cancelled("c"))) {
      commands.add(command.in(new Command.Finished(outcome, at("1T00:02:00"))));
    }
    var reply = new Notice.ControlReply(commands);
    assertThat(PayloadCodec.decodeContent(PayloadCodec.encode(reply))).isEqualTo(reply);
    for (Command each : commands) {
      assertThat(PayloadCodec.decodeCommand(PayloadCodec.encode(each))).isEqualTo(each);
    }
  }

  /** Bytes as the hub wrote them whose commands had no sender, no priority and no time to fall due. */
  @Test
  void readsCommandsOfForm1() {
    Instant requested = Instant.parse("2026-03-01T10:00:00.000000001Z");
    var command = new Command(Mrid.of("00000000-0000-4000-8000-000000000001"), "", "m-1", "corr-1", "http://reply", "anna",
      Mrid.of("00000000-0000-4000-8000-000000000002"), EndDeviceControlType.DISCONNECT, "unpaid", Priority.NORMAL, requested, requested,
      requested.plusSeconds(3_600), new Command.Queued(3));
    assertThat(PayloadCodec.decodeCommand(form1("010003"))).isEqualTo(command);
    assertThat(PayloadCodec.decodeCommand(form1("01010404b8b9a09a0d01")))
      .isEqualTo(command.in(new Command.Running(4, requested.plusSeconds(60), "")));
    assertThat(PayloadCodec.decodeCommand(form1("0102040673696c656e74bab9a09a0d01")))
      .isEqualTo(command.in(new Command.Finished(new ControlOutcome.TimedOut("silent"), requested.plusSeconds(61))));
    byte[] notice = HexFormat.of().parseHex("010301" + FORM_1 + "010201d2b8a09a0d01");
    assertThat(PayloadCodec.decodeContent(notice)).isEqualTo(new Notice.ControlReply(
      List.of(command.in(new Command.Finished(new ControlOutcome.Disconnected(), requested.plusSeconds(9))))));
  }

  private static byte[] form1(String state) { return HexFormat.of().parseHex("01" + FORM_1 + state); }

  @Test
  void bringsCancellationsBack() {
    var cancellations = Stream.of(Cancellation.Result.values()).map(result -> new Cancellation(Mrid.random(), METER, result)).toList();
    assertThat(PayloadCodec.decodeCancellations(PayloadCodec.encode(cancellations))).isEqualTo(cancellations);
  }

  @Test
  void refusesAFormOfALaterHub() {
    byte[] later = PayloadCodec.encode(EVENTS);
    later[0] = 3;
    assertThatThrownBy(() -> PayloadCodec.decodeContent(later)).isInstanceOf(StoreException.class).hasMessageContaining("form 3");
  }

  @Test
  void survivesDamage() {
    var random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] good = PayloadCodec.encode(i % 2 == 0 ? READINGS : EVENTS);
      byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good;
      if (bad.length > 0) bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      try {
        PayloadCodec.decodeContent(bad);
      } catch (StoreException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(5_000);
  }
}
