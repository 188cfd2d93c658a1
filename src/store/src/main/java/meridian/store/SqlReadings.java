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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(SqlReadings.class);
  /** Packed rows of one type that a reader holds at a time, and meters asked for together. */
  private static final int MOST_ROWS = 500;
  private static final int MOST_METERS = 250;
  /** Last values asked for together. */
  private static final int PAGE = 5_000;
  static final String LAST_VALUES = "SELECT meter, type, time, \"value\", quality FROM last_value WHERE meter > ? ORDER BY meter, type LIMIT ?";
  private static final int CORRECTED = ReadingQuality.CORRECTED.packed();

  private final GroupCommit writer;
  private final Reads reads;
  private final SqlOutbox outbox;
  private final ReadingTypes types;
  private final InstantSource clock;
  private final Months intervals;
  private final Months registers;
  private final Days days;
  private final LastValues lasts;

  /** @throws SQLException when the tables cannot be brought in order */
  SqlReadings(GroupCommit writer, Database database, SqlOutbox outbox, InstantSource clock, long cache_bytes) throws SQLException {
    this.writer = writer;
    this.outbox = outbox;
    this.clock = clock;
    reads = database.reads();
    types = new ReadingTypes(writer, reads);
    intervals = new Months(database, "interval_day", clock);
    registers = new Months(database, "register_day", clock);
    days = new Days(writer, intervals, registers, clock, cache_bytes / 2);
    lasts = new LastValues(writer, clock, cache_bytes / 2);
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
    long received_s = clock.instant().getEpochSecond();
    var told = new ArrayList<MeterReading>(batch.size());
    int count = 0;
    for (MeterReading meterReading : batch) {
      MeterReading fresh = record(tx, meterReading, received_s);
      if (fresh.size() > 0) told.add(fresh);
      count += fresh.size();
    }
    outbox.oweReadings(told);
    return count;
  }

  /** Returns what was new or corrected. */
  private MeterReading record(Tx tx, MeterReading meterReading, long received_s) throws SQLException {
    UUID meter = meterReading.meter().uuid();
    var readings = new ArrayList<Reading>(meterReading.readings().size());
    for (Reading reading : meterReading.readings()) {
      long time_us = Micros.of(reading.time());
      int type = types.idOf(tx, reading.type());
      Day day = day(tx, meter, type, time_us, 0);
      switch (day.put(time_us, 0, reading.value(), reading.quality().packed(), CORRECTED, received_s)) {
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
      record(tx, meter, block, received_s, blocks);
    }
    return new MeterReading(meterReading.meter(), readings, blocks);
  }

  private void record(Tx tx, UUID meter, IntervalBlock block, long received_s, List<IntervalBlock> told) throws SQLException {
    int type = types.idOf(tx, block.type());
    long length_us = block.interval().toNanos() / 1_000;
    var fresh = new boolean[block.size()];
    int[] qualities = block.qualities().clone();
    for (int i = 0; i < block.size(); i++) {
      long end_us = Micros.of(block.end(i));
      Day.Told what = day(tx, meter, type, end_us, length_us)
        .put(end_us, length_us, block.values()[i], qualities[i], CORRECTED, received_s);
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
    long days = (end_us - start_us) / Day.LENGTH_us + 2;
    int atOnce = (int) Math.clamp(MOST_ROWS / days, 1, MOST_METERS);
    List<Mrid> all = List.copyOf(meters);
    for (int from = 0; from < all.size(); from += atOnce) {
      List<Mrid> some = all.subList(from, Math.min(all.size(), from + atOnce));
      Map<UUID, List<Row>> kept = rows(some, ids, Day.of(start_us, 0), Day.of(end_us, 0), Day.of(end_us, 1));
      for (Mrid meter : some) {
        MeterReading reading = unpack(meter, kept.getOrDefault(meter.uuid(), List.of()), start_us, end_us);
        if (reading.size() > 0) sink.accept(reading);
      }
    }
  }

  /** A row as it is kept. */
  private record Row(UUID meter, int type, boolean interval, int day, long received_us, byte[] body) {
    Day unpack() { return Day.unpack(body, Math.floorDiv(received_us, 1_000_000L)); }
  }

  private Map<UUID, List<Row>> rows(List<Mrid> meters, Set<Integer> wanted, int firstDay, int lastRegisterDay, int lastIntervalDay) {
    UUID[] ids = meters.stream().map(Mrid::uuid).distinct().toArray(UUID[]::new);
    var rows = new HashMap<UUID, List<Row>>();
    each(registers, false, ids, wanted, firstDay, lastRegisterDay, rows);
    each(intervals, true, ids, wanted, firstDay, lastIntervalDay, rows);
    rows.values().forEach(its -> its.sort(Comparator.comparingInt(Row::day).thenComparingInt(Row::type)));
    return rows;
  }

  /** One walk of each month's primary key: meter, day, type. */
  private void each(Months months, boolean interval, UUID[] meters, Set<Integer> wanted, int firstDay, int lastDay,
    Map<UUID, List<Row>> rows) {
    months.reading(() -> {
      for (String table : months.listTables(firstDay, lastDay)) {
        reads.list(daysOf(table), row -> {
          int type = row.getInt(2);
          if (wanted.isEmpty() || wanted.contains(type)) {
            UUID meter = row.getObject(1, UUID.class);
            rows.computeIfAbsent(meter, _ -> new ArrayList<>())
              .add(new Row(meter, type, interval, row.getInt(3), row.getLong(4), row.getBytes(5)));
          }
          return type;
        }, meters, firstDay, lastDay);
      }
      return rows;
    });
  }

  static String daysOf(String table) {
    return "SELECT meter, type, \"day\", received, body FROM " + table
      + " WHERE meter = ANY(CAST(? AS UUID ARRAY)) AND \"day\" BETWEEN ? AND ?";
  }

  private MeterReading unpack(Mrid meter, List<Row> rows, long start_us, long end_us) {
    var readings = new ArrayList<Reading>();
    var blocks = new Blocks();
    for (Row row : rows) {
      ReadingType type = types.type(row.type);
      Day day = row.unpack();
      for (int i = 0; i < day.size(); i++) {
        long time_us = day.time(i);
        if (row.interval && time_us > start_us && time_us <= end_us) blocks.add(type, day, i);
        if (!row.interval && time_us >= start_us && time_us < end_us)
          readings.add(new Reading(type, Micros.instant(time_us), day.value(i), new ReadingQuality(day.quality(i))));
      }
    }
    readings.sort(Comparator.comparing(Reading::time));
    return new MeterReading(meter, readings, blocks.done());
  }

  /** Drops whole months that ended before this time. Last values stay. */
  void dropBefore(Instant time) {
    List<String> dropped = writer.run(1, tx -> {
      List<String> tables = intervals.dropBefore(tx, time);
      tables.addAll(registers.dropBefore(tx, time));
      days.dropped();
      return tables;
    });
    if (!dropped.isEmpty()) LOG.info("readings before {} are past store.readings-kept: dropped {}", time, String.join(", ", dropped));
  }

  @Override
  public List<Reading> lastValues(Mrid meter) {
    return reads.list("SELECT type, time, \"value\", quality FROM last_value WHERE meter = ? ORDER BY type",
      row -> new Reading(types.type(row.getInt(1)), Micros.instant(row.getLong(2)), row.getDouble(3), new ReadingQuality(row.getInt(4))),
      meter.uuid());
  }

  /** In pages, each a walk of the primary key from where the last one ended. */
  @Override
  public void lastValues(Set<ReadingType> wanted, BiConsumer<Mrid, Reading> sink) {
    var ids = new HashSet<Integer>();
    wanted.forEach(type -> ids.add(types.find(type)));
    UUID after = new UUID(0, 0);
    for (int most = PAGE;;) {
      List<Last> page = reads.list(LAST_VALUES,
        row -> new Last(row.getObject(1, UUID.class), row.getInt(2), row.getLong(3), row.getDouble(4), row.getInt(5)), after, most);
      boolean isLast = page.size() < most;
      UUID cut = isLast ? null : page.getLast().meter;
      for (Last last : page) {
        if (last.meter.equals(cut)) break; // the page may end amid a meter: it begins the next
        after = last.meter;
        if (ids.isEmpty() || ids.contains(last.type))
          sink.accept(new Mrid(last.meter), new Reading(types.type(last.type),
            Micros.instant(last.time_us), last.value, new ReadingQuality(last.quality)));
      }
      if (isLast) return;
      most = page.getFirst().meter.equals(cut) ? most * 2 : PAGE;
    }
  }

  private record Last(UUID meter, int type, long time_us, double value, int quality) {}

  @Override
  public Map<Mrid, Instant> lastIntervalEnds(ReadingType type) {
    var ends = new HashMap<Mrid, Instant>();
    reads.list("SELECT meter, interval_end FROM last_value WHERE type = ? AND interval_end <= ?",
      row -> ends.put(new Mrid(row.getObject(1, UUID.class)), Micros.instant(row.getLong(2))), types.find(type),
      Micros.clamped(clock.instant().plus(LastValues.AHEAD)));
    return ends;
  }
}
