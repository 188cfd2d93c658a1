package meridian.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.MeterReading;
import meridian.services.port.ReadingStore;
import meridian.store.PostgresServer;
import meridian.store.Store;
import meridian.store.StoreConfig;

/** What is asked of a month of many meters: one meter's month, a day of a feeder's 500 meters, the last value of all. */
final class QueryBench implements Bench {
  private static final int DAYS = 30;
  private static final int TOGETHER = 200;
  private static final int FEEDER = 500;

  private final int meters;

  QueryBench(int meters) { this.meters = meters; }

  @Override
  public void run(Table table) throws Exception {
    try (var scratch = Scratch.make("store-month")) {
      if (PostgresServer.isInstalled()) {
        try (var server = PostgresServer.start();
          Store store = Store.open(StoreConfig.at(server.database("meridian"), PostgresServer.USER, PostgresServer.PASSWORD))) {
          ask(table, "PostgreSQL", store);
        }
      }
      try (Store store = Store.open(StoreConfig.in(scratch.folder()))) {
        ask(table, "H2", store);
      }
      table.note("%,d meters, %d days of two profiles; p50 and p99 in ms; load %.1f at the end", meters, DAYS, Machine.load());
    }
  }

  private void ask(Table table, String where, Store store) throws Exception {
    double filled_s = fill(store);
    table.row(where + ": filled, readings/s", meters * 2.0 * Town.A_DAY * DAYS / filled_s, "%.0f s".formatted(filled_s));
    ReadingStore readings = store.readings();
    var random = new Random(1);
    var month = new TimePeriod(Town.START, Town.START.plus(Duration.ofDays(DAYS)));
    times(table, where + ": a meter's month", 400, () -> read(readings, List.of(Town.meter(random.nextInt(meters))), month));
    times(table, where + ": a feeder's day (500 meters)", 60, () -> {
      var day = new TimePeriod(Town.START.plus(Duration.ofDays(9)), Town.START.plus(Duration.ofDays(10)));
      int first = random.nextInt(meters - FEEDER);
      return read(readings, IntStream.range(first, first + FEEDER).mapToObj(Town::meter).toList(), day);
    });
    times(table, where + ": the last value of all meters", 10, () -> {
      var count = new int[1];
      readings.lastValues(Set.of(), (_, _) -> count[0]++);
      return count[0];
    });
  }

  private double fill(Store store) throws Exception {
    long start_ns = System.nanoTime();
    for (int day = 0; day < DAYS; day++) {
      int now = day;
      try (var callers = Executors.newFixedThreadPool(8)) {
        var done = new ArrayList<Future<Integer>>();
        for (int from = 0; from < meters; from += TOGETHER) {
          int first = from;
          done.add(callers.submit(() -> store.readings()
            .record(IntStream.range(first, Math.min(meters, first + TOGETHER)).mapToObj(meter -> Town.day(meter, now)).toList())));
        }
        for (Future<Integer> each : done) {
          each.get();
        }
      }
      store.outbox().prune(List.of());
    }
    return (System.nanoTime() - start_ns) / 1e9;
  }

  private static int read(ReadingStore readings, List<Mrid> meters, TimePeriod period) {
    var count = new int[1];
    readings.read(meters, Set.of(), period, (MeterReading reading) -> count[0] += reading.size());
    return count[0];
  }

  @FunctionalInterface
  private interface Question {
    int ask() throws Exception;
  }

  private static void times(Table table, String what, int turns, Question question) throws Exception {
    var times_ms = new double[turns];
    int values = 0;
    for (int turn = -turns / 5; turn < turns; turn++) {
      long start_ns = System.nanoTime();
      values = question.ask();
      if (turn >= 0) times_ms[turn] = (System.nanoTime() - start_ns) / 1e6;
    }
    if (values == 0) throw new IllegalStateException("nothing was found");
    Arrays.sort(times_ms);
    table.row(what + ", p50 ms", times_ms[turns / 2], "%,d values".formatted(values));
    table.row(what + ", p99 ms", times_ms[(int) (turns * 0.99)], "");
  }
}
