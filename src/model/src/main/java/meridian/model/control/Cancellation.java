package meridian.model.control;

import meridian.model.Mrid;

/** What became of the wish to take one command back. */
public record Cancellation(Mrid command, Mrid device, Result result) {
  public enum Result {
    /** It was not tried and will not be. */
    CANCELLED,
    /** It was, or may have been, sent: it is not sent again, and its outcome will be what the meter shows. */
    UNDER_WAY,
    /** Too late: its outcome stands. */
    FINISHED
  }

  /** @param command as it stands after the wish */
  public static Cancellation of(Command command) {
    Result result = switch (command.state()) {
      case Command.Queued _,Command.Running _ -> Result.UNDER_WAY;
      case Command.Finished(ControlOutcome.Cancelled _, _) -> Result.CANCELLED;
      case Command.Finished _ -> Result.FINISHED;
    };
    return new Cancellation(command.mrid(), command.device(), result);
  }
}
