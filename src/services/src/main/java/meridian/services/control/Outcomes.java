package meridian.services.control;

import java.time.InstantSource;
import java.util.Map;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.services.live.Feed;
import meridian.services.port.CommandStore;
import meridian.services.record.RecordEvents;

/** Writes outcomes, and tells them once they are written. */
record Outcomes(CommandStore commands, RecordEvents recordEvents, InstantSource clock, Feed<Command> progress) {

  /** Void, and told to nobody, when the lease is another's by now or the command has its outcome. */
  void finish(Command command, long fencing, ControlOutcome outcome) {
    EndDeviceEvent event = event(command, outcome);
    commands.finish(command.mrid(), fencing, outcome, event.createdDateTime(), event).ifPresent(finished -> {
      recordEvents.show(event);
      progress.tell(finished);
    });
  }

  EndDeviceEvent event(Command command, ControlOutcome outcome) {
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
    return new EndDeviceEvent(Mrid.derivedFrom("outcome of " + command.mrid()), command.device(), told.type(), clock.instant(),
      told.reason(), command.messageId(), Map.of("controlType", command.type().code()));
  }
}
