package meridian.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

import meridian.model.metering.MeterReading;
import meridian.services.port.ReadingStore;
import meridian.store.PostgresServer;
import meridian.store.Store;
import meridian.store.StoreConfig;

/**
 * From the bytes of CIM MeterReadings to durable, outbox included: a hundred meters a message, some messages at a time. Beside it the same
 * readings as flat keyed rows by {@code psql \copy}, at the same server's default durability. Whole days of interval values, then
 * quarter-hour rounds of six values a meter; then both again where a month is kept already.
 */
final class StoreBench implements Bench {
  private static final int METERS = 5_000;
  private static final int AT_ONCE = 16;
  private static final int DAYS = 3;
  private static final int ROUNDS = 8;
  private static final int MONTH = 30;

  /** Readings a second of whole days, of whole days that are decoded already, and of rounds; bytes a reading of whole days. */
  private record Rates(double days, double known, double rounds, double bytes) {}

  @Override
  public void run(Table table) throws Exception {
    if (!PostgresServer.isInstalled()) throw new IllegalStateException("PostgreSQL with PostGIS is not installed: ./hub test installs it");
    try (var scratch = Scratch.make("store"); var server = PostgresServer.start()) {
      var flat = new FlatRows(server, scratch.folder());
      StoreConfig at = StoreConfig.at(server.database("meridian"), PostgresServer.USER, PostgresServer.PASSWORD);
      Size size = () -> FlatRows.size_bytes(server, "meridian", List.of("interval_day", "register_day", "last_value"));
      try (Store store = Store.open(at)) {
        warm(store.readings());
        rows(table, "PostgreSQL", ours(store, size, 0), theirs(flat, 0));
        for (int day = DAYS + 2; day <= MONTH; day++) {
          int now = day;
          take(store.readings(), CimFeed.messages(METERS, meter -> Town.day(meter, now)));
        }
        flat.fill(METERS, DAYS + 2, MONTH - DAYS - 1);
        rows(table, "PostgreSQL with a month", ours(store, size, MONTH + 1), theirs(flat, MONTH + 1));
      }
      Path folder = scratch.resolve("h2");
      try (Store store = Store.open(StoreConfig.in(folder))) {
        warm(store.readings());
        rows(table, "H2", ours(store, () -> Files.size(folder.resolve("hub.mv.db")), 0), theirs(flat, 2 * MONTH));
      }
      table.note("%,d meters, %d to a message, %d messages at a time; median of %d days and of %d rounds; load %.1f at the end", METERS,
        100,
        AT_ONCE, DAYS, ROUNDS, Machine.load());
      table.note("H2's file holds the outbox too: what is told, as bytes once more");
    }
  }

  private static void rows(Table table, String where, Rates ours, Rates theirs) {
    table.row(where + ": whole days, readings/s", ours.days, theirs.days, "flat keyed rows, psql \\copy");
    table.row(where + ": days decoded, readings/s", ours.known, theirs.known, "the same");
    table.row(where + ": quarter hours, readings/s", ours.rounds, theirs.rounds, "flat keyed rows, psql \\copy");
    table.row(where + ": bytes a reading", ours.bytes, theirs.bytes, "table and index of flat keyed rows");
  }

  private interface Size {
    long bytes() throws Exception;
  }

  private static Rates ours(Store store, Size size, int firstDay) throws Exception {
    store.outbox().prune(List.of());
    long before = size.bytes();
    var days = new double[DAYS];
    for (int day = 0; day < DAYS; day++) {
      int now = firstDay + day;
      days[day] = rate(METERS * 2 * Town.A_DAY, take(store.readings(), CimFeed.messages(METERS, meter -> Town.day(meter, now))));
    }
    double bytes = (double) (size.bytes() - before) / (METERS * 2 * Town.A_DAY * DAYS);
    store.outbox().prune(List.of());
    List<List<MeterReading>> decoded = new ArrayList<>();
    for (byte[] message : CimFeed.messages(METERS, meter -> Town.day(meter, firstDay + DAYS + 1))) {
      decoded.add(CimFeed.decode(message));
    }
    double known = rate(METERS * 2 * Town.A_DAY, take(decoded, store.readings()::record));
    store.outbox().prune(List.of());
    var rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      int now = round;
      rounds[round] = rate(METERS * 6, take(store.readings(), CimFeed.messages(METERS, meter -> Town.round(meter, firstDay + DAYS, now))));
    }
    return new Rates(median(days), known, median(rounds), bytes);
  }

  private static Rates theirs(FlatRows flat, int firstDay) throws Exception {
    long before = flat.size_bytes();
    var days = new double[DAYS];
    for (int day = 0; day < DAYS; day++) {
      int now = firstDay + day;
      days[day] = rate(METERS * 2 * Town.A_DAY, flat.copy_s(flat.csv(METERS, meter -> Town.day(meter, now))));
    }
    double bytes = (double) (flat.size_bytes() - before) / (METERS * 2 * Town.A_DAY * DAYS);
    var rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      int now = round;
      rounds[round] = rate(METERS * 6, flat.copy_s(flat.csv(METERS, meter -> Town.round(meter, firstDay + DAYS, now))));
    }
    return new Rates(median(days), median(days), median(rounds), bytes);
  }

  private static double rate(int readings, double seconds) { return readings / seconds; }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void warm(ReadingStore readings) throws Exception {
    IntFunction<MeterReading> day = meter -> Town.day(1_000_000 + meter, 0);
    IntFunction<MeterReading> round = meter -> Town.round(1_000_000 + meter, 1, 0);
    take(readings, CimFeed.messages(METERS / 2, day));
    take(readings, CimFeed.messages(METERS / 2, round));
  }

  /** Seconds until all is durable. */
  static double take(ReadingStore readings, List<byte[]> messages) throws Exception {
    return take(messages, message -> readings.record(CimFeed.decode(message)));
  }

  private interface Taker<T> {
    int take(T batch) throws Exception;
  }

  private static <T> double take(List<T> batches, Taker<T> taker) throws Exception {
    var places = new Semaphore(AT_ONCE);
    long start_ns = System.nanoTime();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<Integer>>();
      for (T batch : batches) {
        places.acquire();
        Callable<Integer> take = () -> {
          try {
            return taker.take(batch);
          } finally {
            places.release();
          }
        };
        done.add(callers.submit(take));
      }
      for (Future<Integer> each : done) {
        if (each.get() == 0) throw new IllegalStateException("nothing was new");
      }
    }
    return (System.nanoTime() - start_ns) / 1e9;
  }
}
