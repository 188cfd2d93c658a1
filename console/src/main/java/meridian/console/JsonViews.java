package meridian.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import meridian.adapter.Outcome;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Meter;
import meridian.model.metering.Reading;
import meridian.services.registry.Registry;

/** The model's records as the browser reads them. */
final class JsonViews {
  private static final Map<EndDeviceControlType, String> CONTROLS = Map.of(EndDeviceControlType.DISCONNECT, "Disconnect",
    EndDeviceControlType.CONNECT, "Connect");

  private JsonViews() {}

  /** A live frame: {@code {"kind":"event","event":{…}}}. */
  static JsonObject told(String kind, JsonObject what) {
    return new JsonObject().put("kind", kind).put(kind, what);
  }

  static JsonObject clock(Instant now) { return new JsonObject().put("kind", "clock").put("now", now.toString()); }

  static JsonArray readings(List<Reading> readings) {
    var json = new JsonArray();
    for (Reading reading : readings) {
      json.add(new JsonObject().put("readingType", reading.type().code()).put("label", ReadingTypeLabels.label(reading.type())).put("value",
        reading.value()).put("unit", ReadingTypeLabels.unit(reading.type())).put("time", reading.time().toString()).put("quality", reading
          .quality().code()));
    }
    return json;
  }

  /** {@code meterIndex} is -1 for a device that is no known meter. */
  static JsonObject event(EndDeviceEvent event, Registry registry) {
    var label = EventLabels.of(event.type());
    var details = new JsonObject();
    event.details().entrySet().stream().sorted(Map.Entry.comparingByKey())
      .forEach(detail -> details.put(detail.getKey(), detail.getValue()));
    return new JsonObject().put("mrid", event.mrid().toString()).put("device", event.device().toString())
      .put("meterIndex", registry.indexOf(
        event.device()).orElse(-1))
      .put("meterName", registry.findMeter(event.device()).map(Meter::name).orElse("")).put("type", event.type()
        .code())
      .put("label", label.text()).put("severity", label.severity().name().toLowerCase(Locale.ROOT)).put("time", event
        .createdDateTime().toString())
      .put("reason", event.reason()).put("details", details);
  }

  /** {@code attempts} is null once finished: the store keeps the outcome, not how many attempts it took. */
  static JsonObject command(Command command) {
    var json = new JsonObject().put("mrid", command.mrid().toString()).put("messageId", command.messageId()).put("device", command.device()
      .toString()).put("type", command.type().code())
      .put("label", CONTROLS.getOrDefault(command.type(), "Control " + command.type().code()))
      .put("requestedBy", command.requestedBy()).put("reason", command.reason()).put("requested", command.requested().toString());
    return switch (command.state()) {
      case Command.Queued(int attempts) -> json.put("state", "queued").put("attempts", attempts).putNull("outcome");
      case Command.Running(int attempts, _, _) -> json.put("state", "running").put("attempts", attempts).putNull("outcome");
      case Command.Finished(var outcome, Instant at) ->
        json.put("state", "finished").putNull("attempts").put("outcome", outcome(outcome).put(
          "at", at.toString()));
    };
  }

  private static JsonObject outcome(ControlOutcome outcome) {
    String text = switch (outcome) {
      case ControlOutcome.Connected() -> "The relay was seen closed.";
      case ControlOutcome.Disconnected() -> "The relay was seen open.";
      case ControlOutcome.Armed() -> "Released; somebody must press the meter's button.";
      case ControlOutcome.Failed(String reason) -> reason;
      case ControlOutcome.TimedOut(String reason) -> reason;
      case ControlOutcome.Refused(String reason) -> reason;
      case ControlOutcome.Cancelled(String reason) -> reason;
    };
    return new JsonObject().put("kind", outcome.getClass().getSimpleName()).put("text", text);
  }

  /** What went wrong on the way to a device. Not for {@code Done}. */
  static JsonObject trouble(Outcome<?> outcome) {
    String reason = switch (outcome) {
      case Outcome.Done<?> done -> throw new IllegalStateException("no trouble: " + done);
      case Outcome.Unreachable<?>(String why) -> why;
      case Outcome.TimedOut<?>(String why) -> why;
      case Outcome.Refused<?>(String why) -> why;
      case Outcome.Garbled<?>(String why) -> why;
      case Outcome.Unsupported<?>(String why) -> why;
    };
    return new JsonObject().put("outcome", outcome.getClass().getSimpleName()).put("reason", reason);
  }

  static JsonObject scenario(Scenarios.Scenario scenario) {
    return new JsonObject().put("name", scenario.name()).put("title", scenario.title()).put("description", scenario.description()).put(
      "running", scenario.running()).put("target", scenario.target());
  }
}
