package meridian.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import meridian.model.Mrid;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/** What meters say: whole days of two profiles, and quarter-hour rounds of four registers and two intervals. */
final class Town {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final List<ReadingType> REGISTERS = List.of(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, ReadingType.ACTIVE_ENERGY_REVERSE_kWh,
    ReadingType.ACTIVE_POWER_kW, ReadingType.VOLTAGE_A_V);
  static final List<ReadingType> PROFILES = List.of(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh,
    ReadingType.ACTIVE_ENERGY_REVERSE_15MIN_kWh);
  static final int A_DAY = 96;

  private Town() {}

  static Mrid meter(int meter) { return Mrid.derivedFrom("meter " + meter); }

  static MeterReading day(int meter, int day) {
    Instant first = START.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(15));
    return new MeterReading(meter(meter), List.of(), PROFILES.stream().map(type -> block(type, first, A_DAY, meter + day)).toList());
  }

  /** @param round counted from the start of the day */
  static MeterReading round(int meter, int day, int round) {
    Instant time = START.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(15L * (round + 1)));
    return new MeterReading(meter(meter),
      REGISTERS.stream().map(type -> new Reading(type, time, 1000 + meter % 100 + round * 0.125, ReadingQuality.VALID)).toList(),
      PROFILES.stream().map(type -> block(type, time, 1, meter + round)).toList());
  }

  /** Number of a type in a flat row. */
  static int number(ReadingType type) {
    return REGISTERS.contains(type) ? REGISTERS.indexOf(type) : REGISTERS.size() + PROFILES.indexOf(type);
  }

  private static IntervalBlock block(ReadingType type, Instant firstEnd, int size, int seed) {
    var values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = ((i + seed) * 37 % 400 + 100) / 1000.0;
    }
    var qualities = new int[size];
    Arrays.fill(qualities, ReadingQuality.VALID.packed());
    return new IntervalBlock(type, firstEnd, Duration.ofMinutes(15), values, qualities);
  }
}
