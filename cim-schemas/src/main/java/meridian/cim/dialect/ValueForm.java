package meridian.cim.dialect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/** The same values as Readings or as IntervalBlocks: partners want the one or the other. */
final class ValueForm {
  private static final int FEWEST = 3;

  private ValueForm() {}

  /** Every value a Reading of the time its interval ended. */
  static MeterReading asReadings(MeterReading reading) {
    if (reading.intervalBlocks().isEmpty()) return reading;
    var readings = new ArrayList<>(reading.readings());
    for (IntervalBlock block : reading.intervalBlocks()) {
      for (int i = 0; i < block.size(); i++) {
        readings.add(new Reading(block.type(), block.end(i), block.values()[i], new ReadingQuality(block.qualities()[i])));
      }
    }
    return new MeterReading(reading.meter(), readings, List.of());
  }

  /** Runs of at least three equally spaced Readings of one type as blocks; the others stay. */
  static MeterReading asBlocks(MeterReading reading) {
    if (reading.readings().isEmpty()) return reading;
    Map<ReadingType, List<Reading>> byType = new LinkedHashMap<>();
    reading.readings().forEach(one -> byType.computeIfAbsent(one.type(), _ -> new ArrayList<>()).add(one));
    var blocks = new ArrayList<>(reading.intervalBlocks());
    var alone = new ArrayList<Reading>();
    for (List<Reading> of : byType.values()) {
      of.sort(Comparator.comparing(Reading::time));
      for (int i = 0; i < of.size();) {
        int end = run(of, i);
        if (end - i < FEWEST) {
          alone.add(of.get(i++));
        } else {
          blocks.add(block(of.subList(i, end)));
          i = end;
        }
      }
    }
    return new MeterReading(reading.meter(), alone, blocks);
  }

  /** Where the run that begins at {@code from} is over. */
  private static int run(List<Reading> readings, int from) {
    if (from + 1 == readings.size()) return from + 1;
    Duration step = Duration.between(readings.get(from).time(), readings.get(from + 1).time());
    if (step.isZero()) return from + 1;
    int end = from + 2;
    Instant last = readings.get(from + 1).time();
    while (end < readings.size() && readings.get(end).time().equals(last.plus(step))) {
      last = readings.get(end++).time();
    }
    return end;
  }

  private static IntervalBlock block(List<Reading> run) {
    return new IntervalBlock(run.getFirst().type(), run.getFirst().time(), Duration.between(run.get(0).time(), run.get(1).time()),
      run.stream().mapToDouble(Reading::value).toArray(), run.stream().mapToInt(one -> one.quality().packed()).toArray());
  }
}
