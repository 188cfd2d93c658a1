package meridian.console;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Cancellation;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.model.metering.ReadingTypeWords;
import meridian.services.control.ControlDevices.UnsupportedControl;
import meridian.services.control.ControlRequest;
import meridian.services.port.CommandStore;
import meridian.services.registry.Registry;

/** Questions about one meter, and what can be asked of it: {@code /api/meters/{mRID or dense index}/…}; and its commands taken back. */
final class MeterApi {
  private static final Duration LONGEST_PROFILE = Duration.ofDays(62);
  private static final int LONGEST_REASON = 200;
  private static final String SENDER = "console";
  /** Device clocks are not trusted: an event's time may be anything a store can keep. */
  private static final TimePeriod ALWAYS = new TimePeriod(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));

  private final ConsoleConfig config;
  private final ConsoleParts parts;
  private final Registry registry;
  private final Supplier<MapModel> map;
  private final Calls store;
  private final Calls field;

  MeterApi(ConsoleConfig config, ConsoleParts parts, Supplier<MapModel> map, Calls store, Calls field) {
    this.config = config;
    this.parts = parts;
    this.registry = parts.registry();
    this.map = map;
    this.store = store;
    this.field = field;
  }

  void register(Router router) {
    router.get("/api/meters/:id").handler(this::describe);
    router.get("/api/meters/:id/profile").handler(this::profile);
    router.get("/api/meters/:id/events").handler(this::events);
    router.get("/api/meters/:id/commands").handler(this::commands);
    router.post("/api/meters/:id/read").handler(this::read);
    router.post("/api/meters/:id/ping").handler(this::ping);
    router.post("/api/meters/:id/control").handler(this::control);
    router.post("/api/commands/:mrid/cancel").handler(this::cancel);
  }

  private Meter meter(RoutingContext request) {
    String id = request.pathParam("id");
    if (id.matches("\\d{1,9}")) {
      int index = Integer.parseInt(id);
      return registry.findMeter(index)
        .orElseThrow(() -> new ApiError(404, "unknown-meter", "There is no meter of index " + index + "."));
    }
    Mrid mrid = Mrid.find(id).orElseThrow(() -> ApiError.badRequest("A meter is named by its mRID or its dense index."));
    return registry.findMeter(mrid).orElseThrow(() -> new ApiError(404, "unknown-meter", "There is no meter " + mrid + "."));
  }

  private void describe(RoutingContext request) {
    Meter meter = meter(request);
    store.answer(request, () -> parts.readings().lastValues(meter.mrid()),
      lastValues -> Answers.send(request, 200, describe(meter, lastValues)));
  }

  private JsonObject describe(Meter meter, List<Reading> lastValues) {
    int index = registry.indexOf(meter.mrid())
      .orElseThrow(() -> new ApiError(404, "unknown-meter", "Meter " + meter.name() + " is gone."));
    var point = registry.findUsagePoint(meter);
    NetworkView network = map.get().network();
    var transformer = point.flatMap(network::transformerOf);
    var feeder = transformer.flatMap(network::feederOf);
    return JsonObject.of(
      "index", index,
      "mrid", meter.mrid().toString(),
      "name", meter.name(),
      "serialNumber", meter.serialNumber(),
      "model", meter.model(),
      "adapter", meter.adapter(),
      "address", meter.lanAddress(),
      "state", parts.live().get(index).name(),
      "usagePoint", point.map(MeterApi::usagePoint).orElse(null),
      "lastValues", JsonViews.array(lastValues, JsonViews::reading))
      .put("transformer", transformer.map(it -> NetworkView.reference(it.mrid(), it.name())).orElse(null))
      .put("feeder", feeder.map(it -> NetworkView.reference(it.mrid(), it.name())).orElse(null));
  }

  private static JsonObject usagePoint(UsagePoint point) {
    return NetworkView.place(JsonObject.of(
      "name", point.name(),
      "address", point.address(),
      "phases", point.phases()), point.position());
  }

  private void profile(RoutingContext request) {
    Meter meter = meter(request);
    Instant to = instant(request, "to", parts.clock().instant());
    Instant from = instant(request, "from", to.minus(Duration.ofDays(1)));
    if (!from.isBefore(to)) throw ApiError.badRequest("from must be before to.");
    if (Duration.between(from, to).compareTo(LONGEST_PROFILE) > 0) throw ApiError.badRequest("A profile spans at most 62 days.");
    store.answer(request, () -> {
      ReadingType type = profileType(meter);
      var blocks = new ArrayList<IntervalBlock>();
      parts.read().stored(List.of(meter.mrid()), Set.of(type), new TimePeriod(from, to),
        reading -> blocks.addAll(reading.intervalBlocks()));
      return profile(type, blocks);
    }, profile -> Answers.send(request, 200, profile));
  }

  /** The meter's own type of delta active energy delivered, whatever its interval; the quarter hour's when it has none yet. */
  private ReadingType profileType(Meter meter) {
    return parts.readings().lastValues(meter.mrid()).stream().map(Reading::type)
      .filter(type -> type.accumulation() == 4 && type.flowDirection() == 1 && type.measurementKind() == 12 && type.unit() == 72)
      .findFirst().orElse(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh);
  }

  private static JsonObject profile(ReadingType type, List<IntervalBlock> blocks) {
    double toKilo = Math.pow(10, type.multiplier() - 3);
    var points = new JsonArray();
    for (IntervalBlock block : blocks) {
      for (int i = 0; i < block.size(); i++) {
        String quality = new ReadingQuality(block.qualities()[i]).code();
        points.add(JsonArray.of(block.end(i).toEpochMilli(), block.values()[i] * toKilo, quality));
      }
    }
    long interval_s = blocks.isEmpty() ? 900 : blocks.getLast().interval().toSeconds();
    return JsonObject.of(
      "readingType", type.code(),
      "label", ReadingTypeWords.label(type),
      "unit", "kWh",
      "interval_s", interval_s,
      "points", points);
  }

  static Instant instant(RoutingContext request, String name, Instant byDefault) {
    String text = param(request, name);
    if (text == null) return byDefault;
    try {
      Instant time = Instant.parse(text);
      if (!ALWAYS.contains(time)) throw ApiError.badRequest(name + " must be a time from 1970 on.");
      return time;
    } catch (DateTimeParseException e) {
      throw ApiError.badRequest(name + " must be a time such as 2026-11-01T06:15:00Z.");
    }
  }

  static @Nullable String param(RoutingContext request, String name) {
    List<String> values = request.queryParam(name);
    return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
  }

  static int limit(RoutingContext request) {
    String text = param(request, "limit");
    if (text == null) return 50;
    int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > 1_000) throw ApiError.badRequest("limit must be 1 to 1000.");
    return limit;
  }

  private void events(RoutingContext request) {
    Meter meter = meter(request);
    int limit = limit(request);
    store.answer(request, () -> parts.eventStore().find(meter.mrid(), ALWAYS, limit),
      events -> Answers.send(request, JsonViews.array(events, event -> JsonViews.event(event, registry))));
  }

  private void commands(RoutingContext request) {
    Meter meter = meter(request);
    int limit = limit(request);
    store.answer(request, () -> parts.control().findByDevice(meter.mrid(), limit),
      commands -> Answers.send(request, JsonViews.array(commands, JsonViews::command)));
  }

  private void read(RoutingContext request) {
    Meter meter = meter(request);
    field.answer(request, () -> parts.read().now(meter, Set.of()), outcome -> Answers.send(request, 200, switch (outcome) {
      case Outcome.Done<MeterReading>(var reading) -> done("values", JsonViews.array(reading.readings(), JsonViews::reading));
      case Outcome<MeterReading> trouble -> JsonViews.trouble(trouble);
    }));
  }

  private void ping(RoutingContext request) {
    Meter meter = meter(request);
    field.answer(request, () -> parts.field().ping(meter), outcome -> Answers.send(request, 200, switch (outcome) {
      case Outcome.Done<RelayState>(var relay) -> done("relay", relay.name());
      case Outcome<RelayState> trouble -> JsonViews.trouble(trouble);
    }));
  }

  private static JsonObject done(String what, Object result) { return JsonObject.of("outcome", "Done", what, result); }

  private void control(RoutingContext request) {
    Meter meter = meter(request);
    JsonObject body = body(request);
    EndDeviceControlType type = switch (String.valueOf(body.getValue("control"))) {
      case "disconnect" -> EndDeviceControlType.DISCONNECT;
      case "connect" -> EndDeviceControlType.CONNECT;
      default -> throw ApiError.badRequest("control must be \"disconnect\" or \"connect\".");
    };
    if (!(body.getValue("reason", "") instanceof String reason) || reason.length() > LONGEST_REASON
      || reason.chars().anyMatch(Character::isISOControl))
      throw ApiError.badRequest("reason must be a line of at most " + LONGEST_REASON + " characters.");
    String requestedBy = requestedBy(request);
    var wish = new ControlRequest(SENDER, UUID.randomUUID().toString(), "", "", requestedBy, type, List.of(meter.mrid()),
      reason.strip(), Priority.NORMAL, parts.clock().instant(), config.commandValidFor());
    store.answer(request, () -> {
      try {
        return parts.control().submit(wish).getFirst();
      } catch (UnsupportedControl e) {
        throw new ApiError(422, "unsupported-control", e.getMessage());
      }
    }, command -> Answers.send(request, 202, JsonViews.command(command)));
  }

  /** Anybody's command: the operator answers for the field. Answers with the command as it then stands. */
  private void cancel(RoutingContext request) {
    Mrid mrid = Mrid.find(request.pathParam("mrid")).orElseThrow(() -> ApiError.badRequest("A command is named by its mRID."));
    var wish = new CommandStore.Cancel(SENDER, UUID.randomUUID().toString(), List.of(mrid), requestedBy(request));
    store.answer(request, () -> {
      List<Cancellation> results = parts.control().cancel(wish);
      if (results.isEmpty()) throw new ApiError(404, "unknown-command", "There is no command " + mrid + ".");
      if (results.getFirst().result() == Cancellation.Result.FINISHED)
        throw new ApiError(409, "finished", "Too late: the command is finished.");
      return parts.control().find(mrid).orElseThrow();
    }, command -> Answers.send(request, 200, JsonViews.command(command)));
  }

  private static String requestedBy(RoutingContext request) { return SENDER + " " + request.request().remoteAddress().hostAddress(); }

  static JsonObject body(RoutingContext request) {
    try {
      JsonObject body = request.body().asJsonObject();
      if (body != null) return body;
    } catch (RuntimeException notJson) {
      // Said below.
    }
    throw ApiError.badRequest("The body must be a JSON object.");
  }
}
