package meridian.hub;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.store.Store;
import meridian.store.StoreConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is taken already stops the start: one sentence with the key to change, exit code 1, and nothing is left running. */
class PortInUseTest {
  private static final int PATIENCE_s = 60;

  @TempDir
  Path folder;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private Path log;

  @BeforeEach
  void demo() {
    log = folder.resolve("hub.log");
    settings.putAll(Map.of("demo.folder", folder.resolve("demo"), "demo.fleet", "../../adapters/fleet/target/fleet", "hub.plugins",
      "../../adapters/dlms/target/plugins"));
    for (String port : List.of("demo.meter-port", "demo.push-port", "console.port", "soap.port", "jms.port"))
      settings.put(port, HubProcess.freePort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"console.port", "soap.port", "jms.port", "demo.meter-port"})
  void aTakenPortStopsTheDemo(String key) throws Exception {
    try (var taken = new ServerSocket()) {
      String host = key.startsWith("demo") ? "0.0.0.0" : "127.0.0.1";
      taken.bind(new InetSocketAddress(host, 0));
      settings.put(key, taken.getLocalPort());
      assertThat(refusal("demo")).contains(key).contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void aTakenPushPortStopsTheDemo() throws Exception {
    try (var taken = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      settings.put("demo.push-port", taken.getLocalPort());
      assertThat(refusal("demo")).contains("demo.push-port").contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void anotherDemoInTheFolderStopsTheDemo() throws Exception {
    Path world = Files.createDirectories(folder.resolve("demo"));
    try (FileChannel other = FileChannel.open(world.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      assertThat(refusal("demo")).contains("demo.folder").contains(world.toString());
    }
    assertThat(world.resolve("meters.csv")).doesNotExist();
  }

  @Test
  void anotherHubsStoreStopsTheHub() throws Exception {
    Path store = folder.resolve("store");
    try (Store other = Store.open(StoreConfig.in(store))) {
      assertThat(other.grid().load().meters()).isEmpty();
      runOnly();
      settings.put("store.folder", store);
      assertThat(refusal("run")).contains("store.folder").contains(store.toString());
    }
  }

  @Test
  void anotherHubsBrokerStopsTheHub() throws Exception {
    Path broker = Files.createDirectories(folder.resolve("broker"));
    try (FileChannel other = FileChannel.open(broker.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      runOnly();
      settings.put("jms.data", broker);
      assertThat(refusal("run")).contains("jms.data").contains(broker.toString());
    }
  }

  @Test
  void aRunningHubSaysOnceWhyItHearsNoDevicesAndHearsThemWhenItCan() throws Exception {
    runOnly();
    String said = "adapters.dlms.push.udp: cannot listen on /127.0.0.1:";
    try (var taken = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      settings.put("adapters.dlms.push.udp", "127.0.0.1:" + taken.getLocalPort());
      try (HubProcess hub = HubProcess.start("run", "400m", settings, log)) {
        await().atMost(Duration.ofSeconds(PATIENCE_s)).until(() -> hub.said().contains(said + taken.getLocalPort()));
        // It tries every two seconds; by the second look at least one more try has failed.
        await().pollDelay(Duration.ofSeconds(5)).until(hub::isAlive);
        int port = taken.getLocalPort();
        taken.close();
        await().atMost(Duration.ofSeconds(PATIENCE_s)).pollInterval(Duration.ofMillis(300)).until(() -> isTaken(port));
        assertThat(hub.said().split(said, -1)).hasSize(2);
      }
    }
  }

  private static boolean isTaken(int port) {
    try (var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", port))) {
      return !socket.isBound();
    } catch (IOException taken) {
      return true;
    }
  }

  /** The settings of a hub without a demo. */
  private void runOnly() {
    settings.keySet().removeIf(key -> key.startsWith("demo."));
    settings.putAll(Map.of("store.folder", folder.resolve("own-store"), "jms.data", folder.resolve("own-broker"),
      "adapters.dlms.master-secret", "00".repeat(32)));
  }

  /** What it says when it does not start. */
  private String refusal(String command) throws IOException, InterruptedException {
    try (HubProcess hub = HubProcess.start(command, "400m", settings, log)) {
      List<ProcessHandle> children = List.of();
      while (hub.isAlive()) {
        List<ProcessHandle> now = hub.handle().children().toList();
        if (!now.isEmpty()) children = now;
        if (hub.ended(Duration.ofMillis(20))) break;
      }
      assertThat(hub.exitCode(PATIENCE_s)).isEqualTo(1);
      List<ProcessHandle> left = children;
      await().atMost(Duration.ofSeconds(10)).until(() -> left.stream().noneMatch(ProcessHandle::isAlive));
      String said = hub.said();
      assertThat(said).doesNotContain("\tat ", "Exception", "ERROR");
      List<String> sentences = said.lines().filter(line -> line.startsWith("hub: ")).toList();
      assertThat(sentences).as(said).hasSize(1);
      return sentences.getFirst();
    }
  }
}
