package meridian.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEvent;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.services.port.StoreException;
import meridian.store.contract.Sample;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promise 1: kill -9 loses nothing that was acknowledged, the outbox included, and nothing is there twice. A child process writes from
 * eight threads and prints what was acknowledged; it is killed at random moments, several times on the same store. Where there is a
 * database server, that is killed too, and the child must go on by itself.
 */
@Timeout(120)
class CrashTest {
  private static final int KILLS = 3;
  private static final int WRITERS = 8;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void keepsAllThatWasAcknowledgedInFiles(long seed, @TempDir Path folder) throws Exception {
    killTheWriter(new Place(folder.toString(), false), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void keepsAllThatWasAcknowledgedInADatabase(long seed) throws Exception {
    Assumptions.assumeTrue(PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine");
    killTheWriter(new Place(PostgresServer.shared().database("crash" + seed), true), seed);
  }

  @Test
  void goesOnByItselfWhenTheDatabaseServerWasKilled() throws Exception {
    Assumptions.assumeTrue(PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine");
    var random = new Random(3);
    try (PostgresServer server = PostgresServer.start()) {
      var place = new Place(server.database("hub"), true);
      try (var child = new Writing(place)) {
        for (int kill = 0; kill < 3; kill++) {
          child.awaitLines(20 + random.nextInt(400));
          server.kill();
          server.begin();
        }
        child.awaitLines(100);
        child.kill();
      }
      check(place, 3);
    }
  }

  /** Where a store is. @param name folder, or address of a database */
  private record Place(String name, boolean database) {
    Store open() {
      return Store.open(database
        ? StoreConfig.at(name, PostgresServer.USER, PostgresServer.PASSWORD)
        : StoreConfig.in(Path.of(name)));
    }
  }

  private void killTheWriter(Place place, long seed) throws Exception {
    var random = new Random(seed);
    int before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (var child = new Writing(place)) {
        child.awaitLines(20 + random.nextInt(400));
        child.kill();
      }
      int now = acknowledged.values().stream().mapToInt(Integer::intValue).sum();
      assertThat(now).as("writing went on after kill %d, seed %d", kill, seed).isGreaterThan(before);
      before = now;
      check(place, seed);
    }
  }

  /** A child at work. What it acknowledged until it is dead counts. */
  private final class Writing implements AutoCloseable {
    private final Process child;
    private final Semaphore lines = new Semaphore(0);
    private final Thread reader;

    Writing(Place place) throws IOException {
      child = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), Child.class.getName(), place.name, String.valueOf(place.database))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
      reader = Thread.ofPlatform().start(this::read);
    }

    private void read() {
      try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          String[] words = line.split(" ");
          // A line cut off by the kill has no end mark.
          if (words.length == 3 && words[2].equals(".")) acknowledged.merge(words[0], Integer.parseInt(words[1]), Math::max);
          lines.release();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits until it has acknowledged that many more. */
    void awaitLines(int more) throws InterruptedException {
      assertThat(lines.tryAcquire(more, PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("%d more lines of the child", more).isTrue();
    }

    /** Its handle kills as kill -9 does and leaves the pipe open, so that nothing acknowledged is overlooked. */
    void kill() throws InterruptedException {
      child.toHandle().destroyForcibly();
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      reader.join();
    }

    @Override
    public void close() { child.destroyForcibly(); }
  }

  /** Each writer numbers its batches from 0; batch n is there whole, once, for all n up to the acknowledged, and at most one more. */
  private void check(Place place, long seed) {
    try (Store store = place.open()) {
      var toldReadings = new HashMap<Mrid, List<Double>>();
      var toldEvents = new ArrayList<Mrid>();
      var replies = new HashSet<String>();
      Set<Long> sequences = new HashSet<>();
      long last = 0;
      for (List<Notice> some = store.outbox().after(0, 100); !some.isEmpty(); some = store.outbox().after(last, 100)) {
        for (Notice notice : some) {
          assertThat(sequences.add(notice.sequence())).isTrue();
          last = notice.sequence();
          switch (notice.content()) {
            case Notice.Readings(var readings) -> readings.forEach(reading -> toldReadings
              .computeIfAbsent(reading.meter(), _ -> new ArrayList<>()).add(reading.readings().getFirst().value()));
            case Notice.Events(var events) -> events.forEach(event -> toldEvents.add(event.mrid()));
            case Notice.ControlReply(var commands) -> assertThat(replies.add(commands.getFirst().messageId())).isTrue();
            case Notice.Objects objects -> throw new AssertionError("nobody wrote " + objects);
          }
        }
      }
      assertThat(toldEvents).doesNotHaveDuplicates();
      var told = new HashSet<>(toldEvents);
      acknowledged.forEach((writer, count) -> {
        Mrid meter = Mrid.derivedFrom(writer);
        List<Double> expected = new ArrayList<>();
        for (int n = 0; n <= count; n++) {
          expected.add((double) n);
        }
        List<Double> kept = Sample.readAll(store.readings(), meter).stream().flatMap(reading -> reading.readings().stream())
          .map(reading -> reading.value()).toList();
        String as = writer + " acknowledged " + count + ", seed " + seed;
        assertThat(kept).as(as).startsWith(expected.toArray(Double[]::new)).hasSizeBetween(count + 1, count + 2);
        assertThat(toldReadings.get(meter)).as("told: " + as).isEqualTo(kept);
        int intervals = Sample.readAll(store.readings(), meter).stream().flatMap(reading -> reading.intervalBlocks().stream())
          .mapToInt(block -> block.size()).sum();
        assertThat(intervals).as("intervals: " + as).isEqualTo(kept.size());
        for (int n = 0; n <= count; n++) {
          assertThat(told.contains(eventOf(writer, n).mrid())).as("event %d of %s", n, as).isTrue();
        }
        for (Command command : store.commands().findByDevice(meter, 1_000_000)) {
          boolean finished = command.outcome().isPresent();
          assertThat(replies.contains(command.messageId())).as("reply to " + command.messageId()).isEqualTo(finished);
        }
        assertThat(store.commands().findByDevice(meter, 1_000_000).stream().filter(command -> command.outcome().isPresent()).count()).as(as)
          .isBetween((long) count + 1, (long) count + 2);
      });
    }
  }

  private static EndDeviceEvent eventOf(String writer, int n) {
    return new EndDeviceEvent(Mrid.derivedFrom(writer + "-" + n), Mrid.derivedFrom(writer),
      Sample.event(Mrid.random(), "1T00:00:00").type(),
      START.plusSeconds(n), "", "", Map.of());
  }

  /** The process that is killed. Line: writer, number of the batch, a dot. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Store store = new Place(args[0], Boolean.parseBoolean(args[1])).open();
      for (int i = 0; i < WRITERS; i++) {
        String writer = "writer" + i;
        Thread.ofPlatform().start(() -> write(store, writer));
      }
    }

    /** Goes on where the store stands, also after trouble with it: what was said last may have been kept or not. */
    private static void write(Store store, String writer) {
      while (true) {
        try {
          Mrid meter = Mrid.derivedFrom(writer);
          List<Command> before = store.commands().findByDevice(meter, 1_000_000);
          for (int n = (int) before.stream().filter(command -> command.outcome().isPresent()).count(); true; n++) {
            write(store, writer, n);
            System.out.println(writer + " " + n + " .");
          }
        } catch (StoreException away) {
          LockSupport.parkNanos(10_000_000);
        }
      }
    }

    private static void write(Store store, String writer, int n) {
      Mrid meter = Mrid.derivedFrom(writer);
      Instant time = START.plusSeconds(900L * n);
      store.readings().record(List.of(new MeterReading(meter, List.of(new Reading(Sample.ENERGY, time, n,
        ReadingQuality.VALID)), List.of(Sample.block(Sample.QUARTER, time, n)))));
      EndDeviceEvent event = eventOf(writer, n);
      Command command = new Command(Mrid.derivedFrom(writer + "command" + n), writer + "-" + n, "", "http://reply", "test", meter,
        EndDeviceControlType.CONNECT, "", time, time, new Command.Queued(0));
      store.commands().submit(List.of(command));
      long fencing = n;
      store.commands().finish(command.mrid(), fencing, new ControlOutcome.Connected(), time, event);
    }
  }
}
