package meridian.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import meridian.model.config.Settings;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Grid;
import meridian.routes.CimConfig;
import meridian.routes.Routes;
import meridian.routes.RoutesConfig;
import meridian.routes.RoutesParts;
import meridian.routes.broker.BrokerConfig;
import meridian.routes.soap.SoapConfig;
import meridian.services.control.ControlDevices;
import meridian.services.field.FieldConfig;
import meridian.services.field.LineField;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterStates;
import meridian.services.master.MasterData;
import meridian.services.read.ReadMeters;
import meridian.services.record.RecordEvents;
import meridian.services.record.RecordReadings;
import meridian.services.record.TakeReadings;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.TaskConfig;
import meridian.services.work.ServiceWork;
import meridian.store.Store;
import meridian.store.StoreConfig;

/** The doors of an empty hub whose journal throws everything away: what stands beside the peer, which keeps none. */
final class SoapOwn {
  private SoapOwn() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    try (Store store = Store.open(StoreConfig.in(folder.resolve("store")))) {
      var clock = InstantSource.system();
      var registry = new Registry(Grid.EMPTY);
      var states = new MeterStates(new LiveState(0));
      var recordEvents = new RecordEvents(store.events(), registry, states, new Feed<EndDeviceEvent>(), clock);
      var field = new LineField(Map.of(), registry, new RecordReadings(store.readings(), clock), states, Settings.defaults(FieldConfig.class));
      var masterData = new MasterData(store.master(), registry, store.commands());
      try (var control = new ControlDevices(store.commands(), registry, field, recordEvents, clock);
        var work = new ServiceWork(store.work(), registry, control, masterData::apply, clock, Duration.ofMinutes(1));
        Routes routes = Routes.start(RoutesConfig.of(Settings.read(SoapConfig.class, Map.of("port", "0")),
          Settings.read(BrokerConfig.class, Map.of("port", "0", "data", folder.resolve("broker").toString())),
          Settings.defaults(CimConfig.class)),
          new RoutesParts(registry, masterData, new ReadMeters(store.readings(), field), control,
            new TakeReadings(store.readings(), registry, clock), recordEvents, store.events(),
            new CollectionTasks(store.tasks(), clock, Duration.ofDays(1), Settings.defaults(TaskConfig.class)), work, JournalBench.NONE,
            clock))) {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (orders.readLine() != null) {
          System.out.println(URI.create(routes.cimUrl()).getPort());
        }
      }
    }
  }
}
