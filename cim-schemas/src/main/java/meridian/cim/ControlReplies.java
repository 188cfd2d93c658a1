package meridian.cim;

import java.util.ArrayList;
import java.util.List;

import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.message.Notice;
import meridian.model.message.Verb;

/** The final reply to a CreateEndDeviceControls, from what became of its commands. */
final class ControlReplies {
  private ControlReplies() {}

  static Header header(Notice notice, List<Command> commands, String source) {
    Command any = commands.getFirst();
    String correlation = any.correlationId().isEmpty() ? any.messageId() : any.correlationId();
    return Header.of(Verb.REPLY, "EndDeviceControls", notice.messageId().toString(), correlation, notice.created(), source);
  }

  /**
   * OK when every device is in the state asked for, FAILED when none is, PARTIAL between. An armed device counts as half-way: it alone
   * makes the result PARTIAL.
   */
  static Reply reply(List<Command> commands) {
    int done = 0;
    int armed = 0;
    var errors = new ArrayList<CimError>();
    for (Command command : commands) {
      ControlOutcome outcome = command.outcome()
        .orElseThrow(() -> new IllegalArgumentException("command " + command.mrid() + " is not finished"));
      String device = command.device().toString();
      switch (outcome) {
        case ControlOutcome.Connected(),ControlOutcome.Disconnected() -> done++;
        case ControlOutcome.Armed() -> {
          armed++;
          errors.add(error(ErrorCode.PARTIAL_LAST, device, "armed: waiting for the button on the meter"));
        }
        case ControlOutcome.Failed(var reason) -> errors.add(error(ErrorCode.ATTEMPT_FAILED, device, reason));
        case ControlOutcome.TimedOut(var reason) -> errors.add(error(ErrorCode.TIMED_OUT, device, reason));
        case ControlOutcome.Refused(var reason) -> errors.add(error(ErrorCode.NOT_ATTEMPTED, device, reason));
        case ControlOutcome.Cancelled(var reason) -> errors.add(error(ErrorCode.CANCELLED, device, reason));
      }
    }
    Reply.Result result = done == commands.size() ? Reply.Result.OK : done + armed == 0 ? Reply.Result.FAILED : Reply.Result.PARTIAL;
    return new Reply(result, errors);
  }

  private static CimError error(ErrorCode code, String device, String details) { return code.about(device, "EndDevice", details); }
}
