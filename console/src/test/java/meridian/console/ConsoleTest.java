package meridian.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.adapter.DeviceEvent;
import meridian.adapter.Outcome;
import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.grid.Grid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.services.control.ControlRequest;
import meridian.services.live.Feed;
import meridian.services.live.MeterState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Questions and commands over HTTP, as in console/README.md, against a town of a dozen meters on two feeders. */
class ConsoleTest {
  private static final Instant NOW = Instant.parse("2026-11-01T06:15:00Z");
  private static final Grid TOWN = Town.of(12, 2);

  @TempDir
  Path web;
  private TestHub hub;
  private Console console;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(web.resolve("index.html"), "<title>Meridian</title>");
    Files.writeString(web.resolve(".hidden.html"), "not for you");
    Files.writeString(web.getParent().resolve("outside.html"), "not for you");
    hub = new TestHub(TOWN, InstantSource.fixed(NOW));
    hub.scenarios = new OneScenario();
    console = Console.start(config(0), hub.parts());
    browser = new Browser(console);
  }

  private ConsoleConfig config(int port) {
    return new ConsoleConfig("127.0.0.1", port, Set.of("hub.example"), 14, Duration.ofMinutes(5), 3, Optional.of(web));
  }

  @AfterEach
  void stop() {
    browser.close();
    console.close();
    hub.close();
  }

  @Test
  void theModelTellsWhatTheMapNeedsFirst() throws Exception {
    JsonObject model = browser.object("/api/model");
    assertThat(model.getInteger("meters")).isEqualTo(12);
    assertThat(model.getJsonArray("states").getList()).containsExactly("UNKNOWN", "ON", "DISCONNECTED", "ARMED", "SILENT", "TAMPERED",
      "OFF");
    assertThat(model.getJsonObject("clock")).isEqualTo(new JsonObject().put("now", "2026-11-01T06:15:00Z").put("speed", 30.0));
    assertThat(model.getJsonArray("feeders").getJsonObject(0).getString("name")).isEqualTo("Feeder 1");
    assertThat(model.getJsonArray("feeders").getJsonObject(0).getInteger("meters")).isEqualTo(6);
    assertThat(model.getJsonObject("counts").getInteger("transformers")).isEqualTo(2);
    assertThat(model.getJsonObject("counts").getInteger("substations")).isEqualTo(1);
    assertThat(model.getInteger("minMeterZoom")).isEqualTo(14);
    JsonArray bounds = model.getJsonArray("bounds");
    TOWN.usagePoints().forEach(point -> {
      assertThat(point.position().longitude_deg()).isBetween(bounds.getDouble(0), bounds.getDouble(2));
      assertThat(point.position().latitude_deg()).isBetween(bounds.getDouble(1), bounds.getDouble(3));
    });
  }

  @Test
  void theNetworkIsGeoJson() throws Exception {
    JsonArray features = browser.object("/api/network.geojson").getJsonArray("features");
    assertThat(features.stream().map(feature -> ((JsonObject) feature).getJsonObject("properties").getString("kind")).distinct()).contains(
      "line", "transformer", "switch", "substation");
    JsonObject line = features.getJsonObject(0);
    assertThat(line.getJsonObject("geometry").getString("type")).isEqualTo("LineString");
    assertThat(line.getJsonObject("geometry").getJsonArray("coordinates").getJsonArray(0).getList()).containsExactly(8.55, 47.37);
    assertThat(line.getJsonObject("properties").getDouble("kv")).isEqualTo(20);
    assertThat(line.getJsonObject("properties").getString("feeder")).isEqualTo("Feeder 1");
  }

  @Test
  void aTileIsServedAndAskedForAgainOnlyWhenItChanged() throws Exception {
    var clusters = browser.get("/tiles/8/134/89.mvt");
    assertThat(clusters.statusCode()).isEqualTo(200);
    assertThat(clusters.headers().firstValue("content-type")).contains("application/vnd.mapbox-vector-tile");
    assertThat(clusters.headers().firstValue("content-encoding")).isEmpty();
    assertThat(text(clusters.body())).contains("clusters");
    String etag = clusters.headers().firstValue("etag").orElseThrow();
    assertThat(browser.send(browser.to("/tiles/8/134/89.mvt").header("If-None-Match", etag)).statusCode()).isEqualTo(304);
    try (var live = browser.follow()) {
      live.nextBinary();
      hub.live.set(0, MeterState.OFF);
      live.nextBinary();
    }
    assertThat(browser.send(browser.to("/tiles/8/134/89.mvt").header("If-None-Match", etag)).statusCode()).isEqualTo(200);
    assertThat(text(browser.get("/tiles/14/8581/5738.mvt").body())).contains("meters");
    for (String none : List.of("/tiles/25/0/0.mvt", "/tiles/3/8/0.mvt", "/tiles/3/0/8.mvt", "/tiles/3/-1/0.mvt", "/tiles/a/b/c.mvt",
      "/tiles/3/99999999/0.mvt", "/tiles/3/999999999999/0.mvt")) {
      assertThat(browser.get(none).statusCode()).as(none).isEqualTo(404);
    }
  }

  @Test
  void aMeterIsFoundByMridAndByIndex() throws Exception {
    Meter meter = TOWN.meters().get(4);
    hub.live.set(4, MeterState.TAMPERED);
    JsonObject told = browser.object("/api/meters/4");
    assertThat(browser.object("/api/meters/" + meter.mrid())).isEqualTo(told);
    assertThat(told.getString("mrid")).isEqualTo(meter.mrid().toString());
    assertThat(told.getString("state")).isEqualTo("TAMPERED");
    assertThat(told.getJsonObject("usagePoint").getString("address")).isEqualTo("Mill Road 5");
    assertThat(told.getJsonObject("transformer").getString("name")).isEqualTo("T1");
    assertThat(told.getJsonObject("feeder").getString("name")).isEqualTo("Feeder 1");
    assertThat(told.getJsonArray("lastValues").getJsonObject(0)).isEqualTo(new JsonObject().put("readingType",
      "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0").put("label", "Active energy, delivered").put("value", 1234.5).put("unit", "kWh").put("time",
        "2026-11-01T06:15:00Z")
      .put("quality", "1.0.0"));
  }

  @Test
  void theMapFollowsTheRegistry() throws Exception {
    Meter gone = TOWN.meters().get(4);
    Meter fresh = new Meter(Mrid.random(), "FRESH", "F1", "demo", "", "", gone.usagePoint());
    Meter loose = new Meter(Mrid.random(), "LOOSE", "F2", "demo", "", "", null);
    hub.live.set(12, MeterState.OFF);
    try (var live = browser.follow()) {
      live.nextBinary();
      String before = browser.object("/api/model").getString("version");
      hub.registry.apply(new GridChange(List.of(), List.of(fresh, loose), Set.of(gone.mrid())));
      assertThat(live.nextOf("model").getString("version")).isEqualTo(browser.object("/api/model").getString("version"))
        .isNotEqualTo(before);
    }
    try (var live = browser.follow()) {
      ByteBuffer states = live.nextBinary();
      assertThat(states.getInt(1)).isEqualTo(14);
      assertThat(states.get(5 + 4)).as("gone").isEqualTo((byte) 255);
      assertThat(states.get(5 + 12)).isEqualTo((byte) MeterState.OFF.ordinal());
    }
    JsonObject model = browser.object("/api/model");
    assertThat(model.getInteger("meters")).isEqualTo(13);
    assertThat(model.getInteger("indexes")).isEqualTo(14);
    assertThat(model.getJsonArray("feeders").getJsonObject(0).getInteger("meters")).isEqualTo(6);
    assertThat(browser.get("/api/meters/4").statusCode()).isEqualTo(404);
    assertThat(browser.object("/api/meters/12").getJsonObject("usagePoint").getString("address")).isEqualTo("Mill Road 5");
    assertThat(browser.object("/api/meters/13").getJsonObject("usagePoint")).isNull();
    assertThat(browser.get("/api/feeder-of-meters").body()).hasSize(28).contains((byte) 255);
    JsonArray found = new JsonArray(text(browser.get("/api/search?q=LOOSE").body()));
    assertThat(found.getJsonObject(0).containsKey("longitude")).isFalse();
  }

  @Test
  void whatIsNoMeterIsToldApartFromWhatIsNotKnown() throws Exception {
    for (String path : List.of("", "/profile", "/events", "/commands")) {
      assertThat(Browser.errorCode(browser.get("/api/meters/12" + path))).isEqualTo("unknown-meter");
      assertThat(browser.get("/api/meters/12" + path).statusCode()).isEqualTo(404);
      assertThat(browser.get("/api/meters/00000000-0000-0000-0000-000000000000" + path).statusCode()).isEqualTo(404);
      assertThat(browser.get("/api/meters/12345678901234567890" + path).statusCode()).isEqualTo(400);
      assertThat(browser.get("/api/meters/-1" + path).statusCode()).isEqualTo(400);
      assertThat(browser.get("/api/meters/%27%3Bdrop" + path).statusCode()).isEqualTo(400);
    }
    for (String verb : List.of("read", "ping", "control")) {
      assertThat(browser.post("/api/meters/12/" + verb, "{}").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aProfileIsADayUnlessAskedOtherwise() throws Exception {
    JsonObject day = browser.object("/api/meters/0/profile");
    assertThat(day.getString("unit")).isEqualTo("kWh");
    assertThat(day.getInteger("interval_s")).isEqualTo(900);
    assertThat(day.getJsonArray("points")).hasSize(96);
    assertThat(day.getJsonArray("points").getJsonArray(95).getLong(0)).isEqualTo(NOW.toEpochMilli());
    assertThat(day.getJsonArray("points").getJsonArray(95).getString(2)).isEqualTo("1.0.0");
    assertThat(browser.object("/api/meters/0/profile?from=2026-10-31T00:00:00Z&to=2026-10-31T01:00:00Z").getJsonArray("points")).hasSize(4);
    for (String bad : List.of("from=yesterday", "from=2026-10-31T01:00:00Z&to=2026-10-31T01:00:00Z", "from=2026-08-01T00:00:00Z",
      "to=%2B999999999-12-31T00:00:00Z", "from=-000001-01-01T00:00:00Z")) {
      assertThat(browser.get("/api/meters/0/profile?" + bad).statusCode()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void eventsComeNewestFirstWithWordsAndSeverity() throws Exception {
    report(3, "3.26.0.85", NOW.minusSeconds(60));
    report(3, "3.26.0.216", NOW.minusSeconds(30));
    report(5, "3.12.29.39", NOW);
    JsonArray all = browser.array("/api/events");
    assertThat(all).hasSize(3);
    assertThat(all.getJsonObject(0).getString("label")).isEqualTo("Meter cover opened");
    assertThat(all.getJsonObject(0).getString("severity")).isEqualTo("alarm");
    assertThat(all.getJsonObject(0).getInteger("meterIndex")).isEqualTo(5);
    assertThat(all.getJsonObject(0).getJsonObject("details").getString("logbook")).isEqualTo("standard");
    assertThat(browser.array("/api/events?limit=1")).hasSize(1);
    JsonArray ofOne = browser.array("/api/meters/3/events");
    assertThat(ofOne).hasSize(2);
    assertThat(ofOne.getJsonObject(1).getString("time")).isEqualTo("2026-11-01T06:14:00Z");
    for (String bad : List.of("0", "1001", "-1", "many", "99999999999")) {
      assertThat(browser.get("/api/events?limit=" + bad).statusCode()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void aMeterIsReadAndPinged() throws Exception {
    JsonObject read = new JsonObject(Browser.text(browser.post("/api/meters/2/read", "")));
    assertThat(read.getString("outcome")).isEqualTo("Done");
    assertThat(read.getJsonArray("values").getJsonObject(1).getString("unit")).isEqualTo("V");
    assertThat(Browser.text(browser.post("/api/meters/2/ping", ""))).isEqualTo("{\"outcome\":\"Done\",\"relay\":\"CONNECTED\"}");
    hub.field.trouble = Optional.of(new Outcome.Unreachable<>("nobody answers there"));
    assertThat(Browser.text(browser.post("/api/meters/2/read", ""))).isEqualTo(
      "{\"outcome\":\"Unreachable\",\"reason\":\"nobody answers there\"}");
    assertThat(Browser.text(browser.post("/api/meters/2/ping", ""))).contains("Unreachable");
  }

  @Test
  void aDisconnectIsAcceptedAtOnceAndItsOutcomeIsTheRelaysState() throws Exception {
    try (var live = browser.follow()) {
      live.nextBinary();
      var answer = browser.post("/api/meters/7/control", "{\"control\":\"disconnect\",\"reason\":\"unpaid\"}");
      assertThat(answer.statusCode()).isEqualTo(202);
      JsonObject command = new JsonObject(Browser.text(answer));
      assertThat(command.getString("label")).isEqualTo("Disconnect");
      assertThat(command.getString("state")).isEqualTo("queued");
      assertThat(command.getString("requestedBy")).isEqualTo("console 127.0.0.1");
      JsonObject told = live.nextOf("command").getJsonObject("command");
      while (!told.getString("state").equals("finished")) {
        told = live.nextOf("command").getJsonObject("command");
      }
      assertThat(told.getString("mrid")).isEqualTo(command.getString("mrid"));
      assertThat(told.getJsonObject("outcome").getString("kind")).isEqualTo("Disconnected");
      JsonArray kept = browser.array("/api/meters/7/commands");
      assertThat(kept).containsExactly(told);
      assertThat(browser.object("/api/meters/7").getString("state")).isEqualTo("DISCONNECTED");
    }
  }

  @Test
  void aScheduledCommandIsShownAndTakenBack() throws Exception {
    Instant due = hub.clock.instant().plus(Duration.ofHours(1));
    Mrid meter = hub.registry.meter(3).mrid();
    Command scheduled = hub.control.submit(new ControlRequest("cis", "m-1", "", "", "cis", EndDeviceControlType.DISCONNECT, List.of(meter),
      "moves out", Priority.LOW, due, Duration.ofHours(1))).getFirst();
    JsonObject shown = browser.array("/api/meters/3/commands").getJsonObject(0);
    assertThat(shown.getString("notBefore")).isEqualTo(due.toString());
    assertThat(shown.getString("priority")).isEqualTo("low");
    var answer = browser.post("/api/commands/" + scheduled.mrid() + "/cancel", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject taken = new JsonObject(Browser.text(answer));
    assertThat(taken.getJsonObject("outcome").getString("kind")).isEqualTo("Cancelled");
    assertThat(taken.getJsonObject("outcome").getString("text")).isEqualTo("withdrawn by console 127.0.0.1");
  }

  @Test
  void aCommandThatIsFinishedOrUnknownIsNotTakenBack() throws Exception {
    var finished = new CountDownLatch(1);
    hub.control.progress().subscribe(told -> told.outcome().ifPresent(_ -> finished.countDown()));
    Command done = hub.control.submit(new ControlRequest("cis", "m-2", "", "", "cis", EndDeviceControlType.CONNECT,
      List.of(hub.registry.meter(4).mrid()), "", Priority.NORMAL, hub.clock.instant(), Duration.ofHours(1))).getFirst();
    assertThat(finished.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(browser.post("/api/commands/" + done.mrid() + "/cancel", "").statusCode()).isEqualTo(409);
    assertThat(browser.post("/api/commands/" + Mrid.random() + "/cancel", "").statusCode()).isEqualTo(404);
    assertThat(browser.post("/api/commands/7/cancel", "").statusCode()).isEqualTo(400);
  }

  @Test
  void aControlThatSaysNothingSoundIsRefused() throws Exception {
    for (String bad : List.of("", "[]", "{", "{}", "{\"control\":\"explode\"}", "{\"control\":1}", "{\"control\":\"connect\",\"reason\":7}",
      "{\"control\":\"connect\",\"reason\":\"" + "x".repeat(201) + "\"}", "{\"control\":\"connect\",\"reason\":\"two\\nlines\"}",
      "[".repeat(
        16_000))) {
      assertThat(browser.post("/api/meters/0/control", bad).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(browser.post("/api/meters/0/control", "x".repeat(20_000)).statusCode()).isEqualTo(413);
    assertThat(browser.array("/api/meters/0/commands")).isEmpty();
  }

  @Test
  void searchFindsMetersAndEquipment() throws Exception {
    JsonArray found = browser.array("/api/search?q=mill%20road%205");
    assertThat(found.getJsonObject(0).getInteger("index")).isEqualTo(4);
    assertThat(found.getJsonObject(0).getString("kind")).isEqualTo("meter");
    assertThat(browser.array("/api/search?q=feeder").getJsonObject(1).getString("name")).isEqualTo("Feeder 2");
    assertThat(browser.array("/api/search?q=cb1").getJsonObject(0).getString("kind")).isEqualTo("switch");
    assertThat(browser.array("/api/search?q=" + TOWN.transformers().get(1).mrid()).getJsonObject(0).getString("name")).isEqualTo("T2");
    assertThat(browser.array("/api/search?q=M1").getJsonObject(0).getString("name")).as("the exact name first").isEqualTo("M1");
    assertThat(browser.array("/api/search?q=nothing%20like%20it")).isEmpty();
    assertThat(browser.get("/api/search").statusCode()).isEqualTo(400);
    assertThat(browser.get("/api/search?q=" + "x".repeat(101)).statusCode()).isEqualTo(400);
  }

  @Test
  void scenariosStartAndStop() throws Exception {
    try (var live = browser.follow()) {
      live.nextBinary();
      assertThat(browser.array("/api/scenarios").getJsonObject(0).getBoolean("running")).isFalse();
      assertThat(browser.post("/api/scenarios/storm/start", "").statusCode()).isEqualTo(200);
      assertThat(live.nextOf("scenario").getJsonObject("scenario").getBoolean("running")).isTrue();
      assertThat(browser.array("/api/scenarios").getJsonObject(0).getBoolean("running")).isTrue();
      assertThat(browser.post("/api/scenarios/storm/start", "").statusCode()).isEqualTo(409);
      assertThat(browser.post("/api/scenarios/storm/stop", "").statusCode()).isEqualTo(200);
      assertThat(browser.post("/api/scenarios/storm/pause", "").statusCode()).isEqualTo(404);
      assertThat(browser.post("/api/scenarios/flood/start", "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void healthIsTold() throws Exception {
    assertThat(Browser.text(browser.get("/health/ready"))).isEqualTo("{\"ready\":true}");
    hub.waitingFor.add("store");
    assertThat(browser.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(Browser.text(browser.get("/health/ready"))).isEqualTo("{\"ready\":false,\"waitingFor\":[\"store\"]}");
    assertThat(browser.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void tooManyConversationsAtATimeAreRefusedAndTheRestStillServed() throws Exception {
    var hold = new CountDownLatch(1);
    var held = new CountDownLatch(32);
    hub.field.before = () -> {
      held.countDown();
      hold.await();
    };
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = java.util.stream.IntStream.range(0, 32).mapToObj(_ -> threads.submit(() -> browser.post("/api/meters/1/ping", "")
        .statusCode())).toList();
      held.await();
      var refused = browser.post("/api/meters/1/ping", "");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(Browser.errorCode(refused)).isEqualTo("busy");
      assertThat(browser.get("/api/meters/1").statusCode()).as("the store is not the field").isEqualTo(200);
      hold.countDown();
      for (var status : waiting) {
        assertThat(status.get()).isEqualTo(200);
      }
    }
    assertThat(browser.post("/api/meters/1/ping", "").statusCode()).isEqualTo(200);
  }

  @Test
  void whatGoesWrongInsideIsNotToldOutside() throws Exception {
    hub.field.before = () -> {
      throw new IllegalStateException("secret innards");
    };
    var answer = browser.post("/api/meters/1/ping", "");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(Browser.errorCode(answer)).isEqualTo("internal");
    assertThat(Browser.text(answer)).doesNotContain("secret");
    hub.field.before = () -> {
      throw new meridian.services.port.StoreException("disk full at /secret", new IOException());
    };
    assertThat(browser.post("/api/meters/1/ping", "").statusCode()).isEqualTo(503);
    assertThat(Browser.text(browser.post("/api/meters/1/ping", ""))).doesNotContain("secret");
  }

  @Test
  void filesAreServedByExactNameAloneAndCompressed() throws Exception {
    assertThat(Browser.text(browser.get("/"))).isEqualTo("<title>Meridian</title>");
    assertThat(browser.get("/index.html").headers().firstValue("content-type")).contains("text/html;charset=UTF-8");
    var library = browser.send(browser.to("/lib/ol/ol.js").header("Accept-Encoding", "gzip"));
    assertThat(library.headers().firstValue("content-encoding")).contains("gzip");
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(library.body()))) {
      assertThat(plain.readAllBytes()).isEqualTo(browser.get("/lib/ol/ol.js").body());
    }
    String etag = library.headers().firstValue("etag").orElseThrow();
    assertThat(browser.send(browser.to("/lib/ol/ol.js").header("If-None-Match", etag)).statusCode()).isEqualTo(304);
    assertThat(browser.get("/lib/ol/ol.css").statusCode()).isEqualTo(200);
    for (String none : List.of("/.hidden.html", "/../outside.html", "/%2e%2e/outside.html", "/..%2foutside.html", "//outside.html", "/app/",
      "/app",
      "/lib/ol/", "/index.html/", "/META-INF/MANIFEST.MF", "/nothing.js", "/index.html%00.js")) {
      assertThat(browser.raw("GET " + none + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")).as(none).doesNotContain(
        "not for you").containsAnyOf(" 404 ", " 400 ");
    }
  }

  @Test
  void anotherSitesPageCanNeitherReadNorAct() throws Exception {
    String evil = "GET /api/model HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assertThat(browser.raw(evil)).startsWith("HTTP/1.1 403").contains("\"host\"").doesNotContain("Feeder");
    assertThat(browser.raw(evil.replace("evil.example", "hub.example:8080"))).startsWith("HTTP/1.1 200");
    assertThat(browser.raw(evil.replace("evil.example", "LOCALHOST"))).startsWith("HTTP/1.1 200");
    assertThat(browser.raw(evil.replace("evil.example", "127.0.0.1.evil.example"))).startsWith("HTTP/1.1 403");
    assertThat(browser.raw(evil.replace("Host: evil.example\r\n", ""))).startsWith("HTTP/1.1 400");

    var post = java.net.http.HttpRequest.BodyPublishers.noBody();
    assertThat(browser.send(browser.to("/api/meters/0/ping").POST(post)).statusCode()).isEqualTo(403);
    assertThat(browser.send(browser.to("/api/meters/0/ping").header("Origin", browser.origin).POST(post)).statusCode()).isEqualTo(403);
    assertThat(browser.send(browser.to("/api/meters/0/ping").header("X-Meridian", "console").POST(post)).statusCode()).isEqualTo(403);
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1", "file://127.0.0.1:" + console.port(), "http://[",
      browser.origin + ".evil.example")) {
      assertThat(
        browser.send(browser.to("/api/meters/0/ping").header("Origin", origin).header("X-Meridian", "console").POST(post)).statusCode())
        .as(origin).isEqualTo(403);
    }
    assertThat(browser.send(browser.to("/api/model").method("OPTIONS", post)).statusCode()).isEqualTo(405);
    assertThat(browser.send(browser.to("/api/model").PUT(post)).statusCode()).isEqualTo(405);
    assertThat(browser.send(browser.to("/api/model").DELETE()).statusCode()).isEqualTo(403);
    var headers = browser.get("/").headers();
    assertThat(headers.firstValue("content-security-policy").orElseThrow()).contains("default-src 'self'").doesNotContain("unsafe");
    assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
    assertThat(headers.firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void aPortInUseIsToldByItsKey() {
    try (var another = new TestHub(TOWN, InstantSource.fixed(NOW))) {
      assertThatThrownBy(() -> Console.start(config(console.port()), another.parts())).isInstanceOf(IOException.class).hasMessageContaining(
        "console.port " + console.port());
    }
  }

  @Test
  void aClosedConsoleListensToNothingAnyMore() throws Exception {
    console.close();
    assertThatThrownBy(() -> browser.get("/health/live")).isInstanceOf(IOException.class);
    hub.live.set(0, MeterState.OFF);
    report(0, "3.26.0.85", NOW);
    console.close();
  }

  private void report(int index, String type, Instant time) {
    Meter meter = TOWN.meters().get(index);
    hub.recordEvents.record(meter.adapter(), List.of(new DeviceEvent(meter.serialNumber(), "", type, time, Map.of("logbook", "standard"))));
  }

  private static String text(byte[] body) { return new String(body, StandardCharsets.ISO_8859_1); }

  /** A storm that starts when it is still. */
  private static final class OneScenario implements Scenarios {
    private final Feed<Scenario> changes = new Feed<>();
    private volatile boolean running;

    @Override
    public List<Scenario> list() { return List.of(new Scenario("storm", "Storm", "Many outages", running, "")); }

    @Override
    public Optional<Scenario> start(String name) throws NotNow {
      if (!name.equals("storm")) return Optional.empty();
      if (running) throw new NotNow("It is blowing already.");
      return turn(true);
    }

    @Override
    public Optional<Scenario> stop(String name) { return name.equals("storm") ? turn(false) : Optional.empty(); }

    private Optional<Scenario> turn(boolean on) {
      running = on;
      changes.tell(list().getFirst());
      return Optional.of(list().getFirst());
    }

    @Override
    public Feed<Scenario> changes() { return changes; }
  }
}
