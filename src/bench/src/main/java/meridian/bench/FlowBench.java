package meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
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
 * every meter, from ready until nothing waits in the outbox; then quarter-hour rounds, the last of them from the quarter hour until nothing waits. Beside both the
 * adapter alone, asking the same meters the same at the hub's own pace of conversations.
 */
record FlowBench(List<Size> sizes) implements Bench {
  /** @param interval how long a quarter hour of the hub's time takes in real time: enough for a round */
  record Size(int meters, Duration interval, int rounds) {}

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(240);
  /** What Collect takes of the hub's 64 conversations. */
  private static final int CONVERSATIONS = 48;
  private static final Pattern COLLECTED = Pattern
    .compile("collected up to \\S+: \\d+ meters, (\\d+) values, (\\d+) did not answer, (\\d+) ms");

  /** Readings that came, in how long. */
  private record Part(long readings, long messages, double seconds, double hubCores) {
    double rate() { return readings / seconds; }

    @Override
    public String toString() {
      return "%,d readings in %,d messages, %.2f s, %.1f cores for the hub".formatted(readings, messages, seconds, hubCores);
    }
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
    try (var world = new World(scratch.folder(), size.meters, i -> i % 10 < 6 ? World.LLS : World.HLS, _ -> "all",
      "udp:127.0.0.1:" + pushPort, clock)) {
      Part backlog;
      Part round;
      long peak_MB;
      try (var hub = HubProcess.over(world, pushPort, scratch, Jvm.HUB_FLAGS); var consumer = TopicCounter.connect(hub)) {
        long ready_ns = hub.awaitReady();
        backlog = until(hub, consumer, ready_ns, 0, 192L * size.meters);
        round = backlog;
        for (int i = 0; i < size.rounds; i++) {
          awaitRound(clock);
          round = until(hub, consumer, System.nanoTime(), consumer.readings(), 2L * size.meters);
        }
        peak_MB = Machine.status_MB(hub.handle().pid(), "VmHWM");
      }
      String ordinal = "round " + size.rounds + ", ";
      table.row(what + "backlog of a day, readings/s", backlog.rate(), wire(world, quarter), "the adapter alone");
      table.row(what + ordinal + "readings/s", round.rate(), "");
      table.row(what + ordinal + "meters/s", size.meters / round.seconds, size.meters / 900.0, "needed for a round in 900 s");
      table.row(what + "hub resident, most ever, MB", peak_MB, "default heap");
      table.note("%sbacklog: %s; round %d: %s", what, backlog, size.rounds, round);
      Matcher rounds = COLLECTED.matcher(Files.readString(scratch.resolve("hub.log")));
      while (rounds.find()) {
        table.note("%swire to store: %s values in %s ms, %s meters did not answer", what, rounds.group(1), rounds.group(3),
          rounds.group(2));
      }
    }
  }

  /** Waits until the consumer has at least so many readings beyond {@code before} and nothing waits; the time counts to the last message. */
  private static Part until(HubProcess hub, TopicCounter consumer, long from_ns, long before, long expected) throws Exception {
    long messagesBefore = before == 0 ? 0 : consumer.messages();
    Duration cpu = Machine.cpu(hub.handle());
    long start_ns = System.nanoTime();
    while (consumer.readings() - before < expected || hub.waiting() > 0) {
      if (System.nanoTime() - from_ns > LONGEST.toNanos())
        throw new IOException(
          "%,d of %,d readings after %s; waiting %,d".formatted(consumer.readings() - before, expected, LONGEST, hub.waiting()));
      hub.expectAlive();
      Thread.sleep(50);
    }
    double cores = Machine.cpu(hub.handle()).minus(cpu).toNanos() / (double) (System.nanoTime() - start_ns);
    return new Part(consumer.readings() - before, consumer.messages() - messagesBefore, (consumer.last_ns() - from_ns) / 1e9, cores);
  }

  private static void awaitRound(ScaledClock clock) throws InterruptedException {
    long quarters = clock.instant().getEpochSecond() / 900;
    while (clock.instant().getEpochSecond() / 900 == quarters) {
      Thread.sleep(2);
    }
  }

  /** Readings a second that the adapter gives when nothing is done with them. */
  private static double wire(World world, Instant to) throws InterruptedException {
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
      return values.sum() * 1e9 / (System.nanoTime() - start_ns);
    }
  }

  private static int ask(Adapter adapter, Meter meter, Instant to) {
    var device = DlmsBench.device(meter);
    int got = 0;
    try (Line line = adapter.open(device)) {
      line.readRelay(device, PATIENCE);
      if (line.readProfile(device, Set.of(), to.minus(Duration.ofDays(1)), to, PATIENCE) instanceof Outcome.Done(var said))
        got += said.values().size();
      if (line.readNow(device, Set.of(), PATIENCE) instanceof Outcome.Done(var said)) got += said.values().size();
    } catch (IOException unreachable) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return got;
  }
}
