package meridian.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.grid.Meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Promises 1 and 2 against kill -9: the whole hub, a process of its own, is killed at random moments while it collects and carries out
 * commands, and started again in the same folder. Its meters live on beside it. Then the books of the enterprise, of the hub and of the
 * meters must agree.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
  private static final int KILLS = 4;
  private static final int METERS = 240;
  private static final int OPERATORS = 2;
  /** Most that are given: see {@link #giveOrders}. */
  private static final int ORDERS = METERS + METERS / 3;
  private static final int SPEED = 300;
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final int BACKFILL_QUARTERS = 24;
  private static final String DISCONNECT = "3.31.0.23";
  private static final String CONNECT = "3.31.0.18";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** One interval value, as told. */
  private record Told(String value, String messageId) {}

  private record Order(UUID messageId, Meter meter, String type) {}

  private final long seed = System.nanoTime();
  private final List<Order> orders = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable HubProcess> hub = new AtomicReference<>();
  private volatile boolean enough;
  private TestTown town;
  private Enterprise enterprise;

  @BeforeAll
  void killItAgainAndAgain(@TempDir Path folder) throws Exception {
    town = new TestTown(folder, METERS, SPEED);
    enterprise = new Enterprise(town.jmsPort);
    var random = new Random(seed);
    startHub(false);
    await("subscriptions").atMost(PATIENCE).until(enterprise::isSubscribed);
    kill();
    List<Thread> operators = IntStream.range(0, OPERATORS).mapToObj(i -> Thread.ofVirtual().start(() -> giveOrders(i))).toList();
    try {
      for (int kill = 1; kill < KILLS; kill++) {
        startHub(true);
        Thread.sleep(200 + random.nextInt(3000));
        kill();
      }
      // And once while it is still starting.
      hub.set(HubProcess.start("run", "400m", settings(true), log()));
      Thread.sleep(500 + random.nextInt(2500));
      kill();
      startHub(true);
      int before = orders.size();
      await("orders after the last start").atMost(PATIENCE).until(() -> orders.size() >= Math.min(before + 20, ORDERS));
    } finally {
      enough = true;
      for (Thread operator : operators)
        operator.join();
    }
    Instant settled = lastBoundary();
    await("collection up to " + settled).atMost(PATIENCE).until(
      () -> told().size() == METERS && told().values().stream().allMatch(values -> !values.lastKey().isBefore(settled)));
  }

  @AfterAll
  void stop() {
    HubProcess running = hub.get();
    if (running != null) running.close();
    if (enterprise != null) enterprise.close();
    if (town != null) town.close();
  }

  private void startHub(boolean collect) throws IOException {
    hub.set(HubProcess.start("run", "400m", settings(collect), log()));
    await("ready hub, seed " + seed).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(town::isReady);
  }

  private void kill() throws InterruptedException {
    HubProcess running = hub.get();
    if (running != null) running.kill();
  }

  private Map<String, Object> settings(boolean collect) {
    Map<String, Object> settings = town.settings();
    settings.put("hub.collect", collect);
    settings.put("cim.control-valid-for", "10d"); // of the town's time
    settings.put("field.backfill", BACKFILL_QUARTERS / 4 + "h");
    return settings;
  }

  private Path log() { return town.folder.resolve("hub.log"); }

  /** A disconnect for each meter in turn, and for every third a connect right behind it; the same again until it is taken. */
  private void giveOrders(int operator) {
    for (int i = operator; i < METERS && !enough; i += OPERATORS) {
      Meter meter = town.grid.meters().get(i);
      give(new Order(UUID.randomUUID(), meter, DISCONNECT));
      if (i % 3 == 0) give(new Order(UUID.randomUUID(), meter, CONNECT));
    }
  }

  private void give(Order order) {
    try {
      while (!isTaken(order)) {
        Thread.sleep(20);
      }
      orders.add(order);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isTaken(Order order) throws InterruptedException {
    try {
      return town.control(order.messageId, order.meter, order.type, enterprise.replyUrl()).contains(">OK<");
    } catch (IOException hubIsAway) {
      return false;
    }
  }

  @Test
  void theSubscriberGotEveryIntervalWithoutAGap() throws Exception {
    var gaps = new ArrayList<String>();
    told().forEach((meter, values) -> {
      for (Instant end = values.firstKey(); end.isBefore(values.lastKey()); end = end.plus(QUARTER)) {
        if (!values.containsKey(end)) gaps.add(meter + " " + end);
      }
    });
    assertThat(gaps).as("seed %d", seed).isEmpty();
    assertThat(told().values()).allSatisfy(values -> assertThat(values).hasSizeGreaterThan(BACKFILL_QUARTERS));
  }

  @Test
  void nothingIsToldUnderTwoMessageIds() throws Exception {
    var texts = new HashMap<String, String>();
    for (Enterprise.Heard heard : all()) {
      assertThat(texts.computeIfAbsent(heard.messageId(), _ -> heard.text())).as("seed %d", seed).isEqualTo(heard.text());
    }
    Map<String, Set<String>> messagesOfValue = new HashMap<>();
    for (Enterprise.Heard heard : enterprise.readings) {
      intervals(heard).forEach((meter, values) -> values.forEach(
        (end, told) -> messagesOfValue.computeIfAbsent(meter + " " + end, _ -> new HashSet<>()).add(told.messageId + told.value)));
    }
    assertThat(messagesOfValue).as("seed %d", seed).isNotEmpty().allSatisfy((_, messages) -> assertThat(messages).hasSize(1));
  }

  @Test
  void eachCommandHasOneOutcomeAndItIsWhatTheMeterShows() throws Exception {
    awaitOutcomes();
    assertThat(orders).hasSizeGreaterThan(20);
    Map<Meter, String> last = new HashMap<>();
    for (Order order : orders) {
      String commands = town.console("/api/meters/" + order.meter.mrid() + "/commands");
      List<String> outcomes = TestTown.all("\"messageId\":\"" + order.messageId + "\".*?\"kind\":\"(\\w+)\"", commands);
      assertThat(outcomes).as("%s, seed %d: %s", order, seed, commands).hasSize(1);
      last.put(order.meter, outcomes.getFirst());
    }
    for (Map.Entry<Meter, String> outcome : last.entrySet()) {
      String relay = town.relay(outcome.getKey());
      assertThat(outcome.getValue()).as("meter %s, seed %d", outcome.getKey(), seed).isEqualTo(switch (relay) {
        case "connected" -> "Connected";
        case "disconnected" -> "Disconnected";
        default -> "Armed";
      });
    }
    assertThat(last.values()).contains("Connected", "Disconnected", "Armed");
  }

  @Test
  void eachCommandIsToldByOneEventAndOneReply() throws Exception {
    awaitOutcomes();
    await("replies and events").atMost(PATIENCE).untilAsserted(() -> {
      for (Order order : orders) {
        String id = order.messageId.toString();
        assertThat(enterprise.replies.stream().filter(reply -> reply.contains("<CorrelationID>" + id))
          .flatMap(reply -> TestTown.all("<MessageID>([^<]+)", reply).stream()).distinct()).as("replies to %s, seed %d", order, seed)
          .hasSize(1);
        assertThat(
          enterprise.events.stream().flatMap(heard -> TestTown.all("<EndDeviceEvent>(.*?)</EndDeviceEvent>", heard.text()).stream())
            .filter(event -> event.contains("<issuerTrackingID>" + id)).flatMap(event -> TestTown.all("^<mRID>([^<]+)", event).stream())
            .distinct())
          .as("events of %s, seed %d", order, seed).hasSize(1);
      }
    });
  }

  private void awaitOutcomes() {
    await("outcomes").atMost(PATIENCE).untilAsserted(() -> {
      for (Order order : orders)
        assertThat(town.console("/api/meters/" + order.meter.mrid() + "/commands")).doesNotContain("queued", "running");
    });
  }

  private List<Enterprise.Heard> all() {
    List<Enterprise.Heard> all = new ArrayList<>(enterprise.readings);
    all.addAll(enterprise.events);
    return all;
  }

  private Instant lastBoundary() {
    long quarter_s = QUARTER.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(town.clock.instant().getEpochSecond(), quarter_s) * quarter_s);
  }

  /** Imported energy of each meter by the end of the interval, all messages together. */
  private Map<String, TreeMap<Instant, Told>> told() {
    Map<String, TreeMap<Instant, Told>> all = new HashMap<>();
    for (Enterprise.Heard heard : enterprise.readings) {
      intervals(heard).forEach((meter, values) -> all.computeIfAbsent(meter, _ -> new TreeMap<>()).putAll(values));
    }
    return all;
  }

  private static Map<String, TreeMap<Instant, Told>> intervals(Enterprise.Heard heard) {
    Map<String, TreeMap<Instant, Told>> found = new HashMap<>();
    for (String reading : TestTown.all("<MeterReading>(.*?)</MeterReading>", heard.text())) {
      String meter = TestTown.all("<Meter><mRID>([^<]+)", reading).getFirst();
      for (String block : TestTown.all("<IntervalBlocks>(.*?)</IntervalBlocks>", reading)) {
        if (!block.contains("\"0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0\"")) continue;
        List<String> ends = TestTown.all("<timeStamp>([^<]+)", block);
        List<String> values = TestTown.all("<value>([^<]+)", block);
        for (int i = 0; i < ends.size(); i++) {
          found.computeIfAbsent(meter, _ -> new TreeMap<>()).put(Instant.parse(ends.get(i)), new Told(values.get(i), heard.messageId()));
        }
      }
    }
    return found;
  }
}
