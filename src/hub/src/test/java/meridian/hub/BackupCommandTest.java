package meridian.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.store.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code backup} and {@code restore} as an operator runs them, beside a hub that runs. */
@Timeout(180)
class BackupCommandTest {
  @TempDir
  Path folder;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, Object> store = new LinkedHashMap<>();

  @BeforeEach
  void aHubAlone() {
    settings.putAll(Map.of("console.port", HubProcess.freePort(), "soap.port", HubProcess.freePort(), "jms.port", HubProcess.freePort(),
      "jms.data", folder.resolve("broker"), "hub.plugins", folder.resolve("none")));
  }

  @Test
  void ofTheEmbeddedStore() throws Exception {
    store.put("store.folder", folder.resolve("store"));
    backUpAndRestore();
    store.put("store.folder", folder.resolve("other"));
    assertThat(ended("restore", backup().toString()).code()).as("into a new folder").isZero();
  }

  @Test
  void ofPostgres() throws Exception {
    Assumptions.assumeTrue(PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine");
    store
      .putAll(Map.of("store.url", PostgresServer.shared().database("backup_command"), "store.user", PostgresServer.USER, "store.password",
        PostgresServer.PASSWORD));
    backUpAndRestore();
  }

  private void backUpAndRestore() throws IOException, InterruptedException {
    settings.putAll(store);
    Files.createDirectory(folder.resolve("backups"));
    try (HubProcess hub = HubProcess.start("run", "256m", settings, folder.resolve("log"))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> hub.said().contains("Meridian is ready"));
      Ended made = ended("backup", folder.resolve("backups").toString());
      assertThat(made.err()).isEmpty();
      assertThat(made.code()).isZero();
      assertThat(made.out()).contains(backup().toString());
      assertThat(refusal(1, "restore", "--replace", backup().toString())).contains("hub", "stop it");
      assertThat(hub.isAlive()).isTrue();
      assertThat(hub.said()).doesNotContain("WARN", "ERROR", PostgresServer.PASSWORD);
    }
    assertThat(refusal(1, "restore", backup().toString())).contains("--replace");
    Ended restored = ended("restore", backup().toString(), "--replace");
    assertThat(restored.err()).isEmpty();
    assertThat(restored.out()).contains("Restored");
    assertThat(restored.code()).isZero();
    try (HubProcess hub = HubProcess.start("run", "256m", settings, folder.resolve("log after"))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> hub.said().contains("Meridian is ready"));
    }
  }

  @Test
  void saysWhatIsWrongWithTheCommand() throws Exception {
    store.put("store.folder", folder.resolve("store"));
    assertThat(refusal(2, "backup")).contains("FILE");
    assertThat(refusal(2, "restore", "a", "b")).contains("FILE");
    assertThat(refusal(2, "backup", "a", "--replace", "yes")).contains("--replace");
    assertThat(refusal(2, "bakcup", "a")).contains("backup and restore");
    assertThat(refusal(1, "backup", "a")).contains("store.folder", "no store in");
    assertThat(refusal(1, "restore", folder.resolve("none").toString())).contains("there is no " + folder.resolve("none"));
  }

  private Path backup() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private String refusal(int code, String... words) throws IOException, InterruptedException {
    Ended ended = ended(words);
    assertThat(ended.err().lines()).as("lines on standard error").hasSize(1).first().asString().startsWith("hub: ");
    assertThat(ended.code()).isEqualTo(code);
    return ended.err();
  }

  private Ended ended(String... words) throws IOException, InterruptedException {
    Ended ended = Ended.of(folder, List.of(), List.of(words), store);
    assertThat(ended.out() + ended.err()).doesNotContain(PostgresServer.PASSWORD);
    return ended;
  }
}
