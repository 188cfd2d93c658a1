package meridian.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.message.Exchange;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.MemoryCommands;
import meridian.services.MemoryTasks;
import meridian.services.MemoryWork;
import meridian.services.control.ControlDevices;
import meridian.services.deliver.Deliver;
import meridian.services.field.Field;
import meridian.services.journal.ReplayExchanges;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterStates;
import meridian.services.master.MasterData;
import meridian.services.port.EventStore;
import meridian.services.port.Journal;
import meridian.services.port.ReadingStore;
import meridian.services.read.ReadMeters;
import meridian.services.record.RecordEvents;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.TaskConfig;
import meridian.services.work.ServiceWork;

/** The hub's services over stores in memory and a field whose meters all answer, unless a test says otherwise. */
final class TestHub implements AutoCloseable {
  final InstantSource clock;
  final Registry registry;
  final LiveState live;
  final MeterStates states;
  final Feed<EndDeviceEvent> events = new Feed<>();
  final Events eventStore = new Events();
  final Relays field = new Relays();
  final Readings readings = new Readings();
  final RecordEvents recordEvents;
  final ControlDevices control;
  final CollectionTasks tasks;
  final ServiceWork work;
  final Exchanges journal = new Exchanges();
  final ReplayExchanges replay = new ReplayExchanges(journal);
  final List<String> waitingFor = new CopyOnWriteArrayList<>();
  Scenarios scenarios = Scenarios.NONE;
  volatile Optional<Deliver> deliver = Optional.empty();

  TestHub(Grid grid, InstantSource clock) {
    this.clock = clock;
    registry = new Registry(grid);
    live = new LiveState(registry.size());
    states = new MeterStates(live);
    recordEvents = new RecordEvents(eventStore, registry, states, events, clock);
    control = new ControlDevices(new MemoryCommands(), registry, field, recordEvents, clock);
    tasks = new CollectionTasks(new MemoryTasks(), clock, Duration.ofMinutes(15), new TaskConfig(10, 10));
    work = new ServiceWork(new MemoryWork(), registry, control, (_, _) -> new MasterData.Done(List.of(), List.of()), clock,
      Duration.ofMinutes(15));
  }

  ConsoleParts parts() {
    return new ConsoleParts(registry, live, new ReadMeters(readings, field), field, control, readings, tasks, work, eventStore, events,
      journal,
      replay,
      () -> deliver, scenarios, clock, 30, () -> waitingFor);
  }

  @Override
  public void close() {
    work.close();
    control.close();
  }

  /** Every meter has a daily shape, made up on the spot. */
  final class Readings implements ReadingStore {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Override
    public int record(List<MeterReading> batch) { return 0; }

    @Override
    public void read(Collection<Mrid> meters, Set<ReadingType> types, TimePeriod period, Consumer<MeterReading> sink) {
      long first = Math.floorDiv(period.start().getEpochSecond(), QUARTER.toSeconds()) + 1;
      int size = (int) (Math.floorDiv(period.end().getEpochSecond(), QUARTER.toSeconds()) - first + 1);
      if (size <= 0) return;
      var values = new double[size];
      var qualities = new int[size];
      for (int i = 0; i < size; i++) {
        double hour = (first + i) % 96 / 4.0;
        values[i] = 0.05 + 0.15 * Math.exp(-Math.pow(hour - 7.5, 2) / 4) + 0.3 * Math.exp(-Math.pow(hour - 19, 2) / 6);
        qualities[i] = ReadingQuality.VALID.packed();
      }
      var firstEnd = Instant.ofEpochSecond(first * QUARTER.toSeconds());
      for (Mrid meter : meters) {
        sink.accept(new MeterReading(meter, List.of(),
          List.of(new IntervalBlock(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh, firstEnd, QUARTER, values, qualities))));
      }
    }

    @Override
    public List<Reading> lastValues(Mrid meter) {
      Instant now = clock.instant();
      return List.of(new Reading(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, now, 1234.5, ReadingQuality.VALID),
        new Reading(ReadingType.VOLTAGE_A_V, now, 231.2, ReadingQuality.VALID),
        new Reading(ReadingType.ACTIVE_POWER_kW, now, 412, ReadingQuality.VALID));
    }

    @Override
    public void lastValues(Set<ReadingType> types, BiConsumer<Mrid, Reading> sink) {}

    @Override
    public Map<Mrid, Instant> lastIntervalEnds(ReadingType type) { return Map.of(); }
  }

  /** Newest first, as stored. */
  static final class Events implements EventStore {
    private final List<EndDeviceEvent> kept = new ArrayList<>();

    @Override
    public synchronized List<EndDeviceEvent> record(List<EndDeviceEvent> events) {
      kept.addAll(0, events.reversed());
      while (kept.size() > 5_000) {
        kept.removeLast();
      }
      return events;
    }

    @Override
    public synchronized List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) {
      return kept.stream().filter(event -> event.device().equals(device) && period.contains(event.createdDateTime())).limit(limit).toList();
    }

    @Override
    public List<EndDeviceEvent> find(Wanted wanted, long offset, int limit) { return List.of(); }

    @Override
    public synchronized List<EndDeviceEvent> latest(int limit) { return kept.stream().limit(limit).toList(); }
  }

  /** Kept in memory, found by noun only. */
  static final class Exchanges implements Journal {
    private final List<Kept> kept = new ArrayList<>();
    volatile Query asked = Query.newest(0);

    @Override
    public synchronized void append(Exchange exchange, byte[] body) {
      kept.add(new Kept(exchange.kept(kept.size() + 1, body.length), body));
    }

    @Override
    public synchronized Page search(Query query) {
      if (!query.asked().containsKey(Field.REPLAY_OF)) asked = query;
      List<Exchange> found = kept.reversed().stream().map(Kept::exchange)
        .filter(exchange -> query.asked().getOrDefault(Field.NOUN, exchange.noun()).equals(exchange.noun()))
        .filter(exchange -> query.asked().getOrDefault(Field.REPLAY_OF, "" + exchange.replayOf()).equals("" + exchange.replayOf()))
        .filter(exchange -> query.before() == 0 || exchange.id() < query.before()).toList();
      return found.size() <= query.limit()
        ? new Page(found, 0)
        : new Page(found.subList(0, query.limit()), found.get(query.limit() - 1).id());
    }

    @Override
    public synchronized Optional<Kept> find(long id) { return kept.stream().filter(each -> each.exchange().id() == id).findFirst(); }
  }

  /** Relays that do as they are told. */
  final class Relays implements Field {
    private final Map<Mrid, RelayState> relays = new ConcurrentHashMap<>();
    /** When there is one, it is what every meter says, instead of an answer. */
    volatile Optional<Outcome<RelayState>> trouble = Optional.empty();
    /** Run before each answer, on the caller's thread: tests hold calls here. */
    volatile Blocking before = () -> {};

    @Override
    public Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) throws InterruptedException {
      before.run();
      if (trouble.isPresent()) return trouble.get().trouble();
      return new Outcome.Done<>(new MeterReading(meter.mrid(), readings.lastValues(meter.mrid()), List.of()));
    }

    @Override
    public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period)
      throws InterruptedException {
      return readNow(meter, registers);
    }

    @Override
    public Outcome<RelayState> control(Meter meter, Control control) throws InterruptedException {
      before.run();
      if (trouble.isPresent()) return trouble.get();
      relays.put(meter.mrid(), control == Control.DISCONNECT ? RelayState.DISCONNECTED : RelayState.CONNECTED);
      return ping(meter);
    }

    @Override
    public Outcome<RelayState> ping(Meter meter) throws InterruptedException {
      before.run();
      if (trouble.isPresent()) return trouble.get();
      RelayState relay = relays.getOrDefault(meter.mrid(), RelayState.CONNECTED);
      int index = registry.indexOf(meter.mrid()).orElseThrow();
      states.answered(index, live.get(index));
      states.relay(index, relay);
      return new Outcome.Done<>(relay);
    }

    @Override
    public Duration patience() { return Duration.ofSeconds(5); }
  }

  interface Blocking {
    void run() throws InterruptedException;
  }
}
