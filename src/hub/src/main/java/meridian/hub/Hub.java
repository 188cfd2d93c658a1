package meridian.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.Capability;
import meridian.cim.OfficialSchemas;
import meridian.cim.grid.GridFormatException;
import meridian.cim.grid.GridReader;
import meridian.console.Console;
import meridian.console.ConsoleParts;
import meridian.console.Scenarios;
import meridian.hub.plugin.Plugins;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Grid;
import meridian.routes.Routes;
import meridian.routes.RoutesConfig;
import meridian.routes.RoutesParts;
import meridian.routes.broker.BrokerException;
import meridian.services.control.ControlDevices;
import meridian.services.deliver.Deliver;
import meridian.services.field.Collect;
import meridian.services.field.InstalledAdapter;
import meridian.services.field.LineField;
import meridian.services.journal.ReplayExchanges;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterStates;
import meridian.services.master.MasterData;
import meridian.services.port.StoreException;
import meridian.services.read.ReadMeters;
import meridian.services.record.RecordEvents;
import meridian.services.record.RecordReadings;
import meridian.services.record.Recorder;
import meridian.services.record.TakeReadings;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.work.ServiceWork;
import meridian.store.Store;

/**
 * The whole hub: every room's parts, made and handed to each other in the order of the design's walks. Nothing is asked of the field before
 * the enterprise's deliveries stand, so nothing that is acknowledged to a device can miss a Subscriber.
 */
public final class Hub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  /** Connections of devices that call in, at once, for each adapter. */
  private static final int MOST_CALLERS = 2_000;

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final AtomicReference<List<String>> waitingFor = new AtomicReference<>(List.of("store", "enterprise", "field"));
  private final HubConfig config;
  private final InstantSource clock;

  private Registry registry = new Registry(Grid.EMPTY);

  private Hub(HubConfig config) {
    this.config = config;
    clock = config.clock().clock();
  }

  /** Starts the hub; returns when it is ready. */
  public static Hub start(HubConfig config) throws StartException {
    return start(config, Scenarios.NONE);
  }

  /** Starts the hub with scenarios for the console. */
  public static Hub start(HubConfig config, Scenarios scenarios) throws StartException {
    long began_ns = System.nanoTime();
    var hub = new Hub(config);
    try {
      hub.open(scenarios);
    } catch (IOException | StoreException | BrokerException trouble) {
      hub.close();
      throw new StartException(trouble.getMessage(), trouble);
    } catch (RuntimeException defect) {
      hub.close();
      throw defect;
    }
    LOG.info("ready after {} ms with {} meters", (System.nanoTime() - began_ns) / 1_000_000, hub.registry.size());
    return hub;
  }

  private void open(Scenarios scenarios) throws IOException, BrokerException {
    Store store = keep(Store.open(config.store(), clock));
    registry = new Registry(grid(store));
    var states = new MeterStates(new LiveState(registry.size()));
    var events = new Feed<EndDeviceEvent>();
    var recordReadings = new RecordReadings(store.readings(), clock);
    var recordEvents = new RecordEvents(store.events(), registry, states, events, clock);
    var plugins = keep(new Plugins(config.hub().plugins().stream().map(Path::of).toList(), config.adapters()));
    var field = new LineField(plugins.adapters(), registry, recordReadings, states, config.field());
    var readMeters = new ReadMeters(store.readings(), field);
    var control = keep(new ControlDevices(store.commands(), registry, field, recordEvents, clock));
    var masterData = new MasterData(store.master(), registry, store.commands());
    var tasks = new CollectionTasks(store.tasks(), clock, config.field().interval(), config.collection());
    var work = keep(new ServiceWork(store.work(), registry, control, masterData::apply, clock, config.cim().controlValidFor()));
    var deliver = new AtomicReference<@Nullable Deliver>();
    var replay = new ReplayExchanges(store.journal());
    keep(Console.start(config.console(),
      new ConsoleParts(registry, states.live(), readMeters, field, control, store.readings(), tasks, work, store.events(), events,
        store.journal(),
        replay,
        () -> Optional.ofNullable(deliver.get()), scenarios, clock, config.clock().speed(), waitingFor::get)));
    waitingFor.set(List.of("enterprise", "field"));

    Routes routes = keep(Routes.start(RoutesConfig.of(config.soap(), config.jms(), config.cim()),
      new RoutesParts(registry, masterData, readMeters, control, new TakeReadings(store.readings(), registry, clock),
        recordEvents, store.events(), tasks, work, store.journal(), clock, config.partners(),
        official(config.cim().officialSchemas()))));
    replay.through(routes.doors());
    deliver.set(keep(new Deliver(store.outbox(),
      NamedSubscriber.all(config.subscribers(), routes.deliveries(), registry), clock)));
    waitingFor.set(List.of("field"));

    for (InstalledAdapter adapter : plugins.adapters().values()) {
      if (adapter.capabilities().contains(Capability.PUSH))
        listen(adapter, new Recorder(adapter.name(), registry, recordReadings, recordEvents));
    }
    if (config.hub().collect())
      keep(new Collect(registry, plugins.adapters(), masterData::members, field, store.readings(), tasks, clock, config.field()));
    waitingFor.set(List.of());
  }

  /** @throws IOException when they cannot be used, naming setting and reason */
  private static Optional<OfficialSchemas> official(String folder) throws IOException {
    if (folder.isBlank()) return Optional.empty();
    try {
      return Optional.of(OfficialSchemas.open(Path.of(folder)));
    } catch (IllegalArgumentException | UncheckedIOException unusable) {
      throw new IOException("cim.official-schemas: " + unusable.getMessage(), unusable);
    }
  }

  /** The kept grid, or at the first start the one to import. */
  private Grid grid(Store store) throws IOException {
    Grid kept = store.grid().load();
    if (!kept.equals(Grid.EMPTY) || config.hub().grid().isEmpty()) return kept;
    Path file = Path.of(config.hub().grid());
    try (InputStream in = Files.newInputStream(file)) {
      var reading = GridReader.read(in);
      reading.defects().stream().limit(20).forEach(defect -> LOG.warn("{}: {}", file, defect));
      if (reading.defects().size() > 20) LOG.warn("{}: and {} defects more", file, reading.defects().size() - 20);
      store.grid().replace(reading.grid());
      return reading.grid();
    } catch (GridFormatException wrong) {
      throw new IOException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /** Lets an adapter listen until the hub closes; trouble is told once, naming the key to change, and tried again. */
  private void listen(InstalledAdapter adapter, Recorder recorder) {
    var callers = new Semaphore(MOST_CALLERS);
    Executor threads = task -> {
      if (!callers.tryAcquire()) throw new RejectedExecutionException(MOST_CALLERS + " devices are calling in already");
      Thread.ofVirtual().name(adapter.name() + " caller").start(() -> {
        try {
          task.run();
        } finally {
          callers.release();
        }
      });
    };
    Thread thread = Thread.ofVirtual().name(adapter.name() + " listener").start(() -> {
      String told = "";
      try {
        while (!Thread.currentThread().isInterrupted()) {
          long began_ns = System.nanoTime();
          String trouble = listenOnce(adapter, recorder, threads);
          boolean worked = System.nanoTime() - began_ns > Duration.ofSeconds(10).toNanos();
          if (worked || !trouble.equals(told)) LOG.error("devices that call in are not heard; trying again: {}", trouble);
          told = trouble;
          Thread.sleep(Duration.ofSeconds(2));
        }
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
    });
    keep(thread::interrupt);
  }

  /** Listens until it ends, and returns why. An adapter names its settings as it knows them: {@code push.udp: …}. */
  private static String listenOnce(InstalledAdapter adapter, Recorder recorder, Executor threads) throws InterruptedException {
    try {
      adapter.adapter().listen(recorder, threads);
      return "adapter " + adapter.name() + " stopped listening";
    } catch (IOException trouble) {
      String why = String.valueOf(trouble.getMessage());
      return "adapters." + adapter.name() + (why.matches("[a-z][\\w.-]*: .*") ? "." : ": ") + why;
    } catch (RuntimeException defect) {
      return "adapter " + adapter.name() + " failed: " + defect;
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    return part;
  }

  public Registry registry() { return registry; }

  /** Where everything is, for the terminal it was started in. */
  public String greeting() {
    return """
      Meridian is ready.
        console  http://%s:%d
        CIM      http://%s:%d/cim/   lists the SOAP services; POST an envelope there
        JMS      tcp://%s:%d
      Ctrl-C stops it.""".formatted(named(config.console().host()), config.console().port(), named(config.soap().host()),
      config.soap().port(),
      named(config.jms().host()), config.jms().port());
  }

  private static String named(String host) { return host.equals("127.0.0.1") ? "localhost" : host; }

  /** Stops everything, last started first. Safe to call twice. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception left) {
        LOG.warn("{} did not stop cleanly: {}", part.getClass().getSimpleName(), left.getMessage());
      }
    }
  }
}
