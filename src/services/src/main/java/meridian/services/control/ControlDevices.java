package meridian.services.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import meridian.adapter.Control;
import meridian.model.Mrid;
import meridian.model.control.Cancellation;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEvent;
import meridian.services.field.Field;
import meridian.services.live.Feed;
import meridian.services.port.CommandStore;
import meridian.services.record.RecordEvents;
import meridian.services.registry.Registry;

/**
 * Down: one command a device, carried out under a lease with a fencing number, its outcome the relay state read back. After a doubtful
 * attempt the meter is asked for its state before anything is repeated. A command that has not ended when it expires ends then, whatever
 * its meter does. Safe for concurrent callers.
 */
public final class ControlDevices implements AutoCloseable {
  private final CommandStore commands;
  private final RecordEvents recordEvents;
  private final InstantSource clock;
  private final Feed<Command> progress = new Feed<>();
  private final Outcomes outcomes;
  private final Dispatcher dispatcher;

  /**
   * Begins to carry out what the store holds open.
   *
   * @param clock when commands fall due and expire, and what outcomes are stamped with; leases run on the machine's own time
   */
  public ControlDevices(CommandStore commands, Registry registry, Field field, RecordEvents recordEvents, InstantSource clock) {
    this.commands = commands;
    this.recordEvents = recordEvents;
    this.clock = clock;
    outcomes = new Outcomes(commands, recordEvents, clock, progress);
    var lease = new Lease(commands, field, new SteadyClock());
    dispatcher = new Dispatcher(commands, new Attempt(registry, field, lease, clock), lease, outcomes, clock, progress);
  }

  /**
   * Keeps the request durably and begins to carry it out; returns at once. The same MessageID again from the same sender returns the
   * commands of the first time.
   *
   * @return one command a device, in the request's order
   * @throws UnsupportedControl when the hub knows no such control; nothing is kept
   */
  public List<Command> submit(ControlRequest request) throws UnsupportedControl {
    if (find(request.type()).isEmpty()) throw new UnsupportedControl(request.type().code());
    Instant now = clock.instant();
    Instant due = request.notBefore().isAfter(now) ? request.notBefore() : now;
    List<Command> asked = new ArrayList<>();
    for (Mrid device : request.devices()) {
      asked.add(new Command(Mrid.random(), request.sender(), request.messageId(), request.correlationId(), request.replyAddress(),
        request.requestedBy(), device, request.type(), request.reason(), request.priority(), now, due, due.plus(request.validFor()),
        new Command.Queued(0)));
    }
    List<Command> kept = commands.submit(asked);
    kept.forEach(progress::tell);
    dispatcher.look();
    return kept;
  }

  /**
   * Takes commands back as far as that can still be done: one that was never tried is finished as Cancelled; one that may have been sent is
   * not sent again, and its outcome is what the meter shows; one that is Finished stays. The same MessageID again from the same sender gets
   * the same answer.
   *
   * @return one a command, in the order asked; commands nobody knows are left out
   */
  public List<Cancellation> cancel(CommandStore.Cancel cancel) {
    Map<Mrid, EndDeviceEvent> made = new ConcurrentHashMap<>();
    List<Cancellation> results = commands.cancel(cancel, clock.instant(), command -> made.computeIfAbsent(command.mrid(), _ -> {
      ControlOutcome outcome = command.outcome().orElseThrow();
      return outcomes.event(command, outcome);
    }));
    made.values().forEach(recordEvents::show);
    for (Cancellation result : results) {
      commands.find(result.command()).ifPresent(progress::tell);
    }
    dispatcher.look();
    return results;
  }

  /** Each step of each command. */
  public Feed<Command> progress() { return progress; }

  public Optional<Command> find(Mrid command) { return commands.find(command); }

  /** The commands of one request; empty when it is not known. */
  public List<Command> findByRequest(String sender, String messageId) {
    return commands.findByRequest(sender, messageId);
  }

  public List<Command> findByDevice(Mrid device, int limit) { return commands.findByDevice(device, limit); }

  /** The control a type asks for; empty when the hub cannot carry it out. */
  public static Optional<Control> find(EndDeviceControlType type) {
    if (type.matches(EndDeviceControlType.DISCONNECT)) return Optional.of(Control.DISCONNECT);
    if (type.matches(EndDeviceControlType.CONNECT)) return Optional.of(Control.CONNECT);
    return Optional.empty();
  }

  /** Stops beginning commands; those under way keep their lease and are judged after the next start. */
  @Override
  public void close() { dispatcher.close(); }

  /** A control type the hub cannot carry out. Whose fault: the caller's. */
  public static final class UnsupportedControl extends Exception {
    private static final long serialVersionUID = 1;

    public UnsupportedControl(String code) {
      super("EndDeviceControlType " + code + " is not supported; supported: 3.31.0.23 (disconnect), 3.31.0.18 (connect)");
    }
  }
}
