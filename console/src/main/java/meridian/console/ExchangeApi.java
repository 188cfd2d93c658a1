package meridian.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import meridian.model.TimePeriod;
import meridian.model.message.Exchange;
import meridian.services.journal.Doors.NotReplayable;
import meridian.services.journal.Doors.Said;
import meridian.services.port.Journal.Field;
import meridian.services.port.Journal.Kept;
import meridian.services.port.Journal.Page;
import meridian.services.port.Journal.Query;

/** The journal: {@code /api/exchanges}, one of them, and saying it again. */
final class ExchangeApi {
  private static final Map<String, Field> FIELDS = Map.of("messageId", Field.MESSAGE_ID, "correlationId", Field.CORRELATION_ID, "device",
    Field.DEVICE, "noun", Field.NOUN, "verb", Field.VERB, "direction", Field.DIRECTION, "partner", Field.PARTNER, "outcome", Field.OUTCOME,
    "replayOf", Field.REPLAY_OF, "text", Field.TEXT);
  private static final Set<String> OTHERS = Set.of("from", "to", "before", "limit");
  private static final int LONGEST_VALUE = 1_000;
  private static final int MOST_SHOWN_BYTES = 256 << 10;
  private static final int MOST_MENDED_BYTES = 1 << 20;
  private static final int MOST_REPETITIONS = 20;

  private final ConsoleParts parts;
  private final Calls store;
  private final Calls field;

  ExchangeApi(ConsoleParts parts, Calls store, Calls field) {
    this.parts = parts;
    this.store = store;
    this.field = field;
  }

  /** Before the handler that takes the small bodies of all others. */
  static void takeBodies(Router router) {
    router.post("/api/exchanges/:id/replay").handler(BodyHandler.create(false).setBodyLimit(MOST_MENDED_BYTES));
  }

  void register(Router router) {
    router.get("/api/exchanges").handler(this::search);
    router.get("/api/exchanges/:id").handler(this::show);
    router.post("/api/exchanges/:id/replay").handler(this::replay);
  }

  private void search(RoutingContext request) {
    Query query = query(request);
    store.answer(request, () -> parts.journal().search(query), page -> Answers.send(request, 200, page(page)));
  }

  private static Query query(RoutingContext request) {
    for (String name : request.queryParams().names()) {
      if (!FIELDS.containsKey(name) && !OTHERS.contains(name)) throw ApiError.badRequest("There is no field " + name + " to search by.");
    }
    Query query = Query.newest(MeterApi.limit(request));
    for (var each : FIELDS.entrySet()) {
      String value = MeterApi.param(request, each.getKey());
      if (value == null) continue;
      if (value.length() > LONGEST_VALUE) throw ApiError.badRequest(each.getKey() + " has more than " + LONGEST_VALUE + " characters.");
      query = query.with(each.getValue(), value);
    }
    Instant from = MeterApi.instant(request, "from", query.period().start());
    Instant to = MeterApi.instant(request, "to", query.period().end());
    if (!from.isBefore(to)) throw ApiError.badRequest("from must be before to.");
    String before = MeterApi.param(request, "before");
    return query.in(new TimePeriod(from, to)).before(before == null ? 0 : number("before", before));
  }

  private static long number(String name, String text) {
    if (!text.matches("[1-9]\\d{0,17}")) throw ApiError.badRequest(name + " must be the number of an exchange.");
    return Long.parseLong(text);
  }

  private static long id(RoutingContext request) { return number("The last part of the address", request.pathParam("id")); }

  private static ApiError unknown(long id) {
    return new ApiError(404, "unknown-exchange", "The journal has no exchange " + id + "; it may be older than what is kept.");
  }

  private void show(RoutingContext request) {
    long id = id(request);
    store.answer(request, () -> {
      Kept kept = parts.journal().find(id).orElseThrow(() -> unknown(id));
      Page repetitions = parts.journal().search(Query.newest(MOST_REPETITIONS).with(Field.REPLAY_OF, Long.toString(id)));
      return exchange(kept.exchange()).put("body", text(kept.body())).put("shown", Math.min(kept.body().length, MOST_SHOWN_BYTES))
        .put("repetitions", JsonViews.array(repetitions.exchanges(), ExchangeApi::exchange));
    }, json -> Answers.send(request, 200, json));
  }

  private void replay(RoutingContext request) {
    long id = id(request);
    Buffer body = request.body().buffer();
    Optional<byte[]> mended = body == null || body.length() == 0 ? Optional.empty() : Optional.of(body.getBytes());
    String by = "console " + request.request().remoteAddress().hostAddress();
    field.answer(request, () -> {
      try {
        return parts.replay().replay(id, mended, by).orElseThrow(() -> unknown(id));
      } catch (NotReplayable e) {
        throw new ApiError(409, "not-replayable", e.getMessage());
      }
    }, said -> Answers.send(request, 200, said(said)));
  }

  private static JsonObject said(Said said) { return JsonObject.of("outcome", said.outcome(), "answer", text(said.answer())); }

  /** Bytes that are no UTF-8 come out as replacement characters. */
  private static String text(byte[] message) {
    byte[] shown = message.length <= MOST_SHOWN_BYTES ? message : Arrays.copyOf(message, MOST_SHOWN_BYTES);
    return new String(shown, StandardCharsets.UTF_8);
  }

  private static JsonObject page(Page page) {
    return JsonObject.of("exchanges", JsonViews.array(page.exchanges(), ExchangeApi::exchange), "next",
      page.next() == 0 ? null : page.next());
  }

  private static JsonObject exchange(Exchange exchange) {
    Exchange.Header header = exchange.header();
    return JsonObject.of(
      "id", exchange.id(),
      "time", exchange.time().toString(),
      "direction", exchange.direction().name(),
      "endpoint", exchange.endpoint(),
      "partner", exchange.partner(),
      "verb", header.verb(),
      "noun", header.noun(),
      "messageId", header.messageId(),
      "correlationId", header.correlationId(),
      "devices", new JsonArray(exchange.devices()))
      .put("header", JsonObject.of(
        "revision", header.revision(),
        "source", header.source(),
        "timestamp", header.timestamp().map(Instant::toString).orElse(null),
        "asyncReply", header.asyncReply(),
        "ackRequired", header.ackRequired(),
        "replyAddress", header.replyAddress(),
        "userId", header.userId()))
      .put("outcome", exchange.outcome())
      .put("duration_ms", exchange.duration_ms())
      .put("size", exchange.size())
      .put("kept", exchange.kept())
      .put("replayOf", exchange.replayOf() == 0 ? null : exchange.replayOf());
  }
}
