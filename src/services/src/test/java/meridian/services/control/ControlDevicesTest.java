package meridian.services.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.services.Grids;
import meridian.services.MemoryCommands;
import meridian.services.field.Field;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterStates;
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
  private final MemoryCommands commands = new MemoryCommands();
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
    var recordEvents = new RecordEvents(new NoEvents(), registry, new MeterStates(new LiveState(1)), new Feed<>(), now::get);
    InstantSource clock = now::get;
    try (var controls = new ControlDevices(commands, registry, field, recordEvents, clock)) {
      controls.submit(request(type, meter));
      return await().atMost(Duration.ofSeconds(10)).until(() -> commands.findByDevice(meter, 1).getFirst().outcome(), Optional::isPresent)
        .orElseThrow();
    }
  }

  private static ControlRequest request(EndDeviceControlType type, Mrid... devices) {
    return new ControlRequest("test", "message", "", "", "test", type, List.of(devices), "", Priority.NORMAL, NOON, Duration.ofMinutes(1));
  }

  private static final class ScriptedField implements Field {
    private final Queue<Supplier<Outcome<RelayState>>> answers = new ArrayDeque<>();
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

  private static final class NoEvents implements EventStore {
    @Override
    public List<EndDeviceEvent> record(List<EndDeviceEvent> events) { return events; }

    @Override
    public List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) { return List.of(); }

    @Override
    public List<EndDeviceEvent> latest(int limit) { return List.of(); }
  }
}
