package meridian.services.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.event.EndDeviceEvent;
import meridian.services.Grids;
import meridian.services.MemoryCommands;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterStates;
import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.record.RecordEvents;
import meridian.services.registry.Registry;

import static org.awaitility.Awaitility.await;

/** Fifty meters, M1 to M50, at noon, and what it takes to control them. Requests are of {@code cis}, their MessageID the meter's name. */
class Controls {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  final Registry registry = new Registry(Grids.meters(IntStream.rangeClosed(1, 50).mapToObj(i -> "M" + i).toArray(String[]::new)));
  final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  final MemoryCommands commands;
  final ScriptedField field = new ScriptedField();

  Controls() { this(new MemoryCommands()); }

  Controls(MemoryCommands commands) { this.commands = commands; }

  ControlDevices start() { return start(commands); }

  ControlDevices start(CommandStore store) {
    var recordEvents = new RecordEvents(new NoEvents(), registry, new MeterStates(new LiveState(registry.size())), new Feed<>(), now::get);
    return new ControlDevices(store, registry, field, recordEvents, now::get);
  }

  static Mrid meter(String name) { return Mrid.derivedFrom(name); }

  /** A disconnection that may be tried for a minute. */
  static ControlRequest disconnect(String meter) {
    return disconnect(meter, meter, Priority.NORMAL, NOON, Duration.ofMinutes(1));
  }

  static ControlRequest disconnect(String messageId, String meter, Priority priority, Instant notBefore, Duration validFor) {
    return new ControlRequest("cis", messageId, "", "", "cis", EndDeviceControlType.DISCONNECT, List.of(meter(meter)), "", priority,
      notBefore, validFor);
  }

  /** The one command of a request. */
  Command command(String messageId) { return commands.findByRequest("cis", messageId).getFirst(); }

  ControlOutcome outcome(String messageId) {
    return await().atMost(Duration.ofSeconds(20)).until(() -> command(messageId).outcome(), Optional::isPresent).orElseThrow();
  }

  void awaitAsked(String... questions) {
    await().atMost(Duration.ofSeconds(20)).until(() -> field.asked.containsAll(Stream.of(questions).toList()));
  }

  CommandStore.Cancel cancel(String messageId) {
    return new CommandStore.Cancel("cis", "cancel " + messageId, List.of(command(messageId).mrid()), "anna");
  }

  private static final class NoEvents implements EventStore {
    @Override
    public List<EndDeviceEvent> record(List<EndDeviceEvent> events) { return events; }

    @Override
    public List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) { return List.of(); }

    @Override
    public List<EndDeviceEvent> find(Wanted wanted, long offset, int limit) { return List.of(); }

    @Override
    public List<EndDeviceEvent> latest(int limit) { return List.of(); }
  }
}
