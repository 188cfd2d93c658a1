package meridian.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import meridian.adapter.Adapter;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.hub.ScaledClock;
import meridian.hub.plugin.Plugins;
import meridian.model.grid.Meter;

/**
 * Up, whole: meters on the wire, the real hub in its own process, its broker, a JMS consumer that counts. First the backlog of a day of
 * every meter, from ready until nothing waits in the outbox; then a steady round, from the quarter hour until nothing waits. Beside both the
 * adapter alone, asking the same meters the same at the hub's own pace of conversations.
 */
record FlowBench(List<Size> sizes) implements Bench {
  /** @param interval how long a quarter hour of the hub's time takes in real time: enough for start, backlog and a round */
  record Size(int meters, Duration interval) {}

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(240);
  /** What Collect takes of the hub's 64 conversations. */
  private static final int CONVERSATIONS = 48;
  private static final Pattern COLLECTED = Pattern.compile("collected up to \\S+: \\d+ meters, (\\d+) values, (\\d+) did not answer, (\\d+) ms");

  /** Readings that came, in how long. */
  private record Part(long readings, double seconds, double hubCores) {
    double rate() { return readings / seconds; }
  }

  @Override
  public void run(Table table) throws Exception {
    for (Size size : sizes) {
      try (var scratch = Scratch.make("flow")) {
        measure(size, scratch, table);
      }
    }
    table.note("hub, meters, broker and consumer share the %d cores", Machine.cores());
  }

  private static void measure(Size size, Scratch scratch, Table table) throws Exception {
    Instant quarter = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(6));
    double speed = Duration.ofMinutes(15).toMillis() / (double) size.interval.toMillis();
    var clock = new ScaledClock(quarter, Instant.now().truncatedTo(ChronoUnit.MILLIS), speed);
    String what = "%,d meters, ".formatted(size.meters);
    int pushPort = World.freePort();
    try (var world = new World(scratch.folder(), size.meters, i -> i % 10 < 6 ? World.LLS : World.HLS, _ -> "all", "udp:127.0.0.1:" + pushPort, clock)) {
      Part backlog;
      try (var hub = HubProcess.over(world, pushPort, scratch, Jvm.HUB_FLAGS); var consumer = TopicCounter.connect(hub)) {
        long ready_ns = hub.awaitReady();
        backlog = until(hub, consumer, ready_ns, 192L * size.meters);
        awaitRound(clock);
        long before = consumer.readings();
        Part steady = until(hub, consumer, System.nanoTime(), before + 2L * size.meters);
        long peak_MB = Machine.status_MB(hub.handle().pid(), "VmHWM");
        wire(world, quarter, table, what, backlog);
        Matcher rounds = COLLECTED.matcher(hub.log());
        if (rounds.find()) table.row(what + "readings/s, backlog, wire to store", 1e3 * Long.parseLong(rounds.group(1)) / Long.parseLong(rounds.group(3)), "of them");
        table.row(what + "readings/s, a steady round", steady.rate(), "");
        table.row(what + "s, a steady round", steady.seconds, "a quarter hour is 900 s");
        table.row(what + "MB resident in the hub, most ever", peak_MB, "default heap");
        table.note("%sbacklog %,d readings in %.1f s, %.1f cores for the hub; round %,d readings", what, backlog.readings, backlog.seconds,
          backlog.hubCores, steady.readings);
      }
    }
  }

  /** Waits until the consumer has at least so many readings and nothing waits; the time counts to the last message. */
  private static Part until(HubProcess hub, TopicCounter consumer, long from_ns, long expected) throws Exception {
    long before = consumer.readings();
    Duration cpu = Machine.cpu(hub.handle());
    long start_ns = System.nanoTime();
    long already = from_ns < start_ns ? 0 : before;
    while (consumer.readings() < expected || hub.waiting() > 0) {
      if (System.nanoTime() - from_ns > LONGEST.toNanos())
        throw new IOException("%,d of %,d readings after %s; waiting %,d".formatted(consumer.readings(), expected, LONGEST, hub.waiting()));
      hub.expectAlive();
      Thread.sleep(50);
    }
    double cores = Machine.cpu(hub.handle()).minus(cpu).toNanos() / (double) (System.nanoTime() - start_ns);
    return new Part(consumer.readings() - already, (consumer.last_ns() - from_ns) / 1e9, cores);
  }

  private static void awaitRound(ScaledClock clock) throws InterruptedException {
    long quarters = clock.instant().getEpochSecond() / 900;
    while (clock.instant().getEpochSecond() / 900 == quarters) {
      Thread.sleep(2);
    }
  }

  /** What the adapter gives when nothing is done with it. */
  private static void wire(World world, Instant to, Table table, String what, Part backlog) throws InterruptedException {
    var values = new LongAdder();
    try (var plugins = new Plugins(List.of(Paths.PLUGINS), Map.of("dlms", Map.of("master-secret", world.masterSecret)))) {
      Adapter adapter = plugins.adapters().get("dlms").adapter();
      long start_ns = System.nanoTime();
      var places = new Semaphore(CONVERSATIONS);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Meter meter : world.meters) {
          places.acquire();
          threads.execute(() -> {
            try {
              values.add(ask(adapter, meter, to));
            } finally {
              places.release();
            }
          });
        }
      }
      table.row(what + "readings/s, backlog of a day, acknowledged by the broker", backlog.rate(), values.sum() * 1e9 / (System.nanoTime() - start_ns),
        "the adapter alone");
    }
  }

  private static int ask(Adapter adapter, Meter meter, Instant to) {
    var device = DlmsBench.device(meter);
    int got = 0;
    try (Line line = adapter.open(device)) {
      line.readRelay(device, PATIENCE);
      if (line.readProfile(device, Set.of(), to.minus(Duration.ofDays(1)), to, PATIENCE) instanceof Outcome.Done(var said)) got += said.values().size();
      if (line.readNow(device, Set.of(), PATIENCE) instanceof Outcome.Done(var said)) got += said.values().size();
    } catch (IOException unreachable) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return got;
  }
}
