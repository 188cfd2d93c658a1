package meridian.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.message.Exchange;
import meridian.model.message.Notice;
import meridian.services.port.Journal.Field;
import meridian.services.port.Journal.Query;
import meridian.services.port.StoreException;
import meridian.store.contract.Sample;

import static meridian.store.contract.Sample.ENERGY;
import static meridian.store.contract.Sample.at;
import static meridian.store.contract.Sample.event;
import static meridian.store.contract.Sample.of;
import static meridian.store.contract.Sample.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Store promises beyond the ports: sentences for the operator, and what its one writer does. */
class H2StoreTest {
  private static final Mrid METER = Mrid.derivedFrom("M1");

  @TempDir
  private Path folder;

  @Test
  void saysWhoElseUsesTheFolder() throws IOException {
    try (Store first = Store.open(StoreConfig.in(folder))) {
      assertThat(first.outbox().after(0, 1)).isEmpty();
      assertThat(messageOfAnotherProcess(folder)).contains("another hub is using").contains(folder.toString());
    }
    Store.open(StoreConfig.in(folder)).close();
  }

  private static String messageOfAnotherProcess(Path folder) throws IOException {
    Process other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
      Opener.class.getName(), folder.toString()).redirectErrorStream(true).start();
    try (var out = other.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      other.destroyForcibly();
    }
  }

  /** Another hub, as far as it gets. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) {
      try (Store store = Store.open(StoreConfig.in(Path.of(args[0])))) {
        System.out.println("opened: " + store.outbox().after(0, 1));
      } catch (StoreException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /** What a kill leaves behind at that moment is what a copy of the file holds; H2's recovery must find the newest commit in it. */
  @Test
  void aCopyOfTheFileTakenAfterACommitHoldsIt() throws Exception {
    try (Store store = Store.open(StoreConfig.in(folder.resolve("store")))) {
      for (int commit = 1; commit <= 1_000; commit++) {
        store.events().record(List.of(event(Mrid.random(), "1T00:00:00")));
        if (commit % 10 == 0) {
          Path copy = folder.resolve("copy.mv.db");
          Files.copy(folder.resolve("store/hub.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
          assertThat(eventsIn(folder.resolve("copy"))).as("after commit " + commit).isEqualTo(commit);
        }
      }
    }
  }

  private static int eventsIn(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file + ";ACCESS_MODE_DATA=r", "hub", "");
      Statement statement = connection.createStatement();
      ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM end_device_event")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void saysWhenTheFolderIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> Store.open(StoreConfig.in(file))).isInstanceOf(StoreException.class).hasMessageContaining(file.toString())
      .hasMessageContaining("cannot be used");
    assertThatThrownBy(() -> Store.open(StoreConfig.in(file.resolve("below")))).isInstanceOf(StoreException.class)
      .hasMessageContaining("cannot be used");
    assertThatThrownBy(() -> Store.open(StoreConfig.in(folder.resolve("a;INIT=x")))).isInstanceOf(StoreException.class)
      .hasMessageContaining("semicolon");
  }

  @Test
  void refusesToWriteBeforeTheDiskIsFullAndKeepsReading() {
    var config = StoreConfig.in(folder);
    try (Store store = Store.open(config)) {
      store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:00:00", 1))));
    }
    var full = StoreConfig.in(folder, Map.of("min-free", "999999999GB"));
    try (Store store = Store.open(full)) {
      assertThatThrownBy(() -> store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:15:00", 2)))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("disk is full");
      assertThat(store.readings().lastValues(METER)).containsExactly(reading(ENERGY, "1T10:00:00", 1));
    }
  }

  @Test
  void refusesWorkOnceClosed() {
    Store store = Store.open(StoreConfig.in(folder));
    store.close();
    assertThatThrownBy(() -> store.events().record(List.of(event(METER, "1T10:00:00")))).isInstanceOf(StoreException.class)
      .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.events().latest(1)).isInstanceOf(StoreException.class);
    append(store, "m");
    assertThatThrownBy(() -> store.journal().search(Query.newest(1))).isInstanceOf(StoreException.class);
  }

  /** One whose text the schema refuses fails alone, whoever shares its commit. */
  @Test
  void aFailingCallSpoilsNobodyElses() throws Exception {
    try (Store store = Store.open(StoreConfig.in(folder)); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var go = new CountDownLatch(1);
      var good = new ArrayList<Future<Integer>>();
      var bad = new ArrayList<Future<?>>();
      for (int i = 0; i < 60; i++) {
        int at = i;
        good.add(callers.submit(() -> {
          go.await();
          return store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:00:" + (at < 10 ? "0" : "") + at, at))));
        }));
        if (i % 10 == 0) bad.add(callers.submit(() -> {
          go.await();
          return store.commands().submit(List.of(Sample.command("x".repeat(2_000), "", "1T10:00:00")));
        }));
      }
      go.countDown();
      for (Future<Integer> each : good) {
        assertThat(each.get()).isEqualTo(1);
      }
      for (Future<?> each : bad) {
        assertThatThrownBy(each::get).hasCauseInstanceOf(StoreException.class);
      }
      assertThat(Sample.readAll(store.readings(), METER).getFirst().readings()).hasSize(60);
      assertThat(Sample.toldReadings(store.outbox())).hasSize(60);
      assertThat(store.outbox().after(0, 1000)).extracting(Notice::sequence).first().isEqualTo(1L);
      assertThat(store.readings().lastValues(METER)).containsExactly(reading(ENERGY, "1T10:00:59", 59));
    }
  }

  @Test
  void journalDropsWhatIsOld() {
    var dayOne = InstantSource.fixed(at("1T11:00:00"));
    try (Store store = Store.open(StoreConfig.in(folder), dayOne)) {
      append(store, "old");
    }
    try (Store store = Store.open(StoreConfig.in(folder), dayOne)) {
      assertThat(store.journal().search(Query.newest(10).with(Field.TEXT, "old")).exchanges()).hasSize(1);
    }
    try (Store store = Store.open(StoreConfig.in(folder), InstantSource.fixed(at("1T10:00:00").plus(Duration.ofDays(31))))) {
      append(store, "also old");
    }
    try (Store store = Store.open(StoreConfig.in(folder), dayOne)) {
      assertThat(store.journal().search(Query.newest(10)).exchanges()).isEmpty();
      assertThat(store.journal().search(Query.newest(10).with(Field.TEXT, "old")).exchanges()).isEmpty();
    }
  }

  /**
   * One commit a call writes the pages it touched anew. H2 is told not to keep dead chunks for a while, so that the test need not wait;
   * the file was then 1 MB, and 4 MB without compaction.
   */
  @Test
  void theFileStaysSmallWhenManySmallCommitsChangeTheSameDays() throws Exception {
    var meters = new ArrayList<Mrid>();
    for (int i = 0; i < 300; i++) {
      meters.add(Mrid.derivedFrom("M" + i));
    }
    var config = StoreConfig.in(folder, Map.of("force-to-disk", "false", "min-free", "0B"));
    try (Store store = Store.open(config);
      var sameFile = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("hub"), "hub", "");
      var statement = sameFile.createStatement()) {
      statement.execute("SET RETENTION_TIME 0");
      for (int i = 0; i < 1_500; i++) {
        store.readings().record(List.of(of(meters.get(i % 300), reading(ENERGY, "1T10:00:0" + i / 300, i))));
      }
      long size = Files.size(folder.resolve("hub.mv.db"));
      System.out.printf("1,500 small commits: file of %,d kB%n", size >> 10);
      assertThat(size).isLessThan(2 << 20);
    }
  }

  private static void append(Store store, String messageId) {
    var header = new Exchange.Header("create", "MeterReadings", "", "p", messageId, "", Optional.empty(), false, false, "", "");
    store.journal().append(new Exchange(0, at("1T10:00:00"), Exchange.Direction.IN, "soap", "p", header, List.of("M1"), "OK", 1, 1, 0, 0),
      new byte[]{1});
  }
}
