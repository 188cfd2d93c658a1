package meridian.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.message.Exchange;
import meridian.services.port.Journal;
import meridian.services.port.Journal.Field;
import meridian.services.port.Journal.Query;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * kill -9 while journalling, again and again on the same folder: the journal opens every time, what it has is whole, it has lost the last
 * moment only, and its file is not much larger than what is in it.
 */
class JournalCrashTest {
  private static final int KILLS = Integer.getInteger("meridian.journal.kills", 4);
  private static final int A_SECOND = 1_000;

  @Test
  @Timeout(300)
  void opensAfterEachKillAndStaysSmall(@TempDir Path folder) throws Exception {
    long seed = 4_711;
    var random = new Random(seed);
    Path file = folder.resolve("journal.mv.db");
    long journalled = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long last = writeUntilKilled(folder, 1_000 + random.nextInt(1_000));
      try (Store store = Store.open(StoreConfig.in(folder))) {
        Journal.Page newest = store.journal().search(Query.newest(1));
        Exchange found = newest.exchanges().getFirst();
        // A batch is gathered for 200 ms; the rest is for a machine that is busy.
        assertThat(Long.parseLong(found.messageId())).as("kill %d: acknowledged %d", kill, last).isGreaterThan(last - 2 * A_SECOND);
        assertThat(store.journal().find(found.id()).orElseThrow().body()).isEqualTo(body(found.messageId()));
        // The index is looked over right after the opening.
        Awaitility.await().untilAsserted(() -> assertThat(
          store.journal().search(Query.newest(10).with(Field.MESSAGE_ID, found.messageId())).exchanges()).contains(found));
        journalled = count(store.journal());
      }
    }
    Store.open(StoreConfig.in(folder)).close();
    long closed = Files.size(file);
    System.out.printf("%,d exchanges after %d kills: file of %,d kB, %d B each%n", journalled, KILLS, closed >> 10, closed / journalled);
    assertThat(closed / journalled).as("bytes of the file for each exchange").isLessThan(10_000);
  }

  private static long count(Journal journal) {
    var ids = new HashSet<Long>();
    Query query = Query.newest(5_000);
    Journal.Page page = journal.search(query);
    while (true) {
      page.exchanges().forEach(exchange -> assertThat(ids.add(exchange.id())).isTrue());
      if (page.next() == 0) return ids.size();
      page = journal.search(query.before(page.next()));
    }
  }

  /** @return the last that was handed to the journal for sure */
  private static long writeUntilKilled(Path folder, long millis) throws IOException, InterruptedException {
    Process child = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp",
      System.getProperty("java.class.path"), Child.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT)
      .start();
    long last = -1;
    long end_ns = Long.MAX_VALUE;
    try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.endsWith(".")) last = Long.parseLong(line.substring(0, line.length() - 1));
        if (end_ns == Long.MAX_VALUE) end_ns = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (System.nanoTime() > end_ns) child.toHandle().destroyForcibly();
      }
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(last).isPositive();
      return last;
    } finally {
      child.destroyForcibly();
    }
  }

  private static byte[] body(String messageId) {
    return ("<Message>" + messageId + "<Payload>" + new Random(Long.parseLong(messageId)).nextLong() + "</Payload></Message>").repeat(10)
      .getBytes(StandardCharsets.UTF_8);
  }

  /** The process that is killed: a thousand exchanges a second, of ten devices each out of three thousand; a line for each twenty. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws InterruptedException {
      Store store = Store.open(StoreConfig.in(Path.of(args[0])));
      long number = store.journal().search(Query.newest(1)).exchanges().stream().mapToLong(each -> Long.parseLong(each.messageId()) + 1)
        .findFirst().orElse(0);
      var random = new Random(number);
      while (true) {
        for (int i = 0; i < A_SECOND / 50; i++, number++) {
          String id = Long.toString(number);
          List<String> devices = random.ints(10, 0, 3_000).mapToObj(device -> "00000000-0000-4000-8000-00000000" + device).distinct()
            .toList();
          var header = new Exchange.Header("created", "MeterReadings", "", "", id, "", Optional.empty(), false, false, "", "");
          byte[] body = body(id);
          store.journal().append(
            new Exchange(0, Instant.now(), Exchange.Direction.OUT, "jms", "p", header, devices, "OK", 1, body.length, 0, 0),
            body);
        }
        System.out.println(number - 1 + ".");
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** What was dropped for its age gives its room back when the store is opened next, at the latest. */
  @Test
  @Timeout(120)
  void theFileShrinksWhenWhatIsOldIsDropped(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("journal.mv.db");
    var random = new Random(1);
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    try (Store store = Store.open(StoreConfig.in(folder), () -> then)) {
      for (int i = 0; i < 10_000; i++) {
        byte[] noise = new byte[4_000];
        random.nextBytes(noise);
        var header = new Exchange.Header("created", "MeterReadings", "", "", "m" + i, "", Optional.empty(), false, false, "", "");
        store.journal()
          .append(new Exchange(0, then, Exchange.Direction.OUT, "jms", "p", header, List.of("M" + i % 7), "OK", 1, 4_000, 0, 0), noise);
      }
    }
    long full = Files.size(file);
    assertThat(full).isGreaterThan(32 << 20);
    Instant later = then.plus(Duration.ofDays(31));
    try (Store store = Store.open(StoreConfig.in(folder), () -> later)) {
      Awaitility.await().atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(store.journal().search(Query.newest(1)).exchanges()).isEmpty());
      assertThat(store.journal().search(Query.newest(10).with(Field.DEVICE, "M1")).exchanges()).isEmpty();
    }
    Store.open(StoreConfig.in(folder), () -> later).close();
    assertThat(Files.size(file)).isLessThan(4 << 20);
  }
}
