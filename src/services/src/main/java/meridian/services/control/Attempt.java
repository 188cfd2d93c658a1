package meridian.services.control;

import java.time.InstantSource;
import java.util.Optional;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.grid.Meter;
import meridian.services.field.Field;
import meridian.services.registry.Registry;

/** One try at a command: what may be asked of the meter, and what its answer means. */
record Attempt(Registry registry, Field field, Lease lease, InstantSource clock) {

  /** What a try came to. */
  sealed interface Result {
    record Ended(ControlOutcome outcome) implements Result {}

    /** It may have taken effect: to be tried again, beginning with a question. */
    record Doubtful() implements Result {}

    /** The lease is another's: nothing was sent since, and nothing may be written. */
    record Lost() implements Result {}
  }

  Result make(Command command, Command.Running held) throws InterruptedException {
    Optional<Meter> meter = registry.findMeter(command.device());
    Optional<Control> control = ControlDevices.find(command.type());
    if (meter.isEmpty() || control.isEmpty())
      return ended(new ControlOutcome.Refused("the hub no longer knows the device or the control"));
    if (held.attempts() > 1) return again(command, held, meter.get(), control.get());
    if (isOver(command)) return ended(new ControlOutcome.Cancelled("expired before it was tried"));
    if (!lease.holds(held)) return new Result.Lost();
    return send(command, meter.get(), control.get());
  }

  /** An earlier try may have taken effect, also one of a process that is no more: the meter knows. */
  private Result again(Command command, Command.Running held, Meter meter, Control control) throws InterruptedException {
    Outcome<RelayState> seen = field.ping(meter);
    Optional<RelayState> relay = seen instanceof Outcome.Done(var state) ? Optional.of(state) : Optional.empty();
    if (relay.filter(state -> isThere(control, state)).isPresent()) return ended(judge(control, relay.get()));
    boolean over = isOver(command);
    Optional<Command> still = over ? Optional.of(command) : lease.renew(command.mrid(), held);
    if (still.isEmpty()) return new Result.Lost();
    String withdrawnBy = still.get().cancelRequestedBy();
    if (!withdrawnBy.isEmpty() && relay.isPresent())
      return ended(new ControlOutcome.Cancelled("withdrawn by " + withdrawnBy + "; " + words(relay.get())));
    if (over)
      return ended(relay.<ControlOutcome>map(state -> new ControlOutcome.Failed("tried until it expired; " + words(state)))
        .orElseGet(() -> new ControlOutcome.TimedOut("expired before it could be tried again")));
    return withdrawnBy.isEmpty() ? send(command, meter, control) : new Result.Doubtful();
  }

  private Result send(Command command, Meter meter, Control control) throws InterruptedException {
    Outcome<RelayState> outcome = field.control(meter, control);
    boolean over = isOver(command);
    return switch (outcome) {
      case Outcome.Done<RelayState>(var relay) -> ended(judge(control, relay));
      case Outcome.Refused<RelayState>(var reason) -> ended(new ControlOutcome.Refused(reason));
      case Outcome.Unsupported<RelayState>(var reason) -> ended(new ControlOutcome.Refused(reason));
      case Outcome.TimedOut<RelayState>(var reason) -> over ? ended(new ControlOutcome.TimedOut(reason)) : new Result.Doubtful();
      case Outcome.Unreachable<RelayState>(var reason) -> over ? ended(new ControlOutcome.TimedOut(reason)) : new Result.Doubtful();
      case Outcome.Garbled<RelayState>(var reason) -> over ? ended(new ControlOutcome.Failed(reason)) : new Result.Doubtful();
    };
  }

  private static Result ended(ControlOutcome outcome) { return new Result.Ended(outcome); }

  boolean isOver(Command command) { return !clock.instant().isBefore(command.expires()); }

  private static boolean isThere(Control control, RelayState relay) {
    return switch (control) {
      case DISCONNECT -> relay == RelayState.DISCONNECTED;
      case CONNECT -> relay != RelayState.DISCONNECTED;
    };
  }

  private static ControlOutcome judge(Control control, RelayState relay) {
    return switch (relay) {
      case CONNECTED ->
        control == Control.CONNECT ? new ControlOutcome.Connected() : new ControlOutcome.Failed(words(relay));
      case DISCONNECTED ->
        control == Control.DISCONNECT ? new ControlOutcome.Disconnected() : new ControlOutcome.Failed(words(relay));
      case READY_FOR_RECONNECTION -> new ControlOutcome.Armed();
    };
  }

  private static String words(RelayState relay) {
    return switch (relay) {
      case CONNECTED -> "the relay is still closed";
      case DISCONNECTED -> "the relay is still open";
      case READY_FOR_RECONNECTION -> "the relay is open and waits for the button on the meter";
    };
  }
}
