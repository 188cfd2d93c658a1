package meridian.services.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.grid.Meter;
import meridian.services.field.Field;
import meridian.services.live.Feed;
import meridian.services.port.CommandStore;
import meridian.services.port.StoreException;
import meridian.services.record.RecordEvents;
import meridian.services.registry.Registry;

/**
 * Down: one command a device, carried out under a lease with a fencing number, its outcome the relay state read back. After a doubtful
 * attempt the meter is asked for its state before anything is repeated. Safe for concurrent callers.
 */
public final class ControlDevices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlDevices.class);
  private static final int AT_ONCE = 32;
  private static final Duration BACK_OFF = Duration.ofSeconds(2);
  private static final int LONGEST_BACK_OFF = 15;

  private final CommandStore commands;
  private final Registry registry;
  private final Field field;
  private final RecordEvents recordEvents;
  private final InstantSource clock;
  private final InstantSource leaseClock = new SteadyClock();
  private final Feed<Command> progress = new Feed<>();
  private final Map<Mrid, Instant> inHand = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Semaphore news = new Semaphore(1);
  private final Thread dispatcher;

  /**
   * Begins to carry out what the store holds open.
   *
   * @param clock stamps requests and outcomes; leases run on the machine's own time
   */
  public ControlDevices(CommandStore commands, Registry registry, Field field, RecordEvents recordEvents, InstantSource clock) {
    this.commands = commands;
    this.registry = registry;
    this.field = field;
    this.recordEvents = recordEvents;
    this.clock = clock;
    dispatcher = Thread.ofVirtual().name("commands").start(this::dispatch);
  }

  /**
   * Keeps the request durably and begins to carry it out; returns at once. The same MessageID again returns the commands of the first time.
   *
   * @return one command a device, in the request's order
   * @throws UnsupportedControl when the hub knows no such control; nothing is kept
   */
  public List<Command> submit(ControlRequest request) throws UnsupportedControl {
    if (find(request.type()).isEmpty()) throw new UnsupportedControl(request.type().code());
    Instant now = clock.instant();
    List<Command> asked = new ArrayList<>();
    for (Mrid device : request.devices()) {
      asked
        .add(new Command(Mrid.random(), request.messageId(), request.correlationId(), request.replyAddress(), request.requestedBy(), device,
          request.type(), request.reason(), now, now.plus(request.validFor()), new Command.Queued(0)));
    }
    List<Command> kept = commands.submit(asked);
    kept.forEach(progress::tell);
    news.release();
    return kept;
  }

  /** Each step of each command. */
  public Feed<Command> progress() { return progress; }

  public List<Command> findByMessageId(String messageId) { return commands.findByMessageId(messageId); }

  public List<Command> findByDevice(Mrid device, int limit) { return commands.findByDevice(device, limit); }

  /** The control a type asks for; empty when the hub cannot carry it out. */
  public static Optional<Control> find(EndDeviceControlType type) {
    if (type.matches(EndDeviceControlType.DISCONNECT)) return Optional.of(Control.DISCONNECT);
    if (type.matches(EndDeviceControlType.CONNECT)) return Optional.of(Control.CONNECT);
    return Optional.empty();
  }

  private void dispatch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          Instant now = leaseClock.instant();
          for (Command command : freshFirst(commands.due(now, inHand.size() + 10 * AT_ONCE))) {
            Instant notBefore = inHand.get(command.mrid());
            if (notBefore != null && now.isBefore(notBefore)) continue;
            places.acquire();
            inHand.put(command.mrid(), Instant.MAX);
            Thread.ofVirtual().name("command " + command.mrid()).start(() -> carryOut(command));
          }
        } catch (StoreException trouble) {
          LOG.error("commands wait for the store: {}", trouble.getMessage());
        } catch (RuntimeException defect) {
          LOG.error("commands could not be begun; tried again", defect);
        }
        news.tryAcquire(1, TimeUnit.SECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Commands that wait for a silent meter crowd nobody else out. */
  private List<Command> freshFirst(List<Command> due) {
    return due.stream().sorted(Comparator.comparing(command -> inHand.containsKey(command.mrid()))).toList();
  }

  private void carryOut(Command queued) {
    Instant again = Instant.MAX;
    try {
      Instant now = leaseClock.instant();
      Optional<Command> leased = commands.lease(queued.mrid(), now, now.plus(field.patience().multipliedBy(3)));
      if (leased.isPresent() && leased.get().state() instanceof Command.Running(int attempts, long fencing, _)) {
        progress.tell(leased.get());
        Optional<ControlOutcome> outcome = attempt(leased.get(), attempts);
        if (outcome.isPresent()) {
          finish(leased.get(), fencing, outcome.get());
        } else if (commands.release(queued.mrid(), fencing)) {
          again = leaseClock.instant().plus(BACK_OFF.multipliedBy(Math.min(attempts, LONGEST_BACK_OFF)));
          progress.tell(leased.get().in(new Command.Queued(attempts)));
        }
      }
    } catch (StoreException trouble) {
      LOG.error("command {} waits for the store: {}", queued.mrid(), trouble.getMessage());
      again = leaseClock.instant().plus(BACK_OFF);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      if (again.equals(Instant.MAX)) inHand.remove(queued.mrid());
      else
        inHand.put(queued.mrid(), again);
      places.release();
    }
  }

  /** One try. Empty: doubtful, to be tried again. */
  private Optional<ControlOutcome> attempt(Command command, int attempts) throws InterruptedException {
    Optional<Meter> meter = registry.findMeter(command.device());
    Optional<Control> control = find(command.type());
    if (meter.isEmpty() || control.isEmpty())
      return Optional.of(new ControlOutcome.Refused("the hub no longer knows the device or the control"));
    boolean expired = clock.instant().isAfter(command.expires());
    if (attempts == 1 && expired) return Optional.of(new ControlOutcome.Cancelled("expired before it was tried"));
    if (attempts > 1) {
      Outcome<RelayState> seen = field.ping(meter.get());
      if (seen instanceof Outcome.Done(var relay) && isThere(control.get(), relay)) return Optional.of(judge(control.get(), relay));
      if (expired) return Optional.of(new ControlOutcome.TimedOut("expired before it could be tried again"));
    }
    Outcome<RelayState> outcome = field.control(meter.get(), control.get());
    boolean last = clock.instant().isAfter(command.expires());
    return switch (outcome) {
      case Outcome.Done<RelayState>(var relay) -> Optional.of(judge(control.get(), relay));
      case Outcome.Refused<RelayState>(var reason) -> Optional.of(new ControlOutcome.Refused(reason));
      case Outcome.Unsupported<RelayState>(var reason) -> Optional.of(new ControlOutcome.Refused(reason));
      case Outcome.TimedOut<RelayState>(var reason) -> last ? Optional.of(new ControlOutcome.TimedOut(reason)) : Optional.empty();
      case Outcome.Unreachable<RelayState>(var reason) -> last ? Optional.of(new ControlOutcome.TimedOut(reason)) : Optional.empty();
      case Outcome.Garbled<RelayState>(var reason) -> last ? Optional.of(new ControlOutcome.Failed(reason)) : Optional.empty();
    };
  }

  private static boolean isThere(Control control, RelayState relay) {
    return switch (control) {
      case DISCONNECT -> relay == RelayState.DISCONNECTED;
      case CONNECT -> relay != RelayState.DISCONNECTED;
    };
  }

  private static ControlOutcome judge(Control control, RelayState relay) {
    return switch (relay) {
      case CONNECTED ->
        control == Control.CONNECT ? new ControlOutcome.Connected() : new ControlOutcome.Failed("the relay is still closed");
      case DISCONNECTED ->
        control == Control.DISCONNECT ? new ControlOutcome.Disconnected() : new ControlOutcome.Failed("the relay is still open");
      case READY_FOR_RECONNECTION -> new ControlOutcome.Armed();
    };
  }

  private void finish(Command command, long fencing, ControlOutcome outcome) {
    EndDeviceEvent event = event(command, outcome);
    commands.finish(command.mrid(), fencing, outcome, event.createdDateTime(), event).ifPresent(finished -> {
      recordEvents.show(event);
      progress.tell(finished);
    });
  }

  private EndDeviceEvent event(Command command, ControlOutcome outcome) {
    record Told(EndDeviceEventType type, String reason) {}
    Told told = switch (outcome) {
      case ControlOutcome.Connected _ -> new Told(EndDeviceEventType.REMOTE_CONNECTED, "");
      case ControlOutcome.Disconnected _ -> new Told(EndDeviceEventType.REMOTE_DISCONNECTED, "");
      case ControlOutcome.Armed _ -> new Told(EndDeviceEventType.ARMED_FOR_CLOSURE, "armed: waiting for the button on the meter");
      case ControlOutcome.Failed(var reason) -> new Told(EndDeviceEventType.CONTROL_FAILED, reason);
      case ControlOutcome.TimedOut(var reason) -> new Told(EndDeviceEventType.CONTROL_FAILED, reason);
      case ControlOutcome.Refused(var reason) -> new Told(EndDeviceEventType.CONTROL_FAILED, reason);
      case ControlOutcome.Cancelled(var reason) -> new Told(EndDeviceEventType.CONTROL_FAILED, reason);
    };
    Map<String, String> details = new HashMap<>();
    details.put("controlType", command.type().code());
    return new EndDeviceEvent(Mrid.derivedFrom("outcome of " + command.mrid()), command.device(), told.type(), clock.instant(),
      told.reason(),
      command.messageId(), details);
  }

  /** Stops beginning commands; those under way keep their lease and are judged after the next start. */
  @Override
  public void close() { dispatcher.interrupt(); }

  /** A control type the hub cannot carry out. Whose fault: the caller's. */
  public static final class UnsupportedControl extends Exception {
    private static final long serialVersionUID = 1;

    public UnsupportedControl(String code) {
      super("EndDeviceControlType " + code + " is not supported; supported: 3.31.0.23 (disconnect), 3.31.0.18 (connect)");
    }
  }
}
