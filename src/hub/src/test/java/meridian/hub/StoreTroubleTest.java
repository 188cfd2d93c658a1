package meridian.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.grid.Meter;
import meridian.store.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Promise 1 while the store cannot keep anything: nothing is acknowledged, what is wrong is said, the hub goes on by itself when it can, and
 * nothing acknowledged is missing.
 */
class StoreTroubleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int FILLER_bytes = 48 << 20;

  /** Something that stops the store and lets it go on. */
  private interface Trouble {
    void begin() throws Exception;

    void end() throws Exception;
  }

  @Test
  void theDatabaseIsRestartedUnderLoad(@TempDir Path folder) throws Exception {
    needPostgres();
    try (TestStore store = TestStore.start(TestStore.Kind.POSTGIS)) {
      PostgresServer server = store.server.orElseThrow();
      survives(folder, store.settings(), "the database does not answer", new Trouble() {
        @Override
        public void begin() throws IOException { server.stop(); }

        @Override
        public void end() throws IOException { server.begin(); }
      });
    }
  }

  @Test
  void aDatabaseThatIsDownStopsTheStart(@TempDir Path folder) throws Exception {
    needPostgres();
    try (TestStore store = TestStore.start(TestStore.Kind.POSTGIS); var town = new TestTown(folder, 1, 1)) {
      store.server.orElseThrow().stop();
      Map<String, Object> settings = town.settings();
      settings.putAll(store.settings());
      try (HubProcess hub = HubProcess.start("run", "400m", settings, folder.resolve("hub.log"))) {
        assertThat(hub.exitCode(60)).isEqualTo(1);
        assertThat(hub.said().lines().filter(line -> line.startsWith("hub: "))).singleElement().asString()
          .contains("store.url: nothing answers at jdbc:postgresql:").doesNotContain(PostgresServer.PASSWORD);
        assertThat(hub.said()).doesNotContain("\tat ");
      }
    }
  }

  /** A small disk of its own where that may be mounted; otherwise the store wants to leave nearly all of this one free. */
  @Test
  void theDiskIsFull(@TempDir Path folder) throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Path filler = disk.resolve("filler");
    boolean mounted = done("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString());
    try {
      long free = Files.getFileStore(disk).getUsableSpace();
      survives(folder, Map.of("store.folder", disk.resolve("store"), "store.min-free", (free - FILLER_bytes * (mounted ? 1L : 4L)) + "B"),
        "the store's disk is full: free some space", new Trouble() {
          @Override
          public void begin() throws IOException {
            try (var out = Files.newOutputStream(filler)) {
              for (int written = 0; written < (mounted ? 1 : 8) * FILLER_bytes; written += 1 << 20)
                out.write(new byte[1 << 20]);
            }
          }

          @Override
          public void end() throws IOException { Files.delete(filler); }
        });
    } finally {
      Files.deleteIfExists(filler);
      if (mounted) assertThat(done("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static void needPostgres() { Assumptions.assumeTrue(PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine"); }

  private static boolean done(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static void survives(Path folder, Map<String, Object> store, String words, Trouble trouble) throws Exception {
    try (var town = new TestTown(folder, 24, 60);
      var endpoint = new SoapSubscriber("endpoint");
      var calling = new CallingMeters(SubscriberTroubleTest.plain(town), town.callPort, town.clock)) {
      Map<String, Object> settings = town.settings();
      settings.putAll(store);
      TestTown.subscribe(settings, Map.of("endpoint", endpoint.url()), "5s");
      try (HubProcess hub = HubProcess.start("run", "400m", settings, folder.resolve("hub.log"))) {
        await("ready").atMost(PATIENCE).until(town::isReady);
        calling.begin(1);
        await("events").atMost(PATIENCE).until(() -> calling.confirmed.size() >= 40);
        trouble.begin();
        await("the hub to say why").atMost(PATIENCE).until(() -> hub.said().contains(words));
        int confirmed = settled(calling);
        int said = calling.said.size();
        await("further tries").pollDelay(Duration.ofSeconds(2)).atMost(PATIENCE).until(hub::isAlive);
        assertThat(calling.confirmed).as("confirmed meanwhile").hasSize(confirmed);
        trouble.end();
        await("new events").atMost(PATIENCE).until(() -> calling.confirmed.size() >= confirmed + 40);
        calling.end();
        await("deliveries").atMost(PATIENCE).until(() -> endpoint.books.hasEvents(SubscriberTroubleTest.mrids(calling)));
        assertThat(endpoint.books.defects()).isEmpty();
        assertThat(said).isGreaterThanOrEqualTo(confirmed);
        assertStored(town, calling);
        assertThat(hub.said()).doesNotContain("\tat ");
      }
    }
  }

  /** What was kept just before the trouble may still be on its way to its meter. */
  private static int settled(CallingMeters calling) {
    var before = new int[]{-1};
    await().pollInterval(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> {
      int now = calling.confirmed.size();
      boolean same = now == before[0];
      before[0] = now;
      return same;
    });
    return before[0];
  }

  private static void assertStored(TestTown town, CallingMeters calling) throws Exception {
    for (Meter meter : SubscriberTroubleTest.plain(town)) {
      List<String> stored = TestTown.all("\"mrid\":\"([^\"]+)\"", town.console("/api/meters/" + meter.mrid() + "/events?limit=1000"));
      assertThat(stored).containsAll(
        calling.confirmed.values().stream().filter(event -> event.meter().equals(meter)).map(event -> event.mrid().toString()).toList());
    }
  }
}
