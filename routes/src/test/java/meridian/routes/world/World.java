package meridian.routes.world;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import meridian.adapter.Adapter;
import meridian.adapter.Capability;
import meridian.adapter.Device;
import meridian.adapter.Line;
import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.config.Settings;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.routes.CimConfig;
import meridian.routes.Routes;
import meridian.routes.RoutesConfig;
import meridian.routes.RoutesParts;
import meridian.routes.broker.BrokerConfig;
import meridian.routes.deliver.Deliveries;
import meridian.routes.soap.SoapConfig;
import meridian.routes.soap.SoapService;
import meridian.services.MemoryTasks;
import meridian.services.control.ControlDevices;
import meridian.services.deliver.Deliver;
import meridian.services.deliver.Subscribed;
import meridian.services.field.Collect;
import meridian.services.field.FieldConfig;
import meridian.services.field.InstalledAdapter;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterStates;
import meridian.services.master.MasterData;
import meridian.services.read.ReadMeters;
import meridian.services.record.RecordEvents;
import meridian.services.record.TakeReadings;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.TaskConfig;
import meridian.services.work.ServiceWork;

/**
 * Open doors on free ports, three meters behind them: MTR-1 at UP-1, MTR-2 at UP-2, MTR-3 at UP-3. UP-9 has none. The examples are about two
 * more, called as in the demo: M00004 at UP00004, M00005 at UP00005.
 */
public final class World implements AutoCloseable {
  public final Memory memory = new Memory();
  public final ScriptedField field = new ScriptedField();
  public final CollectionTasks tasks;
  public final Routes routes;
  private final ServiceWork work;
  private final Collect collect;
  private final ControlDevices controls;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Deliver deliver;

  private World(Path data, UnaryOperator<RoutesConfig> changes, Function<Deliveries, List<Subscribed>> more) throws Exception {
    var registry = new Registry(grid());
    var recordEvents = new RecordEvents(memory.events(), registry, new MeterStates(new LiveState(registry.size())),
      new Feed<EndDeviceEvent>(), InstantSource.system());
    controls = new ControlDevices(memory.commandStore(), registry, field, recordEvents, InstantSource.system());
    var config = changes.apply(RoutesConfig.of(new SoapConfig("127.0.0.1", 0, Duration.ofSeconds(2), 16, 1024, 8192, 64 << 10, 64 << 20),
      new BrokerConfig("127.0.0.1", 0, data.resolve("broker"), 16 << 20, 16 << 20, 99, 1 << 20), Settings.defaults(CimConfig.class)));
    var masterData = new MasterData(memory.master, registry, memory.commandStore());
    tasks = new CollectionTasks(new MemoryTasks(), InstantSource.system(), Duration.ofDays(1), new TaskConfig(100, 10));
    work = new ServiceWork(memory.work, registry, controls, masterData::apply, InstantSource.system(), Duration.ofMinutes(1));
    var adapters = Map.of("test", new InstalledAdapter("test", Set.of(Capability.READ_PROFILE), new NoAdapter()));
    collect = new Collect(registry, adapters, masterData::members, field, memory.readingStore(), tasks, InstantSource.system(),
      Settings.defaults(FieldConfig.class));
    routes = Routes.start(config,
      new RoutesParts(registry, masterData, new ReadMeters(memory.readingStore(), field), controls,
        new TakeReadings(memory.readingStore(), registry, InstantSource.system()), recordEvents, memory.events(), tasks, work,
        memory.journal(), InstantSource.system()));
    deliver = new Deliver(memory.outbox(),
      Stream.concat(routes.deliveries().builtIn().stream(), more.apply(routes.deliveries()).stream()).toList(), InstantSource.system());
  }

  public static World open(Path data) throws Exception { return new World(data, UnaryOperator.identity(), _ -> List.of()); }

  public static World open(Path data, UnaryOperator<RoutesConfig> changes) throws Exception {
    return new World(data, changes, _ -> List.of());
  }

  /** @param more Subscribers beside those that every hub has */
  public static World delivering(Path data, Function<Deliveries, List<Subscribed>> more) throws Exception {
    return new World(data, UnaryOperator.identity(), more);
  }

  /** Whether nothing waits for this Subscriber. */
  public boolean isTold(String subscriber) {
    return deliver.find(subscriber).orElseThrow().status().waiting() == 0;
  }

  public static Mrid meter(int number) { return Mrid.of("00000000-0000-4000-8000-00000000000" + number); }

  private static Grid grid() {
    List<UsagePoint> points = Stream.of(1, 2, 3, 9)
      .map(number -> new UsagePoint(Mrid.derivedFrom("UP-" + number), "UP-" + number, number + " High Street",
        new Position(9, 50), Mrid.derivedFrom("EC-" + number), "A"))
      .collect(Collectors.toCollection(ArrayList::new));
    List<Meter> meters = Stream.of(1, 2, 3)
      .map(number -> new Meter(meter(number), "MTR-" + number, "SN" + number, "test", "127.0.0." + number + ":1", "M",
        Mrid.derivedFrom("UP-" + number)))
      .collect(Collectors.toCollection(ArrayList::new));
    for (var demo : Map.of(4, "fc5931db-d2c2-3bd9-9568-5accf7367395", 5, "24d59806-264f-3177-bbdb-6dd27947682f").entrySet()) {
      String point = "UP0000" + demo.getKey();
      points.add(new UsagePoint(Mrid.derivedFrom(point), point, demo.getKey() + " Clover Avenue", new Position(9, 50),
        Mrid.derivedFrom("EC" + point), "A"));
      meters
        .add(new Meter(Mrid.of(demo.getValue()), "M0000" + demo.getKey(), "MRD026110000000" + demo.getKey(), "test", "127.0.1.1:4059", "M",
          Mrid.derivedFrom(point)));
    }
    return new Grid(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), points, meters);
  }

  public HttpResponse<String> post(SoapService service, String body) throws IOException, InterruptedException {
    return post(service, body, "\"\"");
  }

  /** A message of the CIM without SOAP. */
  public HttpResponse<String> postBare(String message) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(routes.cimUrl())).timeout(Duration.ofSeconds(20))
      .header("Content-Type", "application/xml").POST(HttpRequest.BodyPublishers.ofString(message)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** As a stock client would: plain HTTP, text/xml. */
  public HttpResponse<String> post(SoapService service, String body, String soapAction) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(routes.soapUrl(service))).timeout(Duration.ofSeconds(20))
      .header("Content-Type", "text/xml; charset=utf-8").header("SOAPAction", soapAction).POST(HttpRequest.BodyPublishers.ofString(body))
      .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A file of {@code src/test/resources/conversations}. */
  public static String conversation(String file) throws IOException {
    try (var stream = World.class.getResourceAsStream("/conversations/" + file)) {
      if (stream == null) throw new IOException("no conversation " + file);
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    field.gate.countDown();
    deliver.close();
    collect.close();
    work.close();
    controls.close();
    routes.close();
    http.close();
  }

  /** The field is scripted: no line is ever opened. */
  private static final class NoAdapter implements Adapter {
    @Override
    public Line open(Device gateway) { throw new UnsupportedOperationException(); }

    @Override
    public void close() {}
  }
}
