package meridian.services.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.services.field.Field;
import meridian.services.port.CommandStore;

/**
 * The right to act on a command, on the machine's own time. It outlasts the longest call on the field, and is renewed before each further
 * one: who has lost it learns so before anything is sent.
 *
 * @param clock the machine's
 */
record Lease(CommandStore commands, Field field, InstantSource clock) {
  /** A call on the field waits at most that many patiences: for the meter's turn, for a place, for the end of the conversation. */
  private static final int PATIENCES = 3;
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(2);
  private static final int LONGEST_REST = 15;

  Duration longestCall() { return field.patience().multipliedBy(PATIENCES); }

  Optional<Command> take(Mrid command) {
    Instant now = clock.instant();
    return commands.lease(command, now, now.plus(longestCall()).plus(MARGIN));
  }

  /** Empty when another has taken it: nothing more may be done. */
  Optional<Command> renew(Mrid command, Command.Running held) {
    return commands.renew(command, held.fencing(), clock.instant().plus(longestCall()).plus(MARGIN));
  }

  boolean holds(Command.Running held) { return clock.instant().isBefore(held.leaseEnds()); }

  /** To be tried again: at first after two seconds, later every half minute. */
  Optional<Command> giveBack(Mrid command, Command.Running held) {
    Instant again = clock.instant().plus(REST.multipliedBy(Math.min(held.attempts(), LONGEST_REST)));
    return commands.release(command, held.fencing(), again);
  }
}
