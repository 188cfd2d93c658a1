package meridian.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import meridian.model.message.Exchange;
import meridian.services.journal.Doors.NotReplayable;
import meridian.services.journal.Doors.Said;
import meridian.services.port.Journal.Field;

import static org.assertj.core.api.Assertions.assertThat;

/** The journal over HTTP. */
class ExchangeApiTest {
  private static final Instant NOW = Instant.parse("2026-11-01T06:15:00Z");

  private TestHub hub;
  private Console console;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    hub = new TestHub(Town.of(12, 2), InstantSource.fixed(NOW));
    console = Console.start(ConsoleConfig.local(0), hub.parts());
    browser = new Browser(console);
    append("GetMeterReadings", Exchange.Direction.IN, "<a>é</a>", 0);
    append("MeterReadings", Exchange.Direction.OUT, "x".repeat(300_000), 0);
    append("GetMeterReadings", Exchange.Direction.IN, "<a/>", 1);
  }

  @AfterEach
  void stop() {
    browser.close();
    console.close();
    hub.close();
  }

  private void append(String noun, Exchange.Direction direction, String body, long replayOf) {
    var header = new Exchange.Header("get", noun, "", "billing", "m1", "", Optional.of(NOW), false, true, "", "anna");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    hub.journal.append(new Exchange(0, NOW, direction, "soap:GetMeterReadings", "10.0.0.1", header, List.of("MTR-1"), "FAILED 2.4", 7,
      bytes.length, 0, replayOf), bytes);
  }

  @Test
  void listsNewestFirstPageByPageWithoutBodies() throws Exception {
    JsonObject page = browser.object("/api/exchanges?limit=2");
    assertThat(page.getJsonArray("exchanges").stream().map(each -> ((JsonObject) each).getLong("id"))).containsExactly(3L, 2L);
    assertThat(page.getJsonArray("exchanges").getJsonObject(0)).isEqualTo(new JsonObject("""
      {"id":3,"time":"2026-11-01T06:15:00Z","direction":"IN","endpoint":"soap:GetMeterReadings","partner":"10.0.0.1","verb":"get",
      "noun":"GetMeterReadings","messageId":"m1","correlationId":"","devices":["MTR-1"],"header":{"revision":"","source":"billing",
      "timestamp":"2026-11-01T06:15:00Z","asyncReply":false,"ackRequired":true,"replyAddress":"","userId":"anna"},
      "outcome":"FAILED 2.4","duration_ms":7,"size":4,"kept":4,"replayOf":1}"""));
    JsonObject rest = browser.object("/api/exchanges?limit=2&before=" + page.getLong("next"));
    assertThat(rest.getJsonArray("exchanges")).hasSize(1);
    assertThat(rest.getValue("next")).isNull();
  }

  @Test
  void asksForWhatTheUserAsksFor() throws Exception {
    browser
      .object("/api/exchanges?noun=MeterReadings&outcome=FAILED%202&device=M&partner=p&messageId=a&correlationId=b&verb=get&direction=IN"
        + "&text=t&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&limit=7");
    assertThat(hub.journal.asked.asked()).isEqualTo(Map.of(Field.NOUN, "MeterReadings", Field.OUTCOME, "FAILED 2", Field.DEVICE, "M",
      Field.PARTNER, "p", Field.MESSAGE_ID, "a", Field.CORRELATION_ID, "b", Field.VERB, "get", Field.DIRECTION, "IN", Field.TEXT, "t"));
    assertThat(hub.journal.asked.period().start()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(hub.journal.asked.limit()).isEqualTo(7);
    for (String bad : List.of("nown=x", "limit=0", "before=x", "before=-1", "from=yesterday",
      "from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
      "text=" + "x".repeat(1_001))) {
      assertThat(browser.get("/api/exchanges?" + bad).statusCode()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void showsOneWithItsMessageBoundedAndItsRepetitions() throws Exception {
    JsonObject shown = browser.object("/api/exchanges/1");
    assertThat(shown.getString("body")).isEqualTo("<a>é</a>");
    assertThat(shown.getJsonArray("repetitions").getJsonObject(0).getLong("id")).isEqualTo(3);
    JsonObject large = browser.object("/api/exchanges/2");
    assertThat(large.getString("body")).hasSize(256 << 10);
    assertThat(large.getInteger("shown")).isEqualTo(256 << 10);
    assertThat(large.getInteger("size")).isEqualTo(300_000);
    assertThat(Browser.errorCode(browser.get("/api/exchanges/99"))).isEqualTo("unknown-exchange");
    assertThat(browser.get("/api/exchanges/abc").statusCode()).isEqualTo(400);
    assertThat(browser.get("/api/exchanges/99999999999999999999").statusCode()).isEqualTo(400);
  }

  @Test
  void replaysAsItWasOrMended() throws Exception {
    hub.replay.through((exchange, message, by) -> {
      if (exchange.id() == 3) throw new NotReplayable("Not this one.");
      return new Said("OK",
        (exchange.id() + " " + new String(message, StandardCharsets.UTF_8) + " " + by).getBytes(StandardCharsets.UTF_8));
    });
    assertThat(new JsonObject(Browser.text(browser.post("/api/exchanges/1/replay", ""))))
      .isEqualTo(new JsonObject().put("outcome", "OK").put("answer", "1 <a>é</a> console 127.0.0.1"));
    String mended = "<b>" + "m".repeat(500_000) + "</b>";
    assertThat(new JsonObject(Browser.text(browser.post("/api/exchanges/1/replay", mended))).getString("answer")).startsWith("1 <b>mmm");
    assertThat(Browser.errorCode(browser.post("/api/exchanges/3/replay", ""))).isEqualTo("not-replayable");
    assertThat(browser.post("/api/exchanges/3/replay", "").statusCode()).isEqualTo(409);
    assertThat(browser.post("/api/exchanges/99/replay", "").statusCode()).isEqualTo(404);
    assertThat(browser.post("/api/exchanges/1/replay", "x".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
    assertThat(browser.send(browser.to("/api/exchanges/1/replay").header("Origin", browser.origin)
      .POST(java.net.http.HttpRequest.BodyPublishers.noBody())).statusCode()).as("without X-Meridian").isEqualTo(403);
  }
}
