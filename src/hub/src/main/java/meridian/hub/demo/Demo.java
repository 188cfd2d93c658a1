package meridian.hub.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.grid.GridWriter;
import meridian.hub.Hub;
import meridian.hub.HubConfig;
import meridian.hub.ScaledClock;
import meridian.hub.StartException;
import meridian.hub.config.ConfigException;
import meridian.hub.config.Configuration;
import meridian.hub.demo.town.FleetFile;
import meridian.hub.demo.town.Town;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;

/**
 * The demo: the real hub over a generated town, read through the real importer, its meters in a process beside it. A later start goes on
 * where the town's clock stood.
 */
public final class Demo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  private final Hub hub;
  private final FleetProcess fleet;
  private final World world;
  private final Thread keeper;

  private Demo(Hub hub, FleetProcess fleet, World world, ScaledClock clock) {
    this.hub = hub;
    this.fleet = fleet;
    this.world = world;
    keeper = Thread.ofVirtual().name("keep the demo's time").start(() -> keepTime(world, clock));
  }

  /**
   * Starts town and hub; returns when the hub is ready.
   *
   * @param arguments as for {@code run}, and {@code --set demo.…}
   */
  public static Demo start(List<String> arguments, Map<String, String> environment) throws ConfigException, StartException {
    List<String> hubArguments = new ArrayList<>();
    DemoSettings settings = settings(arguments, hubArguments);
    try {
      World world = World.open(settings.folder());
      try {
        return start(settings, world, hubArguments, environment);
      } catch (ConfigException | StartException | IOException | RuntimeException trouble) {
        world.close();
        throw trouble;
      }
    } catch (IOException trouble) {
      throw new StartException("the demo cannot start: " + trouble.getMessage(), trouble);
    }
  }

  /** The demo's own section of the configuration. */
  public static Configuration sections() {
    return new Configuration().add("demo", DemoSettings.class);
  }

  private static Demo start(DemoSettings settings, World world, List<String> hubArguments, Map<String, String> environment)
    throws ConfigException, StartException, IOException {
    needFree(settings.pushPort());
    Grid town = Town.generate(settings.seed());
    Path model = settings.folder().resolve("town.xml");
    if (!Files.exists(model)) write(town, model);
    Path meters = settings.folder().resolve("meters.csv");
    try (Writer out = Files.newBufferedWriter(meters)) {
      FleetFile.write(town, out);
    }
    ScaledClock clock = world.clock(settings.speed());
    String push = "127.0.0.1:" + settings.pushPort();
    var fleet = new FleetProcess(settings.fleet(), meters, settings.meterPort(), "udp:" + push, clock, settings.seed(),
      world.masterSecret(), settings.folder().resolve("fleet.log"));
    try {
      List<String> all = new ArrayList<>(hubSettings(settings, world, clock, model, push));
      all.addAll(hubArguments);
      Feeder feeder = town.feeders().get(town.feeders().size() / 2);
      Hub hub = Hub.start(HubConfig.read(all, environment), new FeederFault(fleet, feeder.name(), FleetFile.group(feeder)));
      return new Demo(hub, fleet, world, clock);
    } catch (ConfigException | StartException | RuntimeException trouble) {
      fleet.close();
      throw trouble;
    }
  }

  /** A running hub waits for a push port that is taken; whoever starts a demo wants to know at once. */
  private static void needFree(int pushPort) throws IOException {
    try (var socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress("127.0.0.1", pushPort));
    } catch (IOException taken) {
      throw new IOException("demo.push-port: " + pushPort + " cannot be opened: " + taken.getMessage()
        + "; set demo.push-port to one that is free", taken);
    }
  }

  private static DemoSettings settings(List<String> arguments, List<String> hubArguments) throws ConfigException {
    Configuration own = sections();
    for (int i = 0; i < arguments.size(); i++) {
      boolean isOwn = arguments.get(i).equals("--set") && i + 1 < arguments.size() && arguments.get(i + 1).startsWith("demo.");
      if (isOwn) own.argument(arguments.get(++i));
      else
        hubArguments.add(arguments.get(i));
    }
    own.refuseUnknown();
    return own.section("demo", DemoSettings.class);
  }

  private static List<String> hubSettings(DemoSettings settings, World world, ScaledClock clock, Path model, String push) {
    List<String> arguments = new ArrayList<>();
    Map.of("store.folder", settings.folder().resolve("store"), "jms.data", settings.folder().resolve("broker"), "hub.grid", model,
      "hub.plugins", "plugins,adapters/dlms/target/plugins", "clock.origin", clock.origin(), "clock.real-origin", clock.realOrigin(),
      "clock.speed",
      clock.speed(), "adapters.dlms.push.udp", push, "adapters.dlms.port", settings.meterPort(), "adapters.dlms.master-secret",
      world.masterSecret())
      .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return arguments;
  }

  private static void write(Grid town, Path model) throws IOException {
    Path unfinished = model.resolveSibling("town.xml.part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
      GridWriter.write(town, out);
    }
    Files.move(unfinished, model);
  }

  private static void keepTime(World world, ScaledClock clock) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        world.keep(clock.instant());
        Thread.sleep(Duration.ofSeconds(5));
      }
    } catch (InterruptedException closing) {
      world.keep(clock.instant());
    } catch (IllegalStateException unwritable) {
      LOG.warn("the demo's time is not kept: {}", unwritable.getMessage());
    }
  }

  public Hub hub() { return hub; }

  /** Gives the fleet an order; see its README for the words. */
  public String order(String line) throws IOException {
    return fleet.order(line);
  }

  @Override
  public void close() {
    keeper.interrupt();
    hub.close();
    fleet.close();
    try {
      keeper.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    world.close();
  }
}
