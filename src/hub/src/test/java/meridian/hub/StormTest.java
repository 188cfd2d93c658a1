package meridian.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.grid.Meter;
import meridian.services.live.MeterState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Promise 3: all meters lose their supply at once, in a hub with little memory, while one of its subscribers is first down and then never
 * answers. That subscriber's trouble is nobody else's; when it comes back it gets everything, in order.
 */
class StormTest {
  private static final int METERS = 3000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  /** A few seconds on an idle machine. */
  private static final Duration STORM_PATIENCE = Duration.ofSeconds(20);
  private static final String POWER_LOST = "<EndDeviceEventType ref=\"3.26.0.85\"/>";

  @Test
  void aStormIsStoredToldAndShownWhileASubscriberHangs(@TempDir Path folder) throws Exception {
    int deadPort = HubProcess.freePort();
    try (var town = new TestTown(folder, METERS, 60); var enterprise = new Enterprise(town.jmsPort)) {
      Map<String, Object> settings = town.settings();
      settings.put("subscribers.slow.kind", "soap");
      settings.put("subscribers.slow.url", "http://127.0.0.1:" + deadPort + "/cim");
      settings.put("subscribers.slow.patience", "1s");
      settings.put("store.cache", "32MB");
      try (HubProcess hub = HubProcess.start("run", "256m", settings, folder.resolve("hub.log"))) {
        await("ready").atMost(PATIENCE).until(town::isReady);
        await("all on").atMost(PATIENCE).until(() -> states(town).getOrDefault(MeterState.ON, 0) == METERS && enterprise.isSubscribed());
        try (var slow = new SlowEndpoint(deadPort)) {
          storm(town, enterprise);
          assertThat(slow.heard).isEmpty();
          calm(town);
          slow.comeBack();
          assertThatItGotEverythingInOrder(slow, enterprise);
        }
        assertThat(hub.isAlive()).isTrue();
        assertThat(hub.said()).doesNotContain("OutOfMemory", "\tat ");
      }
    }
  }

  private static void storm(TestTown town, Enterprise enterprise) throws Exception {
    for (String feeder : town.groups())
      town.fleet.order("outage " + feeder);
    await("all off").atMost(STORM_PATIENCE).pollInterval(Duration.ofMillis(100))
      .until(() -> states(town).getOrDefault(MeterState.OFF, 0) == METERS);
    await("all told").atMost(STORM_PATIENCE).until(() -> lastGasps(enterprise).size() == METERS);
    Map<String, Set<String>> gasps = lastGasps(enterprise);
    assertThat(gasps).allSatisfy((_, mrids) -> assertThat(mrids).hasSize(1));
    for (Meter meter : town.grid.meters().subList(0, 100)) {
      String stored = town.console("/api/meters/" + meter.mrid() + "/events");
      assertThat(TestTown.all("\"mrid\":\"([^\"]+)\"", stored)).containsAll(gasps.get(meter.mrid().toString()));
    }
  }

  private static void calm(TestTown town) throws IOException {
    for (String feeder : town.groups())
      town.fleet.order("restore " + feeder);
    await("all on again").atMost(STORM_PATIENCE).until(() -> states(town).getOrDefault(MeterState.ON, 0) == METERS);
  }

  /** What the topics told since they were subscribed to, the endpoint was told too, and in the same order. */
  private static void assertThatItGotEverythingInOrder(SlowEndpoint slow, Enterprise enterprise) {
    List<String> readings = ids(enterprise.readings);
    List<String> events = ids(enterprise.events);
    await("the subscriber that was away").atMost(PATIENCE)
      .untilAsserted(() -> assertThat(slow.heard).containsAll(readings).containsAll(events));
    List<String> firsts = slow.heard.stream().distinct().toList();
    assertThat(firsts.stream().filter(new HashSet<>(readings)::contains)).containsExactlyElementsOf(readings);
    assertThat(firsts.stream().filter(new HashSet<>(events)::contains)).containsExactlyElementsOf(events);
  }

  private static List<String> ids(List<Enterprise.Heard> heard) {
    return heard.stream().map(Enterprise.Heard::messageId).distinct().toList();
  }

  /** mRIDs of the last gasps of each meter. */
  private static Map<String, Set<String>> lastGasps(Enterprise enterprise) {
    Map<String, Set<String>> gasps = new HashMap<>();
    for (Enterprise.Heard heard : enterprise.events) {
      for (String event : TestTown.all("<EndDeviceEvent>(.*?)</EndDeviceEvent>", heard.text())) {
        if (!event.contains(POWER_LOST)) continue;
        gasps.computeIfAbsent(TestTown.all("<Assets><mRID>([^<]+)", event).getFirst(), _ -> new HashSet<>())
          .add(TestTown.all("^<mRID>([^<]+)", event).getFirst());
      }
    }
    return gasps;
  }

  /** How many meters are in each state, as a browser that has just come sees it. */
  private static Map<MeterState, Integer> states(TestTown town) throws Exception {
    var first = new CompletableFuture<ByteBuffer>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      WebSocket socket = http.newWebSocketBuilder().header("Origin", "http://127.0.0.1:" + town.consolePort)
        .buildAsync(URI.create("ws://127.0.0.1:" + town.consolePort + "/live"), new FirstFrame(first)).get(10, TimeUnit.SECONDS);
      ByteBuffer snapshot = first.get(10, TimeUnit.SECONDS);
      socket.abort();
      Map<MeterState, Integer> counts = new HashMap<>();
      for (int i = 5; i < snapshot.limit(); i++)
        counts.merge(MeterState.values()[snapshot.get(i)], 1, Integer::sum);
      return counts;
    }
  }

  /** Takes the first binary message: kind 1, the number of meters, a byte each. */
  private record FirstFrame(CompletableFuture<ByteBuffer> whole, List<ByteBuffer> parts) implements WebSocket.Listener {
    FirstFrame(CompletableFuture<ByteBuffer> whole) { this(whole, new ArrayList<>()); }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      parts.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
      if (last) {
        var all = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::limit).sum());
        parts.forEach(all::put);
        parts.clear();
        whole.complete(all.flip());
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Takes connections and does not answer, until it comes back. */
  private static final class SlowEndpoint implements AutoCloseable {
    /** MessageIDs, as they came. */
    final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch back = new CountDownLatch(1);
    private final HttpServer server;

    SlowEndpoint(int port) throws IOException {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/cim", exchange -> {
        boolean answers = back.getCount() == 0;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
          back.await();
        } catch (InterruptedException closing) {
          Thread.currentThread().interrupt();
        }
        if (answers) heard.add(TestTown.all("MessageID>([^<]+)", body).getFirst());
        exchange.sendResponseHeaders(answers ? 202 : 503, -1);
        exchange.close();
      });
      server.start();
    }

    void comeBack() { back.countDown(); }

    @Override
    public void close() {
      back.countDown();
      server.stop(0);
    }
  }
}
