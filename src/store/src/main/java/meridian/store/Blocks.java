package meridian.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import meridian.model.metering.IntervalBlock;
import meridian.model.metering.ReadingType;

/** Joins the intervals of one meter's days, given in order of time, into blocks: a gap or a change of length begins another. */
final class Blocks {
  private final Map<ReadingType, Run> open = new LinkedHashMap<>();
  private final List<IntervalBlock> done = new ArrayList<>();

  void add(ReadingType type, Day day, int i) {
    Run run = open.get(type);
    if (run != null && !run.goesOn(day.time(i), day.length(i))) {
      done.add(run.block(type));
      run = null;
    }
    if (run == null) {
      run = new Run(day.time(i), day.length(i));
      open.put(type, run);
    }
    run.add(day.value(i), day.quality(i));
  }

  /** All blocks, oldest first. */
  List<IntervalBlock> done() {
    open.forEach((type, run) -> done.add(run.block(type)));
    done.sort(Comparator.comparing(IntervalBlock::firstEnd));
    return done;
  }

  private static final class Run {
    private final long first_us;
    private final long length_us;
    private double[] values = new double[96];
    private int[] qualities = new int[96];
    private int size;

    Run(long first_us, long length_us) {
      this.first_us = first_us;
      this.length_us = length_us;
    }

    boolean goesOn(long end_us, long interval_us) { return interval_us == length_us && end_us == first_us + size * length_us; }

    void add(double value, int quality) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
        qualities = Arrays.copyOf(qualities, size * 2);
      }
      values[size] = value;
      qualities[size++] = quality;
    }

    IntervalBlock block(ReadingType type) {
      return new IntervalBlock(type, Micros.instant(first_us), Duration.ofNanos(length_us * 1_000), Arrays.copyOf(values, size),
        Arrays.copyOf(qualities, size));
    }
  }
}
