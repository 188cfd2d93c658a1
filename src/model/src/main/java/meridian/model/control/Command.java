package meridian.model.control;

import java.time.Instant;
import java.util.Optional;

import meridian.model.Mrid;

/**
 * One control for one device, from request to its one final outcome.
 *
 * @param mrid the command's own identity
 * @param messageId MessageID of the request: the same again is the same commands, done once
 * @param correlationId CorrelationID to answer with
 * @param replyAddress where the final reply goes; empty when nobody asked for one
 * @param requestedBy who asked, for the audit; never empty
 * @param expires after this it is not tried any more
 */
public record Command(Mrid mrid, String messageId, String correlationId, String replyAddress, String requestedBy, Mrid device,
  EndDeviceControlType type, String reason, Instant requested, Instant expires, State state) {

  /** Where it stands. Legal steps: Queued to Running to Finished, Running to Queued again when it may be retried, Queued to Finished. */
  public sealed interface State {}

  public record Queued(int attempts) implements State {}

  /** @param fencing number of the lease it runs under: a later lease makes this one's outcome void */
  public record Running(int attempts, long fencing, Instant leaseEnds) implements State {}

  public record Finished(ControlOutcome outcome, Instant at) implements State {}

  public Optional<ControlOutcome> outcome() { return state instanceof Finished(var outcome, _) ? Optional.of(outcome) : Optional.empty(); }

  public Command in(State next) {
    return new Command(mrid, messageId, correlationId, replyAddress, requestedBy, device, type, reason, requested, expires, next);
  }
}
