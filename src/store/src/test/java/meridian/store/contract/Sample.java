package meridian.store.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Command;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.message.Notice;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;

/** Small things to keep. */
public final class Sample {
  public static final ReadingType ENERGY = ReadingType.ACTIVE_ENERGY_FORWARD_kWh;
  public static final ReadingType VOLTAGE = ReadingType.VOLTAGE_A_V;
  public static final ReadingType QUARTER = ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh;
  public static final ReadingType QUARTER_REVERSE = ReadingType.ACTIVE_ENERGY_REVERSE_15MIN_kWh;
  public static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

  private Sample() {}

  public static Instant at(String time) { return Instant.parse("2026-03-0" + time + "Z"); }

  public static TimePeriod period(String start, String end) { return new TimePeriod(at(start), at(end)); }

  public static final TimePeriod ALWAYS = new TimePeriod(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

  public static Reading reading(ReadingType type, String time, double value) {
    return new Reading(type, at(time), value, ReadingQuality.VALID);
  }

  public static IntervalBlock quarters(String firstEnd, double... values) { return block(QUARTER, at(firstEnd), values); }

  public static IntervalBlock block(ReadingType type, Instant firstEnd, double... values) {
    var qualities = new int[values.length];
    Arrays.fill(qualities, ReadingQuality.VALID.packed());
    return new IntervalBlock(type, firstEnd, QUARTER_HOUR, values, qualities);
  }

  public static MeterReading of(Mrid meter, Reading... readings) { return new MeterReading(meter, List.of(readings), List.of()); }

  public static MeterReading of(Mrid meter, IntervalBlock... blocks) { return new MeterReading(meter, List.of(), List.of(blocks)); }

  public static List<MeterReading> readAll(ReadingStore readings, Mrid meter) {
    var all = new ArrayList<MeterReading>();
    readings.read(List.of(meter), Set.of(), ALWAYS, all::add);
    return all;
  }

  public static List<MeterReading> toldReadings(Outbox outbox) {
    var told = new ArrayList<MeterReading>();
    for (Notice notice : outbox.after(0, 1_000_000)) {
      if (notice.content() instanceof Notice.Readings(var meterReadings)) told.addAll(meterReadings);
    }
    return told;
  }

  public static List<EndDeviceEvent> toldEvents(Outbox outbox) {
    var told = new ArrayList<EndDeviceEvent>();
    for (Notice notice : outbox.after(0, 1_000_000)) {
      if (notice.content() instanceof Notice.Events(var events)) told.addAll(events);
    }
    return told;
  }

  public static List<List<Command>> toldReplies(Outbox outbox) {
    var told = new ArrayList<List<Command>>();
    for (Notice notice : outbox.after(0, 1_000_000)) {
      if (notice.content() instanceof Notice.ControlReply(var commands)) told.add(commands);
    }
    return told;
  }

  public static EndDeviceEvent event(Mrid device, String time) {
    return new EndDeviceEvent(Mrid.random(), device, EndDeviceEventType.POWER_LOST, at(time), "last gasp", "", Map.of("phase", "A"));
  }

  public static Command command(String messageId, String replyAddress, String requested) {
    return new Command(Mrid.random(), messageId, "corr-" + messageId, replyAddress, "billing", Mrid.random(),
      EndDeviceControlType.DISCONNECT,
      "unpaid", at(requested), at(requested).plusSeconds(3_600), new Command.Queued(0));
  }
}
