package meridian.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.store.PostgresServer;
import meridian.store.Store;
import meridian.store.StoreConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A store that cannot be used stops the start: exit code 1 and one line on standard error that names the key and says what to do. */
@Timeout(240)
class BadStartTest {
  private static final String SECRET = "t0p-s3cret-word";

  @TempDir
  Path folder;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final List<String> before = new ArrayList<>();

  @BeforeEach
  void aHubAlone() {
    settings.putAll(Map.of("console.port", HubProcess.freePort(), "soap.port", HubProcess.freePort(), "jms.port", HubProcess.freePort(),
      "jms.data", folder.resolve("broker"), "hub.plugins", folder.resolve("none"), "store.folder", folder.resolve("store")));
  }

  @Test
  void aDatabaseThatCannotBeUsed() throws Exception {
    PostgresServer server = postgres();
    server.database("fine");
    server.execute("postgres", "CREATE ROLE guest LOGIN PASSWORD '" + SECRET + "'");
    server.execute("postgres", "CREATE DATABASE without_postgis");

    at("jdbc:postgresql://127.0.0.1:" + HubProcess.freePort() + "/hub", "guest");
    assertThat(refusal()).contains("store.url", "start the database server");

    at("jdbc:postgresql://guest:" + SECRET + "@127.0.0.1:" + server.port() + "/fine", "guest");
    assertThat(refusal()).contains("store.url", "jdbc:postgresql://HOST:PORT/DATABASE");

    at("jdbc:mysql://127.0.0.1/hub?password=" + SECRET, "guest");
    assertThat(refusal()).contains("store.url", "jdbc:postgresql://HOST:PORT/DATABASE");

    at(server.url("fine"), PostgresServer.USER); // with the password of another
    assertThat(refusal()).contains("store.user, store.password", "does not let this user in");

    at(server.url("fine") + "?password=" + SECRET + "2", PostgresServer.USER);
    assertThat(refusal()).contains("store.password");

    at(server.url("nowhere"), "guest");
    assertThat(refusal()).contains("store.url", "no such database", "CREATE DATABASE");

    at(server.url("without_postgis"), "guest");
    assertThat(refusal()).contains("store.url", "PostGIS", "CREATE EXTENSION postgis");

    at(server.url("fine"), "guest");
    assertThat(refusal()).contains("store.user", "grant CREATE");
  }

  @Test
  void aDatabaseOfAnotherHubOrOfANewerOne() throws Exception {
    PostgresServer server = postgres();
    String url = server.database("taken");
    settings.putAll(Map.of("store.url", url, "store.user", PostgresServer.USER, "store.password", PostgresServer.PASSWORD));
    try (Store other = Store.open(StoreConfig.at(url, PostgresServer.USER, PostgresServer.PASSWORD))) {
      assertThat(other.outbox().after(0, 1)).isEmpty();
      assertThat(refusal()).contains("store.url", "another hub", "stop it");
    }
    server.execute("taken", "INSERT INTO meridian.flyway_schema_history SELECT installed_rank + 1, '999', 'of tomorrow', type, script, 7,"
      + " installed_by, installed_on, 1, TRUE FROM meridian.flyway_schema_history ORDER BY installed_rank DESC LIMIT 1");
    assertThat(refusal()).contains("newer hub", "999");
  }

  @Test
  void aDamagedStore() throws Exception {
    Path store = folder.resolve("store");
    Store.open(StoreConfig.in(store)).close();
    spoil(store.resolve("hub.mv.db"));
    assertThat(refusal()).contains("store.folder", "hub.mv.db is damaged", "./hub restore");
  }

  /** The journal is a record; the hub works without the old one. */
  @Test
  void aDamagedJournalIsPutAside() throws Exception {
    Path store = folder.resolve("store");
    Store.open(StoreConfig.in(store)).close();
    spoil(store.resolve("journal.mv.db"));
    try (HubProcess hub = HubProcess.start("run", "256m", settings, folder.resolve("log"))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> hub.said().contains("Meridian is ready"));
      assertThat(hub.said()).contains("the journal is damaged: it was put aside as " + store.toAbsolutePath() + "/journal-damaged-");
    }
    assertThat(store.resolve("journal.mv.db")).exists();
  }

  private static void spoil(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i += 3) {
      bytes[i] ^= 0x5a;
    }
    Files.write(file, bytes);
  }

  /** A mount of its own, which needs root and a kernel that lets it. */
  @Test
  void aDiskThatCanOnlyBeRead() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    List<String> readOnly = List.of("unshare", "-m", "sh", "-c",
      "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"",
      store.toString());
    List<String> probe = new ArrayList<>(readOnly);
    probe.add("true");
    Assumptions.assumeTrue(works(probe), "this user may not mount");
    before.addAll(readOnly);
    assertThat(refusal()).contains("store.folder", store.toString(), "may not write there");
    settings.put("store.folder", store.resolve("below"));
    assertThat(refusal()).contains("store.folder", "cannot be made");
    before.clear();
    settings.put("store.folder", store);
    Store.open(StoreConfig.in(store)).close();
    before.addAll(readOnly);
    assertThat(refusal()).contains("store.folder", "may not write there");
  }

  private static boolean works(List<String> words) throws InterruptedException {
    try {
      return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    }
  }

  private static PostgresServer postgres() throws IOException {
    Assumptions.assumeTrue(PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine");
    return PostgresServer.shared();
  }

  private void at(String url, String user) { settings.putAll(Map.of("store.url", url, "store.user", user, "store.password", SECRET)); }

  private String refusal() throws IOException, InterruptedException {
    Ended ended = Ended.of(folder, before, List.of("run"), settings);
    assertThat(ended.err()).doesNotContain(SECRET).doesNotContain(PostgresServer.PASSWORD);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).as("lines on standard error").hasSize(1).first().asString().startsWith("hub: ");
    assertThat(ended.code()).isEqualTo(1);
    return ended.err().strip();
  }
}
