package meridian.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.store.PostgresServer;
import meridian.store.Store;
import meridian.store.StoreConfig;

/**
 * Quarter-hour rounds, days and events for as long as asked for, with a consumer that takes what it is told, on the store of this machine:
 * PostgreSQL when it is installed, else H2. Prints the heap in use after a collection twice a minute: it must not grow.
 */
final class SoakBench implements Bench {
  private static final int METERS = 5_000;
  /** So that what grows to its bound is there soon, and what grows on shows. */
  private static final Map<String, String> CACHE = Map.of("cache", "16MB");
  private static final int TOGETHER = 100;
  private static final Duration EACH = Duration.ofSeconds(30);

  private final Duration length;

  SoakBench(Duration length) { this.length = length; }

  @Override
  public void run(Table table) throws Exception {
    try (var scratch = Scratch.make("soak")) {
      if (!PostgresServer.isInstalled()) {
        soak(table, "H2", StoreConfig.in(scratch.folder(), CACHE));
        return;
      }
      try (var server = PostgresServer.start()) {
        soak(table, "PostgreSQL", StoreConfig.at(server.database("meridian"), PostgresServer.USER, PostgresServer.PASSWORD, CACHE));
      }
    }
  }

  private void soak(Table table, String where, StoreConfig config) {
    var now = new Instant[]{Town.START};
    try (Store store = Store.open(config, (InstantSource) () -> now[0])) {
      store.outbox().position("soak");
      long start_ns = System.nanoTime();
      long next_ns = start_ns + EACH.toNanos();
      long readings = 0;
      for (int round = 0; System.nanoTime() - start_ns < length.toNanos(); round++) {
        int day = round / Town.A_DAY;
        int quarter = round % Town.A_DAY;
        now[0] = Town.START.plus(Duration.ofMinutes(15L * (round + 1)));
        for (int from = 0; from < METERS; from += TOGETHER) {
          readings += store.readings()
            .record(IntStream.range(from, from + TOGETHER).mapToObj(meter -> Town.round(meter, day, quarter)).toList());
        }
        Mrid meter = Town.meter(round % METERS);
        store.events().record(List.of(new EndDeviceEvent(Mrid.random(), meter, EndDeviceEventType.POWER_LOST, now[0], "", "", Map.of())));
        consume(store);
        if (System.nanoTime() >= next_ns) {
          next_ns += EACH.toNanos();
          table.row(where + ": heap after a collection, MB", used_MB(),
            "%,d readings, %d s".formatted(readings, (System.nanoTime() - start_ns) / 1_000_000_000));
        }
      }
    }
  }

  private static void consume(Store store) {
    long position = store.outbox().position("soak");
    for (var some = store.outbox().after(position, 100); !some.isEmpty(); some = store.outbox().after(position, 100)) {
      position = some.getLast().sequence();
    }
    store.outbox().advance("soak", position);
    store.outbox().prune(List.of("soak"));
  }

  private static double used_MB() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
      .map(MemoryPoolMXBean::getCollectionUsage).filter(usage -> usage != null).mapToLong(usage -> usage.getUsed()).sum() / 1e6;
  }
}
