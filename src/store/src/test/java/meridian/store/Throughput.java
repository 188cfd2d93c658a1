package meridian.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.port.ReadingStore;

/**
 * Prints how fast the store takes readings from 64 callers and gives a meter-month back. Run with arguments: meters (4000), rounds of a
 * quarter hour (8), forceToDisk (true).
 */
final class Throughput {
  private static final int CALLERS = 64;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<ReadingType> REGISTERS = List.of(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, ReadingType.ACTIVE_ENERGY_REVERSE_kWh,
    ReadingType.ACTIVE_POWER_kW, ReadingType.VOLTAGE_A_V);
  private static final List<ReadingType> PROFILES = List.of(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh,
    ReadingType.ACTIVE_ENERGY_REVERSE_15MIN_kWh);

  private Throughput() {}

  public static void main(String[] args) throws Exception {
    int meters = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    boolean force = args.length < 3 || Boolean.parseBoolean(args[2]);
    Path folder = Files.createTempDirectory("meridian-throughput");
    StoreConfig base = StoreConfig.in(folder);
    var config = new StoreConfig(folder, base.queueCapacity(), base.queueWait(), base.groupValues(), force, base.minFree_bytes(),
      base.cache_bytes(), base.journalKept(), base.journalWaiting_bytes());
    List<Mrid> mrids = new ArrayList<>();
    for (int i = 0; i < meters; i++) {
      mrids.add(Mrid.random());
    }
    try (H2Store store = H2Store.open(config)) {
      for (int round = 0; round < rounds; round++) {
        int at = round;
        print("collection " + round, folder, run(CALLERS, store.readings(), mrids, meter -> collected(meter, at)));
      }
      for (int round = rounds; round < rounds + 4; round++) {
        int at = round;
        print("one caller " + round, folder, run(1, store.readings(), mrids, meter -> collected(meter, at)));
      }
      for (int day = 1; day <= 3; day++) {
        int at = day;
        print("backfill day " + day, folder, run(CALLERS, store.readings(), mrids, meter -> backfill(meter, at)));
      }
      Mrid one = mrids.getFirst();
      for (int day = 4; day <= 30; day++) {
        store.readings().record(List.of(backfill(one, day)));
      }
      var month = new TimePeriod(START, START.plus(Duration.ofDays(31)));
      for (int i = 0; i < 5; i++) {
        long start_ns = System.nanoTime();
        int[] count = new int[1];
        for (int j = 0; j < 100; j++) {
          store.readings().read(List.of(one), Set.copyOf(PROFILES), month, reading -> count[0] += reading.size());
        }
        System.out.printf("meter-month of %,d values: %.2f ms%n", count[0] / 100, (System.nanoTime() - start_ns) / 1e8);
      }
    }
    print("closed", folder, new Result(0, 0, 1));
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private record Result(int calls, long values, long took_ns) {}

  private interface Made {
    MeterReading of(Mrid meter);
  }

  private static Result run(int callerCount, ReadingStore readings, List<Mrid> meters, Made made)
    throws InterruptedException, ExecutionException {
    var next = new AtomicInteger();
    var values = new AtomicInteger();
    long start_ns = System.nanoTime();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<?>>();
      for (int i = 0; i < callerCount; i++) {
        done.add(callers.submit(() -> {
          for (int at = next.getAndIncrement(); at < meters.size(); at = next.getAndIncrement()) {
            values.addAndGet(readings.record(List.of(made.of(meters.get(at)))));
          }
        }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    return new Result(meters.size(), values.get(), System.nanoTime() - start_ns);
  }

  private static void print(String what, Path folder, Result result) throws IOException {
    long size = Files.size(folder.resolve("hub.mv.db"));
    System.out.printf("%-16s %,10.0f readings/s %,8.0f calls/s   %.2f s, file %,d MB%n", what, result.values * 1e9 / result.took_ns,
      result.calls * 1e9 / result.took_ns, result.took_ns / 1e9, size >> 20);
  }

  private static MeterReading collected(Mrid meter, int round) {
    Instant time = START.plus(Duration.ofMinutes(15L * round));
    var readings = new ArrayList<Reading>();
    for (ReadingType type : REGISTERS) {
      readings.add(new Reading(type, time, 1000 + round * 0.125, ReadingQuality.VALID));
    }
    var blocks = new ArrayList<IntervalBlock>();
    for (ReadingType type : PROFILES) {
      blocks.add(block(type, time, 1));
    }
    return new MeterReading(meter, readings, blocks);
  }

  private static MeterReading backfill(Mrid meter, int day) {
    Instant first = START.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(15));
    return new MeterReading(meter, List.of(), PROFILES.stream().map(type -> block(type, first, 96)).toList());
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
}
