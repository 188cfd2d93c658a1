package meridian.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.message.Notice;
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
  void bringsCommandsInEveryStateBack() {
    var commands = new ArrayList<Command>();
    Command command = Sample.command("A", "http://reply", "1T00:00:00");
    commands.add(command.in(new Command.Queued(3)));
    commands.add(command.in(new Command.Running(1, Long.MAX_VALUE, at("1T00:01:00").plusNanos(7))));
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

  @Test
  void refusesAFormOfALaterHub() {
    byte[] later = PayloadCodec.encode(EVENTS);
    later[0] = 2;
    assertThatThrownBy(() -> PayloadCodec.decodeContent(later)).isInstanceOf(StoreException.class).hasMessageContaining("form 2");
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
