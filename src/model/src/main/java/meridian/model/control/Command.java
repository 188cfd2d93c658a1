package meridian.model.control;

import java.time.Instant;
import java.util.Optional;

import meridian.model.Mrid;

/**
 * One control for one device, from request to its one final outcome.
 *
 * @param mrid the command's own identity
 * @param sender which partner's request it is of, empty when that was not kept; with the MessageID, what tells requests apart
 * @param messageId MessageID of the request: the same again from the same sender is the same commands, done once
 * @param correlationId CorrelationID to answer with
 * @param replyAddress where the final reply goes; empty when nobody asked for one
 * @param requestedBy who asked, for the audit; never empty
 * @param notBefore when it falls due: {@code requested}, or later for a scheduled one
 * @param expires from then on it is not tried any more
 */
public record Command(Mrid mrid, String sender, String messageId, String correlationId, String replyAddress, String requestedBy,
  Mrid device, EndDeviceControlType type, String reason, Priority priority, Instant requested, Instant notBefore, Instant expires,
  State state) {

  /** One that falls due when it is requested, with normal priority; whoever asked is the sender. */
  public Command(Mrid mrid, String messageId, String correlationId, String replyAddress, String requestedBy, Mrid device,
    EndDeviceControlType type, String reason, Instant requested, Instant expires, State state) {
    this(mrid, requestedBy, messageId, correlationId, replyAddress, requestedBy, device, type, reason, Priority.NORMAL, requested,
      requested, expires, state);
  }

  /**
   * Where it stands. These are all the steps there are; each gives the state after it, and nothing when it is not legal here:
   *
   * <pre>
   * Queued  → Running   lease
   * Queued  → Finished  finish, cancel when it was never leased
   * Queued  → Queued    cancel after a lease: it may have been sent, so the meter is asked
   * Running → Running   renew, cancel, lease when the one before has ended
   * Running → Queued    release
   * Running → Finished  finish
   * </pre>
   *
   * {@code attempts} of a state counts the leases, the present one included, and is the fencing number of the newest: what is told under an older one
   * is void. Times of leases and rests are the machine's own, the outcome's the hub's.
   */
  public sealed interface State {
    /** Takes the right to act. Refused while another holds it; a rest is only a hint to leave it alone. */
    default Optional<State> lease(Instant now, Instant leaseEnds) {
      return Optional.empty();
    }

    default Optional<State> renew(long fencing, Instant leaseEnds) { return Optional.empty(); }

    /** Gives the right back, to be tried again after a rest. */
    default Optional<State> release(long fencing, Instant restsUntil) {
      return Optional.empty();
    }

    /** @param fencing the newest lease; any number when there was none */
    default Optional<State> finish(long fencing, ControlOutcome outcome, Instant at) {
      return Optional.empty();
    }

    /** Takes it back as far as that can still be done. */
    default Optional<State> cancel(String by, Instant at) { return Optional.empty(); }
  }

  /** @param cancelRequestedBy who wants it taken back though it may have been sent; empty: nobody */
  public record Queued(int attempts, Instant restsUntil, String cancelRequestedBy) implements State {
    public Queued(int attempts) { this(attempts, Instant.EPOCH, ""); }

    @Override
    public Optional<State> lease(Instant now, Instant leaseEnds) {
      return Optional.of(new Running(attempts + 1, leaseEnds, cancelRequestedBy));
    }

    @Override
    public Optional<State> finish(long fencing, ControlOutcome outcome, Instant at) {
      if (attempts > 0 && attempts != fencing) return Optional.empty();
      return Optional.of(new Finished(outcome, at));
    }

    @Override
    public Optional<State> cancel(String by, Instant at) {
      if (attempts == 0) return Optional.of(new Finished(new ControlOutcome.Cancelled("withdrawn by " + by), at));
      return Optional.of(cancelRequestedBy.isEmpty() ? new Queued(attempts, Instant.EPOCH, by) : this);
    }
  }

  /** @param cancelRequestedBy as for {@link Queued} */
  public record Running(int attempts, Instant leaseEnds, String cancelRequestedBy) implements State {
    public long fencing() { return attempts; }

    @Override
    public Optional<State> lease(Instant now, Instant newLeaseEnds) {
      if (leaseEnds.isAfter(now)) return Optional.empty();
      return Optional.of(new Running(attempts + 1, newLeaseEnds, cancelRequestedBy));
    }

    @Override
    public Optional<State> renew(long fencing, Instant newLeaseEnds) {
      return fencing == attempts ? Optional.of(new Running(attempts, newLeaseEnds, cancelRequestedBy)) : Optional.empty();
    }

    @Override
    public Optional<State> release(long fencing, Instant restsUntil) {
      return fencing == attempts ? Optional.of(new Queued(attempts, restsUntil, cancelRequestedBy)) : Optional.empty();
    }

    @Override
    public Optional<State> finish(long fencing, ControlOutcome outcome, Instant at) {
      return fencing == attempts ? Optional.of(new Finished(outcome, at)) : Optional.empty();
    }

    @Override
    public Optional<State> cancel(String by, Instant at) {
      return Optional.of(cancelRequestedBy.isEmpty() ? new Running(attempts, leaseEnds, by) : this);
    }
  }

  public record Finished(ControlOutcome outcome, Instant at) implements State {}

  public Optional<ControlOutcome> outcome() {
    return state instanceof Finished(var outcome, _) ? Optional.of(outcome) : Optional.empty();
  }

  /** Who wants it taken back though it may have been sent; empty: nobody, or it is Finished. */
  public String cancelRequestedBy() {
    return switch (state) {
      case Queued(_, _, var by) -> by;
      case Running(_, _, var by) -> by;
      case Finished _ -> "";
    };
  }

  public Command in(State next) {
    return new Command(mrid, sender, messageId, correlationId, replyAddress, requestedBy, device, type, reason, priority, requested,
      notBefore, expires, next);
  }
}
