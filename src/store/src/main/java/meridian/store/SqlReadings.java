package meridian.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.port.ReadingStore;

/** Readings in packed days. Times are kept to the microsecond, rounded down. */
final class SqlReadings implements ReadingStore {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);
  private static final int CORRECTED = ReadingQuality.CORRECTED.packed();

  private final GroupCommit writer;
  private final Reads reads;
  private final SqlOutbox outbox;
  private final ReadingTypes types;
  private final Days days;
  private final LastValues lasts;

  SqlReadings(GroupCommit writer, Reads reads, SqlOutbox outbox, InstantSource clock, long cache_bytes) {
    this.writer = writer;
    this.reads = reads;
    this.outbox = outbox;
    types = new ReadingTypes(writer, reads);
    days = new Days(writer, clock, cache_bytes / 2);
    lasts = new LastValues(writer, cache_bytes / 2);
  }

  /** @throws IllegalArgumentException for times outside the years 1 to 9999 and intervals under a millisecond */
  @Override
  public int record(List<MeterReading> batch) {
    int weight = 0;
    for (MeterReading reading : batch) {
      check(reading);
      weight += reading.size();
    }
    return weight == 0 ? 0 : writer.run(weight, tx -> record(tx, batch));
  }

  private static void check(MeterReading meterReading) {
    for (Reading reading : meterReading.readings()) {
      Micros.of(reading.time());
    }
    for (IntervalBlock block : meterReading.intervalBlocks()) {
      if (block.interval().compareTo(SHORTEST_INTERVAL) < 0)
        throw new IllegalArgumentException("interval: " + block.interval() + " of " + block.type() + " is under a millisecond");
      if (block.interval().toDays() > 36_600)
        throw new IllegalArgumentException("interval: " + block.interval() + " of " + block.type() + " is over a century");
      Micros.of(block.firstEnd());
      Micros.of(block.lastEnd());
    }
  }

  private int record(Tx tx, List<MeterReading> batch) throws SQLException {
    var told = new ArrayList<MeterReading>(batch.size());
    int count = 0;
    for (MeterReading meterReading : batch) {
      MeterReading fresh = record(tx, meterReading);
      if (fresh.size() > 0) told.add(fresh);
      count += fresh.size();
    }
    outbox.oweReadings(told);
    return count;
  }

  /** Returns what was new or corrected. */
  private MeterReading record(Tx tx, MeterReading meterReading) throws SQLException {
    UUID meter = meterReading.meter().uuid();
    var readings = new ArrayList<Reading>(meterReading.readings().size());
    for (Reading reading : meterReading.readings()) {
      long time_us = Micros.of(reading.time());
      int type = types.idOf(tx, reading.type());
      Day day = day(tx, meter, type, time_us, 0);
      switch (day.put(time_us, 0, reading.value(), reading.quality().packed(), CORRECTED)) {
        case DUPLICATE -> {}
        case NEW -> {
          readings.add(reading);
          lasts.put(tx, meter, type, time_us, reading.value(), reading.quality().packed(), false);
        }
        case CORRECTED -> {
          readings.add(new Reading(reading.type(), reading.time(), reading.value(), ReadingQuality.CORRECTED));
          lasts.put(tx, meter, type, time_us, reading.value(), CORRECTED, false);
        }
      }
    }
    var blocks = new ArrayList<IntervalBlock>(meterReading.intervalBlocks().size());
    for (IntervalBlock block : meterReading.intervalBlocks()) {
      record(tx, meter, block, blocks);
    }
    return new MeterReading(meterReading.meter(), readings, blocks);
  }

  private void record(Tx tx, UUID meter, IntervalBlock block, List<IntervalBlock> told) throws SQLException {
    int type = types.idOf(tx, block.type());
    long length_us = block.interval().toNanos() / 1_000;
    var fresh = new boolean[block.size()];
    int[] qualities = block.qualities().clone();
    for (int i = 0; i < block.size(); i++) {
      long end_us = Micros.of(block.end(i));
      Day.Told what = day(tx, meter, type, end_us, length_us).put(end_us, length_us, block.values()[i], qualities[i], CORRECTED);
      fresh[i] = what != Day.Told.DUPLICATE;
      if (what == Day.Told.CORRECTED) qualities[i] = CORRECTED;
      if (fresh[i]) lasts.put(tx, meter, type, end_us, block.values()[i], qualities[i], true);
    }
    for (int from = 0; from < fresh.length;) {
      int to = from;
      while (to < fresh.length && fresh[to] == fresh[from]) {
        to++;
      }
      if (fresh[from]) told.add(part(block, qualities, from, to));
      from = to;
    }
  }

  private static IntervalBlock part(IntervalBlock block, int[] qualities, int from, int to) {
    return new IntervalBlock(block.type(), block.end(from), block.interval(), Arrays.copyOfRange(block.values(), from, to),
      Arrays.copyOfRange(qualities, from, to));
  }

  private Day day(Tx tx, UUID meter, int type, long time_us, long length_us) throws SQLException {
    int day = Day.of(time_us, length_us);
    long newest_us = lasts.newest_us(tx, meter, type);
    // A register of midnight lies in a later day than the interval that ends then: only a day after both is surely new.
    boolean isNew = newest_us == LastValues.NONE || day > Day.of(newest_us, 0);
    return days.of(tx, new Days.Key(meter, type, day, length_us > 0), isNew);
  }

  @Override
  public void read(Collection<Mrid> meters, Set<ReadingType> wanted, TimePeriod period, Consumer<MeterReading> sink) {
    var ids = new HashSet<Integer>();
    wanted.forEach(type -> ids.add(types.find(type)));
    long start_us = Micros.clamped(period.start());
    long end_us = Micros.clamped(period.end());
    if (start_us == end_us) return;
    for (Mrid meter : meters) {
      var readings = new ArrayList<Reading>();
      var blocks = new Blocks();
      each(false, meter, ids, Day.of(start_us, 0), Day.of(end_us, 0), (type, day) -> {
        for (int i = 0; i < day.size(); i++) {
          if (day.time(i) >= start_us && day.time(i) < end_us)
            readings
              .add(new Reading(type, Micros.instant(day.time(i)), day.value(i), new ReadingQuality(day.quality(i))));
        }
      });
      each(true, meter, ids, Day.of(start_us, 0), Day.of(end_us, 1), (type, day) -> {
        for (int i = 0; i < day.size(); i++) {
          if (day.time(i) > start_us && day.time(i) <= end_us) blocks.add(type, day, i);
        }
      });
      readings.sort(Comparator.comparing(Reading::time));
      List<IntervalBlock> done = blocks.done();
      if (!readings.isEmpty() || !done.isEmpty()) sink.accept(new MeterReading(meter, readings, done));
    }
  }

  private void each(boolean interval, Mrid meter, Set<Integer> wanted, int firstDay, int lastDay, DaySink sink) {
    reads.list("SELECT type, body FROM " + Days.table(interval) + " WHERE meter = ? AND \"day\" BETWEEN ? AND ? ORDER BY \"day\", type",
      row -> {
        int type = row.getInt(1);
        if (wanted.isEmpty() || wanted.contains(type)) sink.accept(types.type(type), Day.unpack(row.getBytes(2)));
        return type;
      }, meter.uuid(), firstDay, lastDay);
  }

  private interface DaySink {
    void accept(ReadingType type, Day day);
  }

  @Override
  public List<Reading> lastValues(Mrid meter) {
    return reads.list("SELECT type, time, \"value\", quality FROM last_value WHERE meter = ? ORDER BY type",
      row -> new Reading(types.type(row.getInt(1)), Micros.instant(row.getLong(2)), row.getDouble(3), new ReadingQuality(row.getInt(4))),
      meter.uuid());
  }

  @Override
  public Map<Mrid, Instant> lastIntervalEnds(ReadingType type) {
    var ends = new HashMap<Mrid, Instant>();
    reads.list("SELECT meter, interval_end FROM last_value WHERE type = ? AND interval_end IS NOT NULL",
      row -> ends.put(new Mrid(row.getObject(1, UUID.class)), Micros.instant(row.getLong(2))), types.find(type));
    return ends;
  }
}
