package meridian.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.message.Notice;
import meridian.services.MemoryOutbox;
import meridian.services.deliver.Deliver;
import meridian.services.deliver.Subscribed;
import meridian.services.deliver.Subscriber;
import meridian.services.deliver.Subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator sees of deliveries and does about them, over HTTP. */
class DeliveryApiTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir
  Path web;
  private final MemoryOutbox outbox = new MemoryOutbox();
  private final Billing billing = new Billing();
  private TestHub hub;
  private Console console;
  private Browser browser;
  private Deliver deliver;

  /** Takes everything but what it is told to refuse. */
  private static final class Billing implements Subscriber {
    private final List<Long> taken = new CopyOnWriteArrayList<>();
    private final Set<Long> refused = ConcurrentHashMap.newKeySet();

    @Override
    public String name() { return "billing"; }

    @Override
    public String kind() { return "soap"; }

    @Override
    public String address() { return "http://billing/cim"; }

    @Override
    public void deliver(Notice notice) throws Refused {
      if (refused.contains(notice.sequence())) throw new Refused("2.4 of no use");
      taken.add(notice.sequence());
    }
  }

  @BeforeEach
  void start() throws IOException {
    hub = new TestHub(Town.of(2, 1), InstantSource.fixed(NOON));
    console = Console.start(new ConsoleConfig("127.0.0.1", 0, Set.of(), 14, Duration.ofMinutes(5), 3, Optional.of(web)), hub.parts());
    browser = new Browser(console);
    deliver = new Deliver(outbox, List.of(new Subscribed(billing, Subscription.to(Notice.Noun.END_DEVICE_EVENTS))),
      InstantSource.fixed(NOON));
    hub.deliver = Optional.of(deliver);
  }

  @AfterEach
  void stop() {
    browser.close();
    console.close();
    deliver.close();
    hub.close();
  }

  private void owe(int count) {
    for (int i = 0; i < count; i++) {
      outbox.owe(NOON.minusSeconds(60).plusSeconds(i), new Notice.Events(List.of()));
    }
  }

  private JsonObject billing() throws Exception { return browser.array("/api/deliveries").getJsonObject(0); }

  @Test
  void whileTheHubStartsThereAreNone() throws Exception {
    hub.deliver = Optional.empty();
    assertThat(Browser.text(browser.get("/api/deliveries"))).isEqualTo("[]");
    assertThat(browser.post("/api/deliveries/billing/pause", "").statusCode()).isEqualTo(503);
  }

  @Test
  void aSubscriberIsPausedAndResumed() throws Exception {
    assertThat(browser.post("/api/deliveries/billing/pause", "").statusCode()).isEqualTo(200);
    owe(3);
    assertThat(billing()).isEqualTo(JsonObject.of("name", "billing", "kind", "soap", "address", "http://billing/cim", "state", "paused",
      "waiting", 3, "oldestWaiting", "2026-11-01T11:59:00Z", "lastDelivered", null, "trouble", "", "setAside", 0, "replay", null));
    assertThat(billing.taken).isEmpty();
    assertThat(browser.post("/api/deliveries/billing/resume", "").statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(billing()).isEqualTo(JsonObject.of("name", "billing", "kind", "soap", "address",
      "http://billing/cim", "state", "closed", "waiting", 0, "oldestWaiting", null, "lastDelivered", "2026-11-01T12:00:00Z", "trouble", "",
      "setAside", 0, "replay", null)));
    assertThat(billing.taken).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aPeriodIsReplayed() throws Exception {
    owe(4);
    await().until(() -> billing.taken.size() == 4);
    await().until(() -> billing().getInteger("waiting") == 0);
    String period = "{\"from\":\"2026-11-01T11:59:01Z\",\"to\":\"2026-11-01T11:59:03Z\"}";
    browser.post("/api/deliveries/billing/pause", "");
    var accepted = browser.post("/api/deliveries/billing/replay", period);
    assertThat(accepted.statusCode()).isEqualTo(202);
    JsonObject replay = JsonObject.of("from", "2026-11-01T11:59:01Z", "to", "2026-11-01T11:59:03Z", "notices", 2, "done", 0);
    assertThat(new JsonObject(Browser.text(accepted))).isEqualTo(replay);
    assertThat(billing().getJsonObject("replay")).isEqualTo(replay);
    assertThat(browser.post("/api/deliveries/billing/replay", period).statusCode()).isEqualTo(409);
    assertThat(browser.delete("/api/deliveries/billing/replay").statusCode()).isEqualTo(200);
    assertThat(browser.delete("/api/deliveries/billing/replay").statusCode()).isEqualTo(404);
    assertThat(browser.post("/api/deliveries/billing/replay", period).statusCode()).isEqualTo(202);
    browser.post("/api/deliveries/billing/resume", "");
    await().until(() -> billing().getValue("replay") == null);
    assertThat(billing.taken).containsExactly(1L, 2L, 3L, 4L, 2L, 3L);
  }

  @Test
  void whatWasSetAsideIsListedTriedAgainAndDropped() throws Exception {
    billing.refused.addAll(Set.of(1L, 2L, 3L));
    owe(4);
    await().until(() -> billing().getInteger("setAside") == 3);
    JsonObject first = browser.array("/api/deliveries/billing/set-aside?limit=1").getJsonObject(0);
    assertThat(first.getInteger("sequence")).isEqualTo(1);
    assertThat(first.getString("noun")).isEqualTo("EndDeviceEvents");
    assertThat(first.getString("reason")).isEqualTo("2.4 of no use");
    assertThat(first.getString("created")).isEqualTo("2026-11-01T11:59:00Z");
    billing.refused.clear();
    assertThat(browser.post("/api/deliveries/billing/set-aside/2/replay", "").statusCode()).isEqualTo(200);
    await().until(() -> billing().getInteger("setAside") == 2);
    assertThat(browser.delete("/api/deliveries/billing/set-aside/1").statusCode()).isEqualTo(200);
    assertThat(browser.delete("/api/deliveries/billing/set-aside/1").statusCode()).isEqualTo(404);
    assertThat(browser.post("/api/deliveries/billing/set-aside/1/replay", "").statusCode()).isEqualTo(404);
    assertThat(Browser.text(browser.post("/api/deliveries/billing/set-aside/replay", ""))).isEqualTo("{\"notices\":1}");
    await().until(() -> billing().getInteger("setAside") == 0);
    assertThat(billing.taken).containsExactly(4L, 2L, 3L);
  }

  @Test
  void whatCannotBeIsSaid() throws Exception {
    assertThat(Browser.errorCode(browser.post("/api/deliveries/nobody/pause", ""))).isEqualTo("unknown-subscriber");
    assertThat(browser.get("/api/deliveries/nobody/set-aside").statusCode()).isEqualTo(404);
    assertThat(browser.get("/api/deliveries/billing/set-aside?limit=0").statusCode()).isEqualTo(400);
    for (String bad : List.of("", "[]", "{}", "{\"from\":\"yesterday\",\"to\":\"2026-11-01T12:00:00Z\"}",
      "{\"from\":\"2026-11-01T12:00:00Z\",\"to\":\"2026-11-01T12:00:00Z\"}",
      "{\"from\":\"1969-01-01T00:00:00Z\",\"to\":\"2026-11-01T12:00:00Z\"}",
      "{\"from\":7,\"to\":\"+1000000-01-01T00:00:00Z\"}")) {
      assertThat(browser.post("/api/deliveries/billing/replay", bad).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(browser.delete("/api/deliveries/billing/set-aside/x").statusCode()).isEqualTo(400);
    assertThat(browser.send(browser.to("/api/deliveries/billing/set-aside/1").DELETE()).statusCode()).isEqualTo(403);
    assertThat(browser.get("/api/deliveries/billing/pause").statusCode()).isEqualTo(404);
  }
}
