package meridian.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import meridian.model.TimePeriod;
import meridian.services.deliver.Deliver;
import meridian.services.deliver.Delivery;
import meridian.services.port.Outbox.Replay;
import meridian.services.port.Outbox.SetAside;

/** The addresses under {@code /api/deliveries}: how each subscriber is doing, and what an operator can do about it. */
final class DeliveryApi {
  private static final String ONE = "/api/deliveries/:name";
  private static final String SET_ASIDE = ONE + "/set-aside";
  /** What the store can search for. */
  private static final TimePeriod ALWAYS = new TimePeriod(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));

  private final ConsoleParts parts;
  private final Calls store;

  DeliveryApi(ConsoleParts parts, Calls store) {
    this.parts = parts;
    this.store = store;
  }

  void register(Router router) {
    router.get("/api/deliveries").handler(this::list);
    router.post(ONE + "/pause").handler(request -> change(request, Delivery::pause));
    router.post(ONE + "/resume").handler(request -> change(request, Delivery::resume));
    router.post(ONE + "/replay").handler(this::replay);
    router.delete(ONE + "/replay").handler(request -> found(request, Delivery::endReplay, "No replay is under way."));
    router.get(SET_ASIDE).handler(this::listSetAside);
    router.post(SET_ASIDE + "/replay").handler(this::tryAllAgain);
    router.post(SET_ASIDE + "/:sequence/replay").handler(request -> {
      long sequence = sequence(request);
      found(request, delivery -> delivery.tryAgain(sequence), "Nothing of this sequence is set aside.");
    });
    router.delete(SET_ASIDE + "/:sequence").handler(request -> {
      long sequence = sequence(request);
      found(request, delivery -> delivery.drop(sequence), "Nothing of this sequence is set aside.");
    });
  }

  private void list(RoutingContext request) {
    store.answer(request, () -> parts.deliver().get().map(Deliver::list).orElse(List.of()).stream().map(Delivery::status).toList(),
      statuses -> Answers.send(request, JsonViews.array(statuses, DeliveryApi::status)));
  }

  private Delivery delivery(RoutingContext request) {
    Deliver deliver = parts.deliver().get().orElseThrow(() -> new ApiError(503, "starting", "The hub is starting; try again."));
    return deliver.find(request.pathParam("name"))
      .orElseThrow(() -> new ApiError(404, "unknown-subscriber", "There is no such subscriber."));
  }

  private interface Change {
    void to(Delivery delivery);
  }

  private void change(RoutingContext request, Change change) {
    Delivery delivery = delivery(request);
    store.answer(request, () -> {
      change.to(delivery);
      return delivery.status();
    }, status -> Answers.send(request, 200, status(status)));
  }

  /** Answers how the subscriber is doing then, or 404 when the call finds nothing. */
  private void found(RoutingContext request, Function<Delivery, Boolean> call, String otherwise) {
    change(request, delivery -> {
      if (!call.apply(delivery)) throw ApiError.notFound(otherwise);
    });
  }

  private void replay(RoutingContext request) {
    JsonObject body = MeterApi.body(request);
    Instant from = instant(body, "from");
    Instant to = instant(body, "to");
    if (!from.isBefore(to)) throw ApiError.badRequest("from must be before to.");
    Delivery delivery = delivery(request);
    store.answer(request, () -> delivery.replay(new TimePeriod(from, to))
      .orElseThrow(() -> new ApiError(409, "replaying", "A replay to this subscriber is under way; wait for its end, or DELETE it.")),
      replay -> Answers.send(request, 202, replay(replay)));
  }

  private static Instant instant(JsonObject body, String name) {
    try {
      Instant time = Instant.parse(String.valueOf(body.getValue(name)));
      if (ALWAYS.contains(time)) return time;
    } catch (DateTimeException notATime) {
      // Said below.
    }
    throw ApiError.badRequest(name + " must be a time such as 2026-11-01T06:15:00Z, from 1970 on.");
  }

  private void listSetAside(RoutingContext request) {
    int limit = MeterApi.limit(request);
    Delivery delivery = delivery(request);
    store.answer(request, () -> delivery.listSetAside(limit),
      setAside -> Answers.send(request, JsonViews.array(setAside, DeliveryApi::setAside)));
  }

  private void tryAllAgain(RoutingContext request) {
    Delivery delivery = delivery(request);
    store.answer(request, delivery::tryAllAgain, count -> Answers.send(request, 202, JsonObject.of("notices", count)));
  }

  private static long sequence(RoutingContext request) {
    String text = request.pathParam("sequence");
    if (!text.matches("\\d{1,18}")) throw ApiError.badRequest("A notice set aside is named by its sequence.");
    return Long.parseLong(text);
  }

  private static JsonObject status(Delivery.Status status) {
    return JsonObject.of(
      "name", status.name(),
      "kind", status.kind(),
      "address", status.address(),
      "state", status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
      "waiting", status.waiting(),
      "oldestWaiting", text(status.oldestWaiting()),
      "lastDelivered", text(status.lastDelivered()),
      "trouble", status.trouble(),
      "setAside", status.setAside(),
      "replay", status.replay().map(DeliveryApi::replay).orElse(null));
  }

  private static JsonObject replay(Replay replay) {
    return JsonObject.of("from", replay.period().start().toString(), "to", replay.period().end().toString(), "notices", replay.notices(),
      "done", replay.done());
  }

  private static JsonObject setAside(SetAside setAside) {
    return JsonObject.of(
      "sequence", setAside.sequence(),
      "messageId", setAside.messageId(),
      "noun", setAside.noun().text(),
      "created", setAside.created().toString(),
      "reason", setAside.reason(),
      "again", setAside.again());
  }

  private static @Nullable String text(Optional<Instant> time) { return time.map(Instant::toString).orElse(null); }
}
