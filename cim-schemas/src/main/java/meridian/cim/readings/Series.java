package meridian.cim.readings;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import meridian.model.metering.IntervalBlock;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/** Values of one type as they come, and the cutting of them into runs of equal spacing. */
final class Series {
  private static final int NANOS = 1_000_000_000;

  private long[] seconds;
  private int[] nanos;
  private double[] values;
  private int[] qualities;
  private int size;
  /** Length of an interval in seconds as the first one with a timePeriod has it; 0 unknown. */
  private long period;

  Series(int capacity) {
    seconds = new long[capacity];
    nanos = new int[capacity];
    values = new double[capacity];
    qualities = new int[capacity];
  }

  int size() { return size; }

  void clear() {
    size = 0;
    period = 0;
  }

  void add(Unit unit) {
    if (size == seconds.length) grow();
    seconds[size] = unit.seconds;
    nanos[size] = unit.nanos;
    values[size] = unit.value;
    qualities[size++] = unit.quality();
    if (period == 0) period = unit.period();
  }

  private void grow() {
    int capacity = size + (size >> 1) + 16;
    seconds = Arrays.copyOf(seconds, capacity);
    nanos = Arrays.copyOf(nanos, capacity);
    values = Arrays.copyOf(values, capacity);
    qualities = Arrays.copyOf(qualities, capacity);
  }

  Series copy() {
    var copy = new Series(0);
    copy.seconds = Arrays.copyOf(seconds, size);
    copy.nanos = Arrays.copyOf(nanos, size);
    copy.values = Arrays.copyOf(values, size);
    copy.qualities = Arrays.copyOf(qualities, size);
    copy.size = size;
    copy.period = period;
    return copy;
  }

  void addReadings(ReadingType type, List<Reading> readings) {
    for (int i = 0; i < size; i++) {
      readings.add(reading(type, i));
    }
  }

  private Reading reading(ReadingType type, int i) {
    return new Reading(type, time(i), values[i], new ReadingQuality(qualities[i]));
  }

  private Instant time(int i) { return Instant.ofEpochSecond(seconds[i], nanos[i]); }

  /**
   * Cuts what is there into blocks without gaps. The interval is the type's own, else that of the timePeriods, else the smallest step there is; with
   * none of these the values are readings.
   *
   * @param most blocks or readings that there may be
   * @return false when there are more: then some are missing
   */
  boolean cut(ReadingType type, List<IntervalBlock> blocks, List<Reading> readings, int most) {
    if (size == 0) return true;
    Duration interval = type.interval().orElse(period > 0 ? Duration.ofSeconds(period) : smallestStep());
    if (interval.isZero()) {
      if (size > most) return false;
      addReadings(type, readings);
      return true;
    }
    int full = blocks.size() + most;
    long stepSeconds = interval.getSeconds();
    int stepNanos = interval.getNano();
    int from = 0;
    for (int i = 1; i <= size; i++) {
      if (i < size && follows(i, stepSeconds, stepNanos)) continue;
      blocks
        .add(new IntervalBlock(type, time(from), interval, Arrays.copyOfRange(values, from, i), Arrays.copyOfRange(qualities, from, i)));
      from = i;
      if (blocks.size() > full) return false;
    }
    return true;
  }

  private boolean follows(int i, long stepSeconds, int stepNanos) {
    long second = seconds[i] - seconds[i - 1] - stepSeconds;
    int nano = nanos[i] - nanos[i - 1] - stepNanos;
    return second == 0 && nano == 0 || second == 1 && nano == -NANOS;
  }

  /** Zero when no value comes later than the one before. */
  private Duration smallestStep() {
    Duration smallest = Duration.ZERO;
    for (int i = 1; i < size; i++) {
      Duration step = Duration.ofSeconds(seconds[i] - seconds[i - 1], nanos[i] - nanos[i - 1]);
      if (step.isPositive() && (smallest.isZero() || step.compareTo(smallest) < 0)) smallest = step;
    }
    return smallest;
  }
}
