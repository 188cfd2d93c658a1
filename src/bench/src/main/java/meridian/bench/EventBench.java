package meridian.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

import meridian.hub.ScaledClock;
import meridian.services.live.MeterState;

/**
 * A last gasp on the wire (its first datagram, at a tap before the hub's port) until the WebSocket frame that turns the meter on the map.
 * Stored first: that is part of the way. Single ones, then storms. Beside it the least a way through this machine can take: a datagram
 * handed on by Vert.x to a WebSocket client.
 */
final class EventBench implements Bench {
  private static final int METERS = 2_600;
  private static final int SINGLES = 100;
  private static final int[] STORMS = {500, 2_000};
  private static final int AGAIN = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public void run(Table table) throws Exception {
    double floor_ms = Straight.median_ms(SINGLES);
    Instant quarter = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(6));
    int pushPort = World.freePort();
    try (var scratch = Scratch.make("event");
      var tap = new UdpTap(pushPort);
      var world = new World(scratch.folder(), METERS, i -> i % 10 < 6 ? World.LLS : World.HLS, EventBench::group,
        "udp:127.0.0.1:" + tap.port(),
        new ScaledClock(quarter, Instant.now().truncatedTo(ChronoUnit.MILLIS), 1));
      var hub = HubProcess.over(world, pushPort, scratch, Jvm.HUB_FLAGS)) {
      hub.awaitReady();
      try (var live = hub.live()) {
        var seen = new Seen(METERS);
        live.tell(seen);
        awaitAll(live, seen, MeterState.ON, 0, METERS);
        settle(hub);
        report(table, "single last gasp", singles(world, tap, live, seen), floor_ms);
        for (int storm = 0; storm < STORMS.length; storm++) {
          String what = "last gasps of %,d meters".formatted(STORMS[storm]);
          report(table, what + ", the hub's first", storm(world, tap, live, seen, storm), floor_ms);
          double[] again = {};
          for (int i = 0; i < AGAIN; i++) {
            restore(world, live, seen, storm);
            again = storm(world, tap, live, seen, storm);
          }
          report(table, what + ", after %d more".formatted(AGAIN), again, floor_ms);
        }
        table.note("the fleet spreads a storm over 400 ms; console ticks every 20 ms; fleet, tap, hub and client share the %d cores",
          Machine.cores());
      }
    }
  }

  private static String group(int meter) {
    if (meter < SINGLES) return "S" + meter;
    return meter < SINGLES + STORMS[0] ? "storm0" : "storm1";
  }

  private static double[] singles(World world, UdpTap tap, LiveClient live, Seen seen) throws Exception {
    var took_ms = new double[SINGLES];
    for (int meter = 0; meter < SINGLES; meter++) {
      tap.forget();
      world.order("outage " + group(meter));
      awaitAll(live, seen, MeterState.OFF, meter, meter + 1);
      took_ms[meter] = (seen.at_ns(meter) - tap.firstSeen_ns().get(world.meters.get(meter).serialNumber())) / 1e6;
      Thread.sleep(7 + meter % 13); // so that it does not keep step with the console's tick
    }
    return took_ms;
  }

  private static int first(int storm) { return SINGLES + (storm == 0 ? 0 : STORMS[0]); }

  private static void restore(World world, LiveClient live, Seen seen, int storm) throws IOException, InterruptedException {
    world.order("restore storm" + storm);
    awaitAll(live, seen, MeterState.ON, first(storm), first(storm) + STORMS[storm]);
    Thread.sleep(1_000); // the second copies of the pushes pass
  }

  private static double[] storm(World world, UdpTap tap, LiveClient live, Seen seen, int storm) throws Exception {
    int first = first(storm);
    tap.forget();
    world.order("outage storm" + storm);
    awaitAll(live, seen, MeterState.OFF, first, first + STORMS[storm]);
    Map<String, Long> sent = new ConcurrentHashMap<>(tap.firstSeen_ns());
    var took_ms = new double[STORMS[storm]];
    for (int i = 0; i < took_ms.length; i++) {
      took_ms[i] = (seen.at_ns(first + i) - sent.get(world.meters.get(first + i).serialNumber())) / 1e6;
    }
    return took_ms;
  }

  private static void awaitAll(LiveClient live, Seen seen, MeterState state, int from, int to) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + (state == MeterState.ON ? 3 : 1) * PATIENCE.toNanos();
    while (!seen.all(state, from, to)) {
      live.expectOpen();
      if (System.nanoTime() > deadline)
        throw new IOException("%d of %d meters never showed as %s".formatted(seen.missing(state, from, to), to - from, state));
      Thread.sleep(1);
    }
  }

  /** Waits until the collection's backlog has left the outbox. */
  private static void settle(HubProcess hub) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (hub.waiting() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
  }

  private static void report(Table table, String what, double[] took_ms, double floor_ms) {
    Arrays.sort(took_ms);
    table.row(what + ", p50 ms", took_ms[took_ms.length / 2], floor_ms, "datagram to WebSocket, bare p50");
    table.row(what + ", p95 ms", took_ms[took_ms.length * 95 / 100], "promise: under 100 ms");
    table.row(what + ", most ms", took_ms[took_ms.length - 1], "");
  }

  /** What the map showed last of each meter, and since when. */
  private static final class Seen implements LiveClient.Ear {
    private final AtomicLongArray states;
    private final AtomicLongArray at_ns;

    Seen(int meters) {
      states = new AtomicLongArray(meters);
      at_ns = new AtomicLongArray(meters);
    }

    @Override
    public void state(int meter, int state, long now_ns) {
      if (states.get(meter) == state) return;
      at_ns.set(meter, now_ns);
      states.set(meter, state);
    }

    long at_ns(int meter) { return at_ns.get(meter); }

    boolean all(MeterState state, int from, int to) { return missing(state, from, to) == 0; }

    int missing(MeterState state, int from, int to) {
      int missing = 0;
      for (int meter = from; meter < to; meter++) {
        if (states.get(meter) != state.ordinal()) missing++;
      }
      return missing;
    }
  }
}
