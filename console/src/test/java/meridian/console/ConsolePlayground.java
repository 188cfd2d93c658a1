package meridian.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import meridian.adapter.DeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.grid.Meter;
import meridian.services.live.Feed;
import meridian.services.live.MeterState;

/**
 * The console alone, for the web client's developers: a made-up town whose meters change state at random, files read from
 * {@code console/src/main/resources/web} at each request. Arguments: port (8090), meters (3000), changes a second (50).
 */
public final class ConsolePlayground {
  private static final EndDeviceEventType[] EVENTS = {EndDeviceEventType.POWER_LOST, EndDeviceEventType.POWER_RESTORED,
      EndDeviceEventType.POWER_RESTORED, EndDeviceEventType.METER_COVER_OPENED, EndDeviceEventType.METER_COVER_CLOSED};

  private ConsolePlayground() {}

  public static void main(String[] args) throws Exception {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8090;
    int meters = args.length > 1 ? Integer.parseInt(args[1]) : 3_000;
    int changesPerSecond = args.length > 2 ? Integer.parseInt(args[2]) : 50;
    Path web = webFolder();
    var config = new ConsoleConfig("127.0.0.1", port, Set.of(), 14, Duration.ofMinutes(5), 100, Optional.of(web));
    try (var hub = new TestHub(Town.of(meters, 6), InstantSource.system())) {
      var weather = new Weather(hub);
      hub.scenarios = weather;
      try (Console console = Console.start(config, hub.parts())) {
        System.out.println(console.url() + "  web files from " + web);
        weather.change(changesPerSecond);
      }
    }
  }

  private static Path webFolder() {
    Path fromRoot = Path.of("console/src/main/resources/web");
    return Files.isDirectory(fromRoot) ? fromRoot : Path.of("src/main/resources/web");
  }

  /** What happens to the town, and one scenario: the first feeder without supply. */
  private static final class Weather implements Scenarios {
    private final TestHub hub;
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private final Feed<Scenario> changes = new Feed<>();
    private final Map<String, Boolean> running = new ConcurrentHashMap<>(Map.of("feeder-fault", false));

    Weather(TestHub hub) { this.hub = hub; }

    /** Changes states until interrupted; one in a hundred changes is an event that the hub hears of. */
    void change(int perSecond) throws InterruptedException {
      for (int meter = 0; meter < hub.live.size(); meter++) {
        hub.live.set(meter, MeterState.ON);
      }
      long start_ns = System.nanoTime();
      for (long done = 0;; Thread.sleep(10)) {
        for (long due = (System.nanoTime() - start_ns) * perSecond / 1_000_000_000; done < due; done++) {
          int meter = random.nextInt(hub.live.size());
          if (random.nextInt(100) == 0) report(meter, EVENTS[random.nextInt(EVENTS.length)]);
          else if (hub.live.get(meter) != MeterState.ON) hub.live.set(meter, MeterState.ON);
          else
            hub.live.set(meter, MeterState.values()[random.nextInt(MeterState.values().length)]);
        }
      }
    }

    private void report(int index, EndDeviceEventType type) {
      Meter meter = hub.registry.meter(index);
      hub.recordEvents.record(meter.adapter(),
        List.of(new DeviceEvent(meter.serialNumber(), "", type.code(), Instant.now(), Map.of("logbook", "standard"))));
    }

    @Override
    public List<Scenario> list() { return List.of(scenario()); }

    @Override
    public Optional<Scenario> start(String name) { return run(name, true); }

    @Override
    public Optional<Scenario> stop(String name) { return run(name, false); }

    @Override
    public Feed<Scenario> changes() { return changes; }

    private Optional<Scenario> run(String name, boolean on) {
      if (running.replace(name, on) == null) return Optional.empty();
      for (int meter = 0; meter < hub.live.size() / 6; meter++) {
        report(meter, on ? EndDeviceEventType.POWER_LOST : EndDeviceEventType.POWER_RESTORED);
      }
      changes.tell(scenario());
      return Optional.of(scenario());
    }

    private Scenario scenario() {
      return new Scenario("feeder-fault", "Feeder fault", "The first feeder loses its supply: every meter on it sends a last gasp.", running
        .get("feeder-fault"), "Feeder 1");
    }
  }
}
