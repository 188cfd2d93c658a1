package meridian.services.field;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.Capability;
import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.adapter.Value;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.services.live.MeterState;
import meridian.services.live.MeterStates;
import meridian.services.record.RecordReadings;
import meridian.services.registry.Registry;

/**
 * The field over real lines. Each conversation runs on a thread of its own, which is interrupted and left behind when time is up, so an
 * adapter that hangs, throws or leaks harms its own meter only. They are platform threads: a few adapters that spin would take every
 * carrier of the virtual ones, and with them the whole hub.
 */
public final class LineField implements Field {
  private static final Logger LOG = LoggerFactory.getLogger(LineField.class);

  private final Map<String, InstalledAdapter> adapters;
  private final Registry registry;
  private final RecordReadings recordReadings;
  private final MeterStates states;
  private final FieldConfig config;
  private final Semaphore conversations;
  /** The rest of the conversations is for people and commands. */
  private final Semaphore collections;
  private final Map<Mrid, Semaphore> turns = new ConcurrentHashMap<>();

  public LineField(Map<String, InstalledAdapter> adapters, Registry registry, RecordReadings recordReadings, MeterStates states,
    FieldConfig config) {
    this.adapters = Map.copyOf(adapters);
    this.registry = registry;
    this.recordReadings = recordReadings;
    this.states = states;
    this.config = config;
    conversations = new Semaphore(config.maxConversations());
    collections = new Semaphore(Math.max(1, config.maxConversations() * 3 / 4));
  }

  @Override
  public Duration patience() { return config.conversationPatience(); }

  @Override
  public Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) throws InterruptedException {
    return recorded(meter, converse(meter, Capability.READ_ON_DEMAND,
      (line, device) -> line.readNow(device, codes(types), config.answerPatience())));
  }

  @Override
  public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period)
    throws InterruptedException {
    collections.acquire();
    Outcome<DeviceReadings> outcome;
    try {
      outcome = converse(meter, Capability.READ_PROFILE, (line, device) -> collect(line, device, meter, registers, intervals, period));
    } finally {
      collections.release(); // while these readings wait for the store, the next meter speaks
    }
    return recorded(meter, outcome);
  }

  private Outcome<DeviceReadings> collect(Line line, Device device, Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals,
    TimePeriod period) throws InterruptedException {
    boolean relayDoubtful = stateOf(meter) != MeterState.ON;
    if (relayDoubtful && can(meter, Capability.CONTROL)
      && line.readRelay(device, config.answerPatience()) instanceof Outcome.Done(var relay))
      registry.indexOf(meter.mrid()).ifPresent(index -> states.relay(index, relay));
    if (intervals.isEmpty()) return line.readNow(device, codes(registers), config.answerPatience());
    var profile = line.readProfile(device, codes(intervals), period.start(), period.end(), config.answerPatience());
    if (registers.isEmpty() || !(profile instanceof Outcome.Done(var rows))) return profile;
    var now = line.readNow(device, codes(registers), config.answerPatience());
    return now instanceof Outcome.Done(var values) ? new Outcome.Done<>(together(rows, values)) : profile;
  }

  @Override
  public Outcome<RelayState> control(Meter meter, Control control) throws InterruptedException {
    return seen(meter, converse(meter, Capability.CONTROL, (line, device) -> line.control(device, control, config.answerPatience())));
  }

  @Override
  public Outcome<RelayState> ping(Meter meter) throws InterruptedException {
    return seen(meter, converse(meter, Capability.CONTROL, (line, device) -> line.readRelay(device, config.answerPatience())));
  }

  private Outcome<MeterReading> recorded(Meter meter, Outcome<DeviceReadings> outcome) {
    if (!(outcome instanceof Outcome.Done(var said))) return outcome.trouble();
    var kept = recordReadings.record(Map.of(meter, said));
    return new Outcome.Done<>(kept.isEmpty() ? new MeterReading(meter.mrid(), List.of(), List.of()) : kept.getFirst());
  }

  private Outcome<RelayState> seen(Meter meter, Outcome<RelayState> outcome) {
    if (outcome instanceof Outcome.Done(var relay)) registry.indexOf(meter.mrid()).ifPresent(index -> states.relay(index, relay));
    return outcome;
  }

  /** What is said on one line. */
  @FunctionalInterface
  private interface Conversation<T> {
    Outcome<T> hold(Line line, Device device) throws InterruptedException;
  }

  private <T> Outcome<T> converse(Meter meter, Capability needed, Conversation<T> conversation) throws InterruptedException {
    InstalledAdapter installed = adapters.get(meter.adapter());
    if (installed == null)
      return new Outcome.Unsupported<>("adapter '" + meter.adapter() + "' of meter " + meter.name() + " is not installed");
    if (!installed.capabilities().contains(needed))
      return new Outcome.Unsupported<>("adapter " + installed.name() + " declares no " + needed);
    Semaphore turn = turns.computeIfAbsent(meter.mrid(), _ -> new Semaphore(1));
    if (!turn.tryAcquire(patience().toMillis(), TimeUnit.MILLISECONDS))
      return new Outcome.TimedOut<>("another conversation with the meter did not end");
    boolean begun = false;
    try {
      if (!conversations.tryAcquire(patience().toMillis(), TimeUnit.MILLISECONDS))
        return new Outcome.TimedOut<>("too many conversations with other meters are under way");
      try {
        MeterState atStart = stateOf(meter);
        begun = true;
        Outcome<T> outcome = within(meter, installed, conversation, turn);
        registry.indexOf(meter.mrid()).ifPresent(index -> show(index, outcome, atStart));
        return outcome;
      } finally {
        conversations.release();
      }
    } finally {
      if (!begun) turn.release();
    }
  }

  /**
   * @param turn given back when the conversation's thread ends, however long after its time: what was left behind neither meets the next
   *     conversation with the meter nor is joined by a second one like it
   */
  private <T> Outcome<T> within(Meter meter, InstalledAdapter installed, Conversation<T> conversation, Semaphore turn)
    throws InterruptedException {
    var result = new CompletableFuture<Outcome<T>>();
    var open = new AtomicReference<@Nullable Line>();
    Thread thread = Thread.ofPlatform().daemon().name("line " + meter.name()).start(() -> {
      try {
        result.complete(onLine(meter, installed, conversation, open, result));
      } finally {
        turn.release();
      }
    });
    try {
      return result.get(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLong) {
      return new Outcome.TimedOut<>("no end within " + patience().toSeconds() + " s");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      if (result.complete(new Outcome.TimedOut<>("left behind"))) {
        thread.interrupt();
        Line line = open.get();
        // Closing may hang as well.
        if (line != null) Thread.ofPlatform().daemon().name("close " + meter.name()).start(() -> closeQuietly(installed, line));
      }
    }
  }

  private <T> Outcome<T> onLine(Meter meter, InstalledAdapter installed, Conversation<T> conversation,
    AtomicReference<@Nullable Line> open, CompletableFuture<Outcome<T>> result) {
    var device = new Device(meter.serialNumber(), meter.lanAddress(), meter.model());
    Line line = null;
    try {
      line = installed.adapter().open(device);
      open.set(line);
      if (result.isDone()) return new Outcome.TimedOut<>("connected too late");
      return conversation.hold(line, device);
    } catch (IOException nobodyThere) {
      return new Outcome.Unreachable<>(String.valueOf(nobodyThere.getMessage()));
    } catch (InterruptedException stopped) {
      return new Outcome.TimedOut<>("interrupted");
    } catch (RuntimeException | Error defect) {
      LOG.warn("adapter {} failed on meter {}: {}", installed.name(), meter.name(), defect.toString());
      return new Outcome.Garbled<>("the adapter failed: " + defect.getClass().getSimpleName());
    } finally {
      closeQuietly(installed, line);
    }
  }

  private static void closeQuietly(InstalledAdapter installed, @Nullable Line line) {
    if (line == null) return;
    try {
      line.close();
    } catch (RuntimeException defect) {
      LOG.warn("adapter {} failed to close a line: {}", installed.name(), defect.toString());
    }
  }

  private boolean can(Meter meter, Capability capability) {
    InstalledAdapter installed = adapters.get(meter.adapter());
    return installed != null && installed.capabilities().contains(capability);
  }

  private void show(int meter, Outcome<?> outcome, MeterState atStart) {
    switch (outcome) {
      case Outcome.Done<?> _,Outcome.Refused<?> _ -> states.answered(meter, atStart);
      case Outcome.Unreachable<?> _,Outcome.TimedOut<?> _,Outcome.Garbled<?> _ -> states.silent(meter);
      case Outcome.Unsupported<?> _ -> {}
    }
  }

  /** {@code UNKNOWN} when the meter is gone meanwhile. */
  private MeterState stateOf(Meter meter) {
    var index = registry.indexOf(meter.mrid());
    return index.isEmpty() ? MeterState.UNKNOWN : states.live().get(index.getAsInt());
  }

  private static Set<String> codes(Set<ReadingType> types) {
    return types.stream().map(ReadingType::code).collect(Collectors.toUnmodifiableSet());
  }

  private static DeviceReadings together(DeviceReadings profile, DeviceReadings registers) {
    List<Value> values = new ArrayList<>(profile.values());
    values.addAll(registers.values());
    return new DeviceReadings(profile.serialNumber(), values);
  }
}
