package meridian.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

import meridian.model.Mrid;
import meridian.model.config.Settings;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Grid;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.routes.CimConfig;
import meridian.routes.Routes;
import meridian.routes.RoutesConfig;
import meridian.routes.RoutesParts;
import meridian.routes.broker.BrokerConfig;
import meridian.routes.soap.SoapConfig;
import meridian.services.control.ControlDevices;
import meridian.services.deliver.Deliver;
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

/**
 * Notices that wait in the outbox go to a durable subscription of the broker: read, encoded, sent, journalled, marked done. Beside a producer
 * that sends texts of the same length to the same broker, 64 in a transaction, and does nothing else.
 */
final class DeliverBench implements Bench {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Instant START = Instant.parse("2026-03-01T00:15:00Z");

  private record Size(int messages, int values) {}

  @Override
  public void run(Table table) throws Exception {
    measure(table, new Size(500, 1), false); // for the compiler
    measure(table, new Size(10_000, 1), true);
    measure(table, new Size(2_000, 200), true);
  }

  private static void measure(Table table, Size size, boolean told) throws Exception {
    try (var scratch = Scratch.make("deliver");
      Store store = Store.open(StoreConfig.in(scratch.resolve("store"), Map.of("force-to-disk", "false")))) {
      var clock = InstantSource.system();
      var registry = new Registry(Grid.EMPTY);
      var states = new MeterStates(new LiveState(0));
      var recordReadings = new RecordReadings(store.readings(), clock);
      var recordEvents = new RecordEvents(store.events(), registry, states, new Feed<EndDeviceEvent>(), clock);
      var field = new LineField(Map.of(), registry, recordReadings, states, Settings.defaults(FieldConfig.class));
      var masterData = new MasterData(store.master(), registry, store.commands());
      try (var control = new ControlDevices(store.commands(), registry, field, recordEvents, clock);
        var work = new ServiceWork(store.work(), registry, control, masterData::apply, clock, Duration.ofMinutes(1));
        Routes routes = Routes.start(RoutesConfig.of(Settings.read(SoapConfig.class, Map.of("port", "0")),
          Settings.read(BrokerConfig.class, Map.of("port", "0", "data", scratch.resolve("broker").toString())),
          Settings.defaults(CimConfig.class)),
          new RoutesParts(registry, masterData, new ReadMeters(store.readings(), field), control,
            new TakeReadings(store.readings(), registry, clock), recordEvents, store.events(),
            new CollectionTasks(store.tasks(), clock, Duration.ofDays(1), Settings.defaults(TaskConfig.class)), work, store.journal(),
            clock))) {
        var subscribed = routes.deliveries().builtIn();
        subscribed.forEach(each -> store.outbox().position(each.subscriber().name()));
        for (int i = 0; i < size.messages; i++) {
          store.readings().record(List.of(reading(i, size.values)));
        }
        double ours = delivered(routes, store, size, clock);
        if (told)
          table.row("messages/s of %d values".formatted(size.values), ours, alone(routes.jmsUrl(), size), "a producer alone");
      }
    }
  }

  private static MeterReading reading(int meter, int values) {
    var value = new double[values];
    var quality = new int[values];
    for (int i = 0; i < values; i++) {
      value[i] = (meter * 7 + i * 13) % 2_000 / 1_000.0;
      quality[i] = ReadingQuality.VALID.packed();
    }
    return new MeterReading(Mrid.derivedFrom("meter " + meter), List.of(),
      List.of(new IntervalBlock(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh, START, Duration.ofMinutes(15), value, quality)));
  }

  private static double delivered(Routes routes, Store store, Size size, InstantSource clock) throws Exception {
    var come = new CountDownLatch(size.messages);
    try (var factory = new ActiveMQConnectionFactory(routes.jmsUrl()); Connection connection = factory.createConnection()) {
      connection.setClientID("bench");
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      session.createDurableSubscriber(session.createTopic("meridian.cim.event.MeterReadings"), "bench")
        .setMessageListener(_ -> come.countDown());
      connection.start();
      long began_ns = System.nanoTime();
      try (var _ = new Deliver(store.outbox(), routes.deliveries().builtIn(), clock)) {
        if (!come.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          throw new IllegalStateException(come.getCount() + " of " + size.messages + " messages did not come");
        return size.messages * 1e9 / (System.nanoTime() - began_ns);
      }
    }
  }

  /** About as long as our message of so many values. */
  private static double alone(String url, Size size) throws JMSException {
    String text = "x".repeat(900 + size.values * 190);
    try (var factory = new ActiveMQConnectionFactory(url); Connection connection = factory.createConnection()) {
      Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
      MessageProducer producer = session.createProducer(session.createQueue("bench"));
      long began_ns = System.nanoTime();
      for (int i = 1; i <= size.messages; i++) {
        producer.send(session.createTextMessage(text));
        if (i % 64 == 0 || i == size.messages) session.commit();
      }
      return size.messages * 1e9 / (System.nanoTime() - began_ns);
    }
  }
}
