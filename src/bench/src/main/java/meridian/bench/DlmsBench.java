package meridian.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import meridian.adapter.Adapter;
import meridian.adapter.Device;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.hub.ScaledClock;
import meridian.hub.plugin.Plugins;
import meridian.model.grid.Meter;

/**
 * Sessions with the fleet through the adapter as the hub loads it, all meters at once, each again and again: connect, associate, registers,
 * clock, one day of load profile, release. Beside it the bare loop, a process that holds the same sessions. The two never run together, and
 * each has its own meters, so that neither upsets the other's invocation counters.
 */
final class DlmsBench implements Bench {
  private static final int MOST = 2_000;
  private static final Duration WARM = Duration.ofMillis(1_500);
  private static final Duration MEASURE = Duration.ofMillis(3_000);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What was counted in a while. */
  record Rate(long sessions, long values, long wall_ns, long cpu_ns, long failures) {
    /** Of processor time of the client's own process. */
    double sessionsPerCore() { return sessions * 1e9 / cpu_ns; }

    double valuesPerCore() { return values * 1e9 / cpu_ns; }

    double sessionsPerSecond() { return sessions * 1e9 / wall_ns; }
  }

  @Override
  public void run(Table table) throws Exception {
    Instant to = Instant.now().truncatedTo(ChronoUnit.DAYS);
    Instant from = to.minus(Duration.ofDays(1));
    try (var scratch = Scratch.make("dlms");
      var world = new World(scratch.folder(), 4 * MOST, i -> i < 2 * MOST ? World.LLS : World.HLS, _ -> "all", "udp:127.0.0.1:9",
        new ScaledClock(from, from, 1));
      var plugins = new Plugins(List.of(Paths.PLUGINS), Map.of("dlms", Map.of("master-secret", world.masterSecret)));
      var bare = Jvm.start(Paths.bareLoop(), List.of("-Xmx1g"), "meridian.dlms.BareLoop",
        List.of(world.meterFile.toString(), "" + world.port,
          from.toString(), to.toString()),
        Map.of("FLEET_MASTER_SECRET", world.masterSecret), scratch.resolve("bare.log"))) {
      Adapter adapter = plugins.adapters().get("dlms").adapter();
      for (String model : List.of(World.LLS, World.HLS)) {
        new Load(adapter, from, to)
          .run(world.meters.stream().filter(meter -> meter.model().equals(model)).limit(200).map(DlmsBench::device).toList());
        bare.ask(model + " " + MOST + " 200 " + WARM.toMillis() + " " + MEASURE.toMillis());
      }
      for (String model : List.of(World.LLS, World.HLS)) {
        for (int count : new int[]{200, MOST}) {
          List<Device> devices = world.meters.stream().filter(meter -> meter.model().equals(model)).limit(count).map(DlmsBench::device)
            .toList();
          var load = new Load(adapter, from, to);
          long fleetBefore_ns = Machine.cpu(world.process()).toNanos();
          Rate ours = load.run(devices);
          double fleetCores = (Machine.cpu(world.process()).toNanos() - fleetBefore_ns) / (double) (WARM.plus(MEASURE).toNanos());
          Rate peer = parse(bare.ask(model + " " + MOST + " " + count + " " + WARM.toMillis() + " " + MEASURE.toMillis()));
          String what = (model.equals(World.LLS) ? "LLS" : "HLS suite 0") + ", " + count + " meters, ";
          table.row(what + "sessions per core-second", ours.sessionsPerCore(), peer.sessionsPerCore(), "bare codec and socket");
          table.row(what + "readings per core-second", ours.valuesPerCore(), peer.valuesPerCore(), "bare codec and socket");
          table.row(what + "sessions/s on the clock", ours.sessionsPerSecond(), peer.sessionsPerSecond(), "bare codec and socket");
          table.note("%s%.1f cores for the client, about %.1f for the fleet; %d and %d failed; %s", what,
            ours.cpu_ns() / (double) ours.wall_ns(),
            fleetCores, ours.failures(), peer.failures(), load.firstFailure());
        }
      }
      table.note("client and fleet share the %d cores; a core-second is the client's own processor time", Machine.cores());
    }
  }

  static Device device(Meter meter) { return new Device(meter.serialNumber(), meter.lanAddress(), meter.model()); }

  private static Rate parse(String answer) throws IOException {
    long[] numbers = Arrays.stream(answer.split(" ")).mapToLong(Long::parseLong).toArray();
    if (numbers.length != 5) throw new IOException("the bare loop answers " + answer);
    return new Rate(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  }

  /** Sessions through the adapter, counted. */
  private record Load(Adapter adapter, Instant from, Instant to, LongAdder sessions, LongAdder values, LongAdder failures,
    AtomicReference<String> first) {

    Load(Adapter adapter, Instant from, Instant to) {
      this(adapter, from, to, new LongAdder(), new LongAdder(), new LongAdder(), new AtomicReference<>("none"));
    }

    String firstFailure() { return "first failure: " + first.get(); }

    Rate run(List<Device> devices) throws InterruptedException {
      var stop = new AtomicBoolean();
      var once = new CountDownLatch(devices.size());
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Device device : devices) {
          threads.execute(() -> {
            while (!stop.get()) {
              session(device);
              once.countDown();
            }
          });
        }
        Thread.sleep(WARM);
        if (!once.await(60, TimeUnit.SECONDS)) throw new IllegalStateException(once.getCount() + " meters did not answer");
        Rate before = now();
        Thread.sleep(MEASURE);
        Rate after = now();
        stop.set(true);
        return new Rate(after.sessions - before.sessions, after.values - before.values, after.wall_ns - before.wall_ns,
          after.cpu_ns - before.cpu_ns,
          after.failures - before.failures);
      }
    }

    private Rate now() { return new Rate(sessions.sum(), values.sum(), System.nanoTime(), Machine.cpu_ns(), failures.sum()); }

    private void session(Device device) {
      try (Line line = adapter.open(device)) {
        int got = count(line.readNow(device, Set.of(), PATIENCE));
        if (!(line.readClock(device, PATIENCE) instanceof Outcome.Done)) throw new IOException("no clock");
        got += count(line.readProfile(device, Set.of(), from, to, PATIENCE));
        values.add(got);
        sessions.increment();
      } catch (IOException trouble) {
        failures.increment();
        first.compareAndSet("none", String.valueOf(trouble.getMessage()));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    private static int count(Outcome<DeviceReadings> outcome) throws IOException {
      if (outcome instanceof Outcome.Done(var said)) return said.values().size();
      throw new IOException(outcome.toString());
    }
  }
}
