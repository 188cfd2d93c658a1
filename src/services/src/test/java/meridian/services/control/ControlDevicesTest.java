package meridian.services.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.services.Grids;
import meridian.services.field.Field;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterStates;
import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.record.RecordEvents;
import meridian.services.registry.Registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Promise 2: one final outcome per device, the state that was seen. */
class ControlDevicesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final Registry registry = new Registry(Grids.meters("M1"));
  private final Mrid meter = registry.meter(0).mrid();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Commands commands = new Commands();
  private final ScriptedField field = new ScriptedField();

  @Test
  void aDoubtfulControlIsNotRepeatedAfterItExpired() throws Exception {
    field.answers.add(() -> {
      now.set(NOON.plusSeconds(61));
      return new Outcome.TimedOut<>("no answer");
    });
    field.relay = RelayState.CONNECTED;
    assertThat(outcomeOf(EndDeviceControlType.DISCONNECT)).isInstanceOf(ControlOutcome.TimedOut.class);
    assertThat(field.controls).hasValue(1);
  }

  @Test
  void aDoubtfulControlThatTookEffectIsSeenAndNotRepeated() throws Exception {
    field.answers.add(() -> new Outcome.TimedOut<>("no answer"));
    field.relay = RelayState.DISCONNECTED;
    assertThat(outcomeOf(EndDeviceControlType.DISCONNECT)).isEqualTo(new ControlOutcome.Disconnected());
    assertThat(field.controls).hasValue(1);
  }

  @Test
  void aRelayThatOnlyWaitsForAHandIsNotYetDisconnected() throws Exception {
    field.answers.add(() -> new Outcome.TimedOut<>("no answer"));
    field.answers.add(() -> new Outcome.Done<>(RelayState.DISCONNECTED));
    field.relay = RelayState.READY_FOR_RECONNECTION;
    assertThat(outcomeOf(EndDeviceControlType.DISCONNECT)).isEqualTo(new ControlOutcome.Disconnected());
  }

  @Test
  void aDeviceNamedTwiceIsAskedOnce() {
    assertThat(request(EndDeviceControlType.CONNECT, meter, meter).devices()).containsExactly(meter);
  }

  private ControlOutcome outcomeOf(EndDeviceControlType type) throws Exception {
    var recordEvents = new RecordEvents(new NoEvents(), registry, new MeterStates(new LiveState(1)), new Feed<>());
    InstantSource clock = now::get;
    try (var controls = new ControlDevices(commands, registry, field, recordEvents, clock)) {
      Mrid command = controls.submit(request(type, meter)).getFirst().mrid();
      return await().atMost(Duration.ofSeconds(10)).until(() -> commands.kept.get(command).outcome(), Optional::isPresent).orElseThrow();
    }
  }

  private static ControlRequest request(EndDeviceControlType type, Mrid... devices) {
    return new ControlRequest("message", "", "", "test", type, List.of(devices), "", Duration.ofMinutes(1));
  }

  private static final class ScriptedField implements Field {
    private final Queue<java.util.function.Supplier<Outcome<RelayState>>> answers = new ArrayDeque<>();
    private final AtomicInteger controls = new AtomicInteger();
    private volatile RelayState relay = RelayState.CONNECTED;

    @Override
    public Outcome<RelayState> control(Meter asked, Control control) {
      controls.incrementAndGet();
      return answers.remove().get();
    }

    @Override
    public Outcome<RelayState> ping(Meter asked) { return new Outcome.Done<>(relay); }

    @Override
    public Outcome<MeterReading> readNow(Meter asked, Set<ReadingType> types) { throw new UnsupportedOperationException(); }

    @Override
    public Outcome<MeterReading> collect(Meter asked, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration patience() { return Duration.ofSeconds(1); }
  }

  private static final class Commands implements CommandStore {
    private final Map<Mrid, Command> kept = Collections.synchronizedMap(new LinkedHashMap<>());
    private final AtomicInteger fencing = new AtomicInteger();

    @Override
    public List<Command> submit(List<Command> request) {
      request.forEach(command -> kept.put(command.mrid(), command));
      return request;
    }

    @Override
    public List<Command> due(Instant at, int limit) {
      return List.copyOf(kept.values()).stream().filter(command -> command.state() instanceof Command.Queued).toList();
    }

    @Override
    public Optional<Command> lease(Mrid mrid, Instant at, Instant leaseEnds) {
      if (!(kept.get(mrid).state() instanceof Command.Queued(int attempts))) return Optional.empty();
      return Optional.of(step(mrid, new Command.Running(attempts + 1, fencing.incrementAndGet(), leaseEnds)));
    }

    @Override
    public boolean release(Mrid mrid, long lease) {
      if (!(kept.get(mrid).state() instanceof Command.Running(int attempts, long held, _)) || held != lease) return false;
      step(mrid, new Command.Queued(attempts));
      return true;
    }

    @Override
    public Optional<Command> finish(Mrid mrid, long lease, ControlOutcome outcome, Instant at, EndDeviceEvent event) {
      return Optional.of(step(mrid, new Command.Finished(outcome, at)));
    }

    private Command step(Mrid mrid, Command.State next) {
      Command stepped = kept.get(mrid).in(next);
      kept.put(mrid, stepped);
      return stepped;
    }

    @Override
    public List<Command> findByMessageId(String messageId) { return List.copyOf(kept.values()); }

    @Override
    public List<Command> findByDevice(Mrid device, int limit) { return List.copyOf(kept.values()); }
  }

  private static final class NoEvents implements EventStore {
    @Override
    public List<EndDeviceEvent> record(List<EndDeviceEvent> events) { return events; }

    @Override
    public List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) { return List.of(); }

    @Override
    public List<EndDeviceEvent> latest(int limit) { return List.of(); }
  }
}
