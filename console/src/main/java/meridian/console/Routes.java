package meridian.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import meridian.console.Scenarios.NotNow;
import meridian.console.Scenarios.Scenario;
import meridian.console.tile.MeterTiles;
import meridian.services.live.MeterState;

/** Every address of the console, in one list; those of one meter are in {@link MeterApi}, the journal's in {@link ExchangeApi}. */
final class Routes {
  private static final long MOST_BODY_BYTES = 16_384;
  private static final String FEEDER_OF_METERS = "/api/feeder-of-meters";
  private static final String TILE = "application/vnd.mapbox-vector-tile";
  private static final String GEO_JSON = "application/geo+json;charset=UTF-8";

  private final ConsoleConfig config;
  private final ConsoleParts parts;
  private final Supplier<MapModel> map;
  private final LiveChannel channel;
  private final Calls store;
  private final Calls field;
  private final Gate gate;

  /** @param map as it is now */
  Routes(ConsoleConfig config, ConsoleParts parts, Supplier<MapModel> map, LiveChannel channel, Calls store, Calls field) {
    this.config = config;
    this.parts = parts;
    this.map = map;
    this.channel = channel;
    this.store = store;
    this.field = field;
    gate = new Gate(config);
  }

  Router router(Vertx vertx) {
    var router = Router.router(vertx);
    router.route().failureHandler(request -> Answers.fail(request, request.statusCode(), request.failure()));
    router.route().handler(gate::check);
    router.get("/live").handler(this::live);
    ExchangeApi.takeBodies(router);
    router.post().handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
    router.getWithRegex("/tiles/(?<z>\\d{1,2})/(?<x>\\d{1,8})/(?<y>\\d{1,8})\\.mvt").handler(this::tile);
    router.get("/api/model").handler(this::model);
    router.get("/api/network.geojson").handler(this::network);
    router.get(FEEDER_OF_METERS).handler(request -> {
      MapModel now = map.get();
      StaticFiles.send(request, "application/octet-stream", now.feederOfMeters(), Optional.empty(), etag(now.version()));
    });
    router.get("/api/search").handler(this::search);
    router.get("/api/events").handler(this::events);
    router.get("/api/scenarios").handler(this::scenarios);
    router.post("/api/scenarios/:name/:step").handler(this::step);
    new DeliveryApi(parts, store).register(router);
    new WorkApi(parts, store).register(router);
    new MeterApi(config, parts, map, store, field).register(router);
    new ExchangeApi(parts, store, field).register(router);
    router.get("/health/live").handler(request -> Answers.send(request, 200, JsonObject.of("live", true)));
    router.get("/health/ready").handler(this::ready);
    router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(new StaticFiles(config.webFolder())::serve);
    router.route().handler(request -> request.fail(404));
    return router;
  }

  private void live(RoutingContext request) {
    gate.requireSameOrigin(request.request());
    if (!"websocket".equalsIgnoreCase(request.request().getHeader(HttpHeaders.UPGRADE)))
      throw ApiError.badRequest("This address is for WebSockets.");
    if (!channel.admit()) throw new ApiError(503, "busy", "As many browsers follow live as console.most-live-clients allows.");
    request.request().toWebSocket().onSuccess(channel::open).onFailure(trouble -> {
      channel.leave();
      request.fail(ApiError.badRequest("This is no sound WebSocket request."));
    });
  }

  private void tile(RoutingContext request) {
    int z = Integer.parseInt(request.pathParam("z"));
    int x = Integer.parseInt(request.pathParam("x"));
    int y = Integer.parseInt(request.pathParam("y"));
    if (z > MeterTiles.MAX_ZOOM || x >= 1 << z || y >= 1 << z) throw ApiError.notFound("There is no tile " + z + "/" + x + "/" + y + ".");
    MapModel now = map.get();
    var tile = now.tiles().tile(z, x, y);
    String etag = etag(now.version() + "-" + tile.version());
    var response = request.response();
    response.headers().set(HttpHeaders.ETAG, etag).set(HttpHeaders.CACHE_CONTROL, "no-cache");
    if (etag.equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) response.setStatusCode(304).end();
    else
      response.putHeader(HttpHeaders.CONTENT_TYPE, TILE).end(Buffer.buffer(tile.mvt()));
  }

  private void network(RoutingContext request) {
    MapModel now = map.get();
    StaticFiles.send(request, GEO_JSON, now.geoJson(), Optional.of(now.geoJsonGzip()), etag(now.networkVersion()));
  }

  private static String etag(String version) { return "\"" + version + "\""; }

  private void model(RoutingContext request) {
    var states = new JsonArray();
    for (MeterState state : MeterState.values()) {
      states.add(state.name());
    }
    MapModel now = map.get();
    Answers.send(request, 200, now.network().describe(JsonObject.of(
      "version", now.version(),
      "clock", JsonObject.of("now", parts.clock().instant().toString(), "speed", parts.speed()),
      "states", states,
      "feederOfMeters", FEEDER_OF_METERS,
      "minMeterZoom", config.minMeterZoom())));
  }

  private void search(RoutingContext request) {
    String words = MeterApi.param(request, "q");
    if (words == null || words.length() > 100) throw ApiError.badRequest("q must be 1 to 100 characters.");
    store.answer(request, () -> map.get().network().search(words), found -> Answers.send(request, found));
  }

  private void events(RoutingContext request) {
    int limit = MeterApi.limit(request);
    store.answer(request, () -> parts.eventStore().latest(limit),
      events -> Answers.send(request, JsonViews.array(events, event -> JsonViews.event(event, parts.registry()))));
  }

  private void scenarios(RoutingContext request) {
    store.answer(request, parts.scenarios()::list,
      scenarios -> Answers.send(request, JsonViews.array(scenarios, JsonViews::scenario)));
  }

  private void step(RoutingContext request) {
    String name = request.pathParam("name");
    boolean start = switch (request.pathParam("step")) {
      case "start" -> true;
      case "stop" -> false;
      default -> throw ApiError.notFound("A scenario can be started or stopped.");
    };
    store.answer(request, () -> {
      try {
        Optional<Scenario> scenario = start ? parts.scenarios().start(name) : parts.scenarios().stop(name);
        return scenario.orElseThrow(() -> ApiError.notFound("There is no such scenario."));
      } catch (NotNow e) {
        throw new ApiError(409, "not-now", e.getMessage());
      }
    }, scenario -> Answers.send(request, 200, JsonViews.scenario(scenario)));
  }

  private void ready(RoutingContext request) {
    List<String> waitingFor = parts.waitingFor().get();
    Answers.send(request, waitingFor.isEmpty() ? 200 : 503, waitingFor.isEmpty()
      ? JsonObject.of("ready", true)
      : JsonObject.of("ready", false, "waitingFor", new JsonArray(List.copyOf(waitingFor))));
  }
}
