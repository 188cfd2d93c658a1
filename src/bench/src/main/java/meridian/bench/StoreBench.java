package meridian.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import meridian.model.Mrid;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.port.ReadingStore;
import meridian.store.Store;
import meridian.store.StoreConfig;

/**
 * The store's {@code record}, one meter a call from 64 callers as collection does it, outbox and durability included. Beside it the same
 * values as flat keyed rows: one connection, batches of 10,000, each committed and forced to disk. Whole days of interval values, then
 * quarter-hour rounds of six values a meter.
 */
final class StoreBench implements Bench {
  private static final int CALLERS = 64;
  private static final int METERS = 4_000;
  private static final int DAYS = 3;
  private static final int ROUNDS = 8;
  private static final int BATCH = 10_000;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<ReadingType> REGISTERS = List.of(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, ReadingType.ACTIVE_ENERGY_REVERSE_kWh,
    ReadingType.ACTIVE_POWER_kW, ReadingType.VOLTAGE_A_V);
  private static final List<ReadingType> PROFILES = List.of(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh,
    ReadingType.ACTIVE_ENERGY_REVERSE_15MIN_kWh);

  @Override
  public void run(Table table) throws Exception {
    List<Mrid> meters = new ArrayList<>();
    for (int i = 0; i < METERS; i++) {
      meters.add(Mrid.derivedFrom("meter " + i));
    }
    try (var scratch = Scratch.make("store")) {
      double days;
      double rounds;
      try (Store store = Store.open(StoreConfig.in(scratch.resolve("store")))) {
        warm(store.readings());
        days = best(DAYS, day -> record(store.readings(), meters, meter -> day(meter, day)));
        rounds = best(ROUNDS, round -> record(store.readings(), meters, meter -> collected(meter, DAYS, round)));
      }
      try (var rows = new Rows(scratch.resolve("rows"))) {
        double flatDays = best(DAYS, day -> rows.insert(meters, meter -> day(meter, day)));
        double flatRounds = best(ROUNDS, round -> rows.insert(meters, meter -> collected(meter, DAYS, round)));
        table.row("record, whole days, readings/s", days, flatDays, "flat keyed rows, H2 batched INSERT");
        table.row("record, quarter-hour rounds, readings/s", rounds, flatRounds, "flat keyed rows, H2 batched INSERT");
      }
      table.note("%,d meters, one call a meter from %d callers; best of %d days and of %d rounds", METERS, CALLERS, DAYS, ROUNDS);
    }
  }

  @FunctionalInterface
  private interface Work {
    double rate(int turn) throws Exception;
  }

  private static double best(int turns, Work work) throws Exception {
    double best = 0;
    for (int turn = 0; turn < turns; turn++) {
      best = Math.max(best, work.rate(turn));
    }
    return best;
  }

  private static void warm(ReadingStore readings) throws Exception {
    List<Mrid> others = new ArrayList<>();
    for (int i = 0; i < METERS / 4; i++) {
      others.add(Mrid.derivedFrom("warm " + i));
    }
    for (int day = 0; day < 2; day++) {
      int at = day;
      record(readings, others, meter -> day(meter, at));
    }
  }

  private static double record(ReadingStore readings, List<Mrid> meters, Function<Mrid, MeterReading> made) throws Exception {
    var next = new AtomicInteger();
    var values = new AtomicInteger();
    long start_ns = System.nanoTime();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<?>>();
      for (int i = 0; i < CALLERS; i++) {
        done.add(callers.submit(() -> {
          for (int at = next.getAndIncrement(); at < meters.size(); at = next.getAndIncrement()) {
            values.addAndGet(readings.record(List.of(made.apply(meters.get(at)))));
          }
        }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    return values.get() * 1e9 / (System.nanoTime() - start_ns);
  }

  private static MeterReading day(Mrid meter, int day) {
    Instant first = START.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(15));
    return new MeterReading(meter, List.of(), PROFILES.stream().map(type -> block(type, first, 96)).toList());
  }

  private static MeterReading collected(Mrid meter, int day, int round) {
    Instant time = START.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(15L * (round + 1)));
    return new MeterReading(meter,
      REGISTERS.stream().map(type -> new Reading(type, time, 1000 + round * 0.125, ReadingQuality.VALID)).toList(),
      PROFILES.stream().map(type -> block(type, time, 1)).toList());
  }

  private static IntervalBlock block(ReadingType type, Instant firstEnd, int size) {
    var values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = (i * 37 % 400 + 100) / 1000.0;
    }
    var qualities = new int[size];
    Arrays.fill(qualities, ReadingQuality.VALID.packed());
    return new IntervalBlock(type, firstEnd, Duration.ofMinutes(15), values, qualities);
  }

  /** A table of one row a value, keyed by meter, type and time, as anybody would make it first. */
  private static final class Rows implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insert;
    private int batched;

    Rows(Path file) throws SQLException {
      connection = DriverManager.getConnection("jdbc:h2:file:" + file + ";WRITE_DELAY=0;CACHE_SIZE=65536");
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
          "CREATE TABLE reading (meter BIGINT, type INT, time BIGINT, val DOUBLE PRECISION, quality INT, PRIMARY KEY (meter, type, time))");
      }
      insert = connection.prepareStatement("INSERT INTO reading VALUES (?, ?, ?, ?, ?)");
    }

    double insert(List<Mrid> meters, Function<Mrid, MeterReading> made) throws SQLException {
      long values = 0;
      long start_ns = System.nanoTime();
      for (int meter = 0; meter < meters.size(); meter++) {
        MeterReading reading = made.apply(meters.get(meter));
        for (Reading one : reading.readings()) {
          row(meter, REGISTERS.indexOf(one.type()), one.time(), one.value(), one.quality().packed());
        }
        for (IntervalBlock block : reading.intervalBlocks()) {
          for (int i = 0; i < block.size(); i++) {
            row(meter, REGISTERS.size() + PROFILES.indexOf(block.type()), block.end(i), block.values()[i], block.qualities()[i]);
          }
        }
        values += reading.size();
      }
      flush();
      return values * 1e9 / (System.nanoTime() - start_ns);
    }

    private void row(long meter, int type, Instant time, double value, int quality) throws SQLException {
      insert.setLong(1, meter);
      insert.setInt(2, type);
      insert.setLong(3, time.getEpochSecond());
      insert.setDouble(4, value);
      insert.setInt(5, quality);
      insert.addBatch();
      if (++batched == BATCH) flush();
    }

    private void flush() throws SQLException {
      insert.executeBatch();
      connection.commit();
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
      batched = 0;
    }

    @Override
    public void close() throws SQLException { connection.close(); }
  }
}
