package meridian.store;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.message.Exchange;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.services.port.Journal;
import meridian.services.port.StoreException;
import meridian.store.contract.Sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Backups of both stores: made while others write, put back, and refused when they are not what they should be. */
@Timeout(120)
class BackupTest {
  private static final int WRITERS = 4;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir
  private Path folder;

  enum Kind {
    EMBEDDED {
      @Override
      StoreConfig config(Path folder) { return StoreConfig.in(folder); }
    },
    POSTGRESQL {
      @Override
      StoreConfig config(Path folder) { return Opened.postgisConfig(folder); }
    };

    /** Of the store that belongs to the folder. */
    abstract StoreConfig config(Path folder);
  }

  /** What was acknowledged before a backup began is in it; and whatever is in it has its notice, event and reply, once. */
  @ParameterizedTest
  @EnumSource
  void holdsWhatWasAcknowledgedBeforeItBeganWhileOthersWrite(Kind kind) throws Exception {
    StoreConfig config = kind.config(folder.resolve("store"));
    var acknowledged = new ConcurrentHashMap<String, Integer>();
    List<Map<String, Integer>> before = new ArrayList<>();
    List<Path> backups = new ArrayList<>();
    try (Store store = Store.open(config); var load = new Load(store, acknowledged)) {
      Kept.writeMaster(store);
      KeptWork.write(store);
      for (int i = 0; i < 4; i++) {
        load.awaitProgress();
        before.add(Map.copyOf(acknowledged));
        backups.add(Backup.make(config, folder.resolve("b" + i), _ -> {}));
      }
    }
    for (int i = 0; i < backups.size(); i++) {
      StoreConfig restored = kind.config(folder.resolve("restored" + i));
      assertThat(Backup.restore(restored, backups.get(i), false).kind().name()).isEqualTo(kind.name());
      check(restored, before.get(i));
    }
  }

  private static void check(StoreConfig config, Map<String, Integer> acknowledged) {
    try (Store store = Store.open(config)) {
      Kept.checkMaster(store);
      KeptWork.check(store);
      List<Notice> notices = store.outbox().after(0, 1_000_000);
      assertThat(notices).extracting(Notice::sequence)
        .containsExactlyElementsOf(Stream.iterate(1L, n -> n + 1).limit(notices.size()).toList());
      List<Mrid> toldEvents = Sample.toldEvents(store.outbox()).stream().map(event -> event.mrid()).toList();
      assertThat(toldEvents).doesNotHaveDuplicates();
      assertThat(store.events().latest(1_000_000)).extracting(event -> event.mrid()).containsExactlyInAnyOrderElementsOf(toldEvents);
      List<MeterReading> told = Sample.toldReadings(store.outbox());
      List<String> replies = Sample.toldReplies(store.outbox()).stream().map(commands -> commands.getFirst().messageId()).toList();
      assertThat(replies).doesNotHaveDuplicates();
      acknowledged.forEach((writer, count) -> {
        Mrid meter = Mrid.derivedFrom(writer);
        List<Double> kept = Sample.readAll(store.readings(), meter).stream().flatMap(reading -> reading.readings().stream())
          .map(reading -> reading.value()).toList();
        assertThat(kept).as(writer).hasSizeGreaterThanOrEqualTo(count);
        assertThat(told.stream().filter(reading -> reading.meter().equals(meter)).flatMap(reading -> reading.readings().stream())
          .map(reading -> reading.value())).as("told of " + writer).containsExactlyElementsOf(kept);
        List<Command> commands = store.commands().findByDevice(meter, 1_000_000);
        assertThat(commands).filteredOn(command -> command.outcome().isPresent()).as(writer).hasSizeGreaterThanOrEqualTo(count)
          .allSatisfy(command -> assertThat(replies).contains(command.messageId()))
          .allSatisfy(command -> assertThat(toldEvents).contains(Mrid.derivedFrom(command.messageId())));
      });
      store.readings().record(List.of(Sample.of(Mrid.random(), Sample.reading(Sample.ENERGY, "1T10:00:00", 1))));
      assertThat(store.outbox().after(notices.size(), 10)).extracting(Notice::sequence).containsExactly(notices.size() + 1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isMadeAndPutBackWithoutAHub(Kind kind) {
    StoreConfig config = kind.config(folder.resolve("store"));
    try (Store store = Store.open(config)) {
      store.events().record(List.of(Sample.event(Mrid.derivedFrom("M1"), "1T10:00:00")));
      store.journal().append(exchange(), new byte[]{1});
    }
    Path backup = Backup.make(config, folder, _ -> {});
    assertThat(backup.getFileName().toString()).matches("meridian-\\d{8}T\\d{6}Z\\.backup");
    try (Store store = Store.open(config)) {
      store.events().record(List.of(Sample.event(Mrid.derivedFrom("M2"), "1T10:00:00")));
    }
    assertThatThrownBy(() -> Backup.restore(config, backup, false)).isInstanceOf(StoreException.class).hasMessageContaining("--replace");
    Backup.restore(config, backup, true);
    try (Store store = Store.open(config)) {
      assertThat(store.events().latest(10)).extracting(event -> event.device()).containsExactly(Mrid.derivedFrom("M1"));
      assertThat(store.journal().search(Journal.Query.newest(10)).exchanges()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNotPutBackWhileAHubRuns(Kind kind) {
    StoreConfig config = kind.config(folder.resolve("store"));
    try (Store store = Store.open(config)) {
      Path backup = Backup.make(config, folder, _ -> {});
      assertThatThrownBy(() -> Backup.restore(config, backup, true)).isInstanceOf(StoreException.class).hasMessageContaining("stop it");
      store.events().record(List.of(Sample.event(Mrid.derivedFrom("M1"), "1T10:00:00")));
      assertThat(store.events().latest(10)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofTheOtherKindOrOfANewerHubIsRefused(Kind kind) throws IOException {
    StoreConfig config = kind.config(folder.resolve("store"));
    Path other = manifest("other", BackupManifest.now(BackupManifest.Kind.values()[1 - kind.ordinal()], Map.of()));
    assertThatThrownBy(() -> Backup.restore(config, other, true)).isInstanceOf(StoreException.class).hasMessageContaining("store.url");
    Path newer = manifest("newer", BackupManifest.now(BackupManifest.Kind.valueOf(kind.name()),
      Map.of(kind == Kind.EMBEDDED ? "hub" : "postgis", 999)));
    assertThatThrownBy(() -> Backup.restore(config, newer, true)).isInstanceOf(StoreException.class).hasMessageContaining("newer hub");
  }

  private Path manifest(String name, BackupManifest manifest) throws IOException {
    Path file = folder.resolve(name);
    try (var zip = BackupFile.begin(Files.newOutputStream(file), manifest)) {
      zip.flush();
    }
    return file;
  }

  /** Whatever is cut off or turned over, the store stays what it was. */
  @ParameterizedTest
  @EnumSource
  void thatIsDamagedIsRefusedAndChangesNothing(Kind kind) throws IOException {
    StoreConfig config = kind.config(folder.resolve("store"));
    try (Store store = Store.open(config)) {
      for (int i = 0; i < 50; i++) {
        store.events().record(List.of(Sample.event(Mrid.derivedFrom("M" + i), "1T10:00:00")));
      }
    }
    byte[] good = Files.readAllBytes(Backup.make(config, folder.resolve("good"), _ -> {}));
    byte[] flipped = good.clone();
    for (int i = flipped.length / 2; i < flipped.length / 2 + 64; i++) {
      flipped[i] ^= 0x55;
    }
    for (byte[] bad : List.of(java.util.Arrays.copyOf(good, good.length - 100), java.util.Arrays.copyOf(good, 10), flipped, new byte[0])) {
      Path file = Files.write(folder.resolve("bad"), bad);
      assertThatThrownBy(() -> Backup.restore(config, file, true)).isInstanceOf(StoreException.class)
        .hasMessageContaining("nothing was restored");
    }
    assertThatThrownBy(() -> Backup.restore(config, folder.resolve("none"), true))
      .hasMessageContaining("there is no " + folder.resolve("none"));
    try (Store store = Store.open(config)) {
      assertThat(store.events().latest(100)).hasSize(50);
    }
  }

  @Test
  void leavesNothingBehindWhenItFails() throws IOException {
    StoreConfig config = StoreConfig.in(folder.resolve("store"));
    Path target = Files.createDirectory(folder.resolve("backups"));
    assertThatThrownBy(() -> Backup.make(config, target, _ -> {})).isInstanceOf(StoreException.class).hasMessageContaining("no store in");
    Store.open(config).close();
    assertThatThrownBy(() -> Backup.make(config, target.resolve("missing/file"), _ -> {})).isInstanceOf(StoreException.class);
    Path taken = Files.writeString(target.resolve("taken"), "mine");
    assertThatThrownBy(() -> Backup.make(config, taken, _ -> {})).hasMessageContaining("there already");
    try (Stream<Path> left = Files.list(target)) {
      assertThat(left).containsExactly(taken);
    }
    assertThat(taken).hasContent("mine");
  }

  @Test
  void isForItsOwnersEyesOnly() throws IOException {
    StoreConfig config = StoreConfig.in(folder.resolve("store"));
    try (Store store = Store.open(config)) {
      Path file = Backup.make(config, folder, _ -> {});
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("store/control")))).isEqualTo("rwx------");
      assertThat(store.outbox().after(0, 1)).isEmpty();
    }
    assertThat(folder.resolve("store/control/backup")).doesNotExist();
  }

  /** Somebody who asks and does not read holds up neither the hub's end nor, with a word, the next one. */
  @Test
  void oneIsMadeAtATime() throws Exception {
    StoreConfig config = StoreConfig.in(folder.resolve("store"));
    try (Store filled = Store.open(config)) {
      for (int i = 0; i < 100; i++) {
        filled.journal().append(exchange(), random(50_000));
      }
    }
    Store store = Store.open(config);
    try (SocketChannel idle = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("store/control/backup")))) {
      idle.read(ByteBuffer.allocate(8)); // it has begun
      assertThatThrownBy(() -> Backup.make(config, folder, _ -> {})).isInstanceOf(StoreException.class)
        .hasMessageContaining("another backup");
      store.close();
    }
    Backup.make(config, folder, _ -> {});
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new java.util.Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatThrownBy(() -> PostgresBackup.program("pg_dump", folder.toString(), folder.resolve("none")))
      .isInstanceOf(StoreException.class)
      .hasMessageContaining("pg_dump").hasMessageContaining("postgresql-client");
  }

  private static Exchange exchange() {
    return new Exchange(0, Instant.now().minusSeconds(60), Exchange.Direction.IN, "soap", "p", Exchange.Header.NONE, List.of(), "OK", 1, 1,
      0, 0);
  }

  /** Writers that go on until it is closed; each numbers its rounds from 0. */
  private static final class Load implements AutoCloseable {
    private final Map<String, Integer> acknowledged;
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Thread> writers = new ArrayList<>();

    Load(Store store, Map<String, Integer> acknowledged) {
      this.acknowledged = acknowledged;
      for (int i = 0; i < WRITERS; i++) {
        String writer = "writer" + i;
        acknowledged.put(writer, 0);
        writers.add(Thread.ofPlatform().start(() -> write(store, writer)));
      }
    }

    private void write(Store store, String writer) {
      Mrid meter = Mrid.derivedFrom(writer);
      for (int n = 0; !enough.get(); n++) {
        Instant time = START.plusSeconds(900L * n);
        store.readings().record(List.of(Sample.of(meter, new meridian.model.metering.Reading(Sample.ENERGY, time, n,
          meridian.model.metering.ReadingQuality.VALID))));
        String request = writer + "-" + n;
        Command command = new Command(Mrid.random(), request, "", "http://reply", "test", meter, EndDeviceControlType.CONNECT, "", time,
          time,
          new Command.Queued(0));
        store.commands().submit(List.of(command));
        store.commands().finish(command.mrid(), 0, new ControlOutcome.Connected(), time, new meridian.model.event.EndDeviceEvent(
          Mrid.derivedFrom(request), meter, Sample.event(meter, "1T00:00:00").type(), time, "", "", Map.of()));
        acknowledged.put(writer, n + 1);
      }
    }

    void awaitProgress() throws InterruptedException {
      Map<String, Integer> now = Map.copyOf(acknowledged);
      while (acknowledged.entrySet().stream().anyMatch(each -> each.getValue() < now.get(each.getKey()) + 25)) {
        Thread.sleep(5);
      }
    }

    @Override
    public void close() throws InterruptedException {
      enough.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }
}
