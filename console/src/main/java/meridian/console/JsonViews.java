package meridian.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import meridian.adapter.Outcome;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EventWords;
import meridian.model.grid.Meter;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingTypeWords;
import meridian.services.registry.Registry;

/** The model's records as the browser reads them. */
final class JsonViews {
  private static final Map<EndDeviceControlType, String> CONTROLS = Map.of(EndDeviceControlType.DISCONNECT, "Disconnect",
    EndDeviceControlType.CONNECT, "Connect");

  private JsonViews() {}

  /** A live frame: {@code {"kind":"event","event":{…}}}. */
  static JsonObject told(String kind, JsonObject what) {
    return JsonObject.of("kind", kind, kind, what);
  }

  static JsonObject clock(Instant now) { return JsonObject.of("kind", "clock", "now", now.toString()); }

  static <T> JsonArray array(List<T> things, Function<T, JsonObject> view) { return new JsonArray(things.stream().map(view).toList()); }

  static JsonObject reading(Reading reading) {
    return JsonObject.of(
      "readingType", reading.type().code(),
      "label", ReadingTypeWords.label(reading.type()),
      "value", reading.value(),
      "unit", ReadingTypeWords.unit(reading.type()),
      "time", reading.time().toString(),
      "quality", reading.quality().code());
  }

  /** {@code meterIndex} is -1 for a device that is no known meter. */
  static JsonObject event(EndDeviceEvent event, Registry registry) {
    var label = EventWords.of(event.type());
    var details = new JsonObject();
    new TreeMap<>(event.details()).forEach(details::put);
    return JsonObject.of(
      "mrid", event.mrid().toString(),
      "device", event.device().toString(),
      "meterIndex", registry.indexOf(event.device()).orElse(-1),
      "meterName", registry.findMeter(event.device()).map(Meter::name).orElse(""),
      "type", event.type().code(),
      "label", label.text(),
      "severity", label.severity().name().toLowerCase(Locale.ROOT),
      "time", event.createdDateTime().toString(),
      "reason", event.reason(),
      "details", details);
  }

  /** {@code attempts} is null once finished: the store keeps the outcome, not how many attempts it took. */
  static JsonObject command(Command command) {
    var json = JsonObject.of(
      "mrid", command.mrid().toString(),
      "messageId", command.messageId(),
      "device", command.device().toString(),
      "type", command.type().code(),
      "label", CONTROLS.getOrDefault(command.type(), "Control " + command.type().code()),
      "requestedBy", command.requestedBy(),
      "reason", command.reason(),
      "requested", command.requested().toString())
      .put("notBefore", command.notBefore().toString())
      .put("expires", command.expires().toString())
      .put("priority", command.priority().text())
      .put("cancelRequestedBy", command.cancelRequestedBy());
    return switch (command.state()) {
      case Command.Queued(int attempts, _, _) -> json.put("state", "queued").put("attempts", attempts).putNull("outcome");
      case Command.Running(int attempts, _, _) -> json.put("state", "running").put("attempts", attempts).putNull("outcome");
      case Command.Finished(var outcome, var at) ->
        json.put("state", "finished").putNull("attempts").put("outcome", outcome(outcome).put("at", at.toString()));
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
    return JsonObject.of("kind", outcome.getClass().getSimpleName(), "text", text);
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
    return JsonObject.of("outcome", outcome.getClass().getSimpleName(), "reason", reason);
  }

  static JsonObject scenario(Scenarios.Scenario scenario) {
    return JsonObject.of(
      "name", scenario.name(),
      "title", scenario.title(),
      "description", scenario.description(),
      "running", scenario.running(),
      "target", scenario.target());
  }
}
