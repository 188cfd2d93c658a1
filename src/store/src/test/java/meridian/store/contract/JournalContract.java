package meridian.store.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.message.Exchange;
import meridian.model.message.Exchange.Direction;
import meridian.services.port.Journal;
import meridian.services.port.Journal.Field;
import meridian.services.port.Journal.Query;

import static meridian.store.contract.Sample.at;
import static meridian.store.contract.Sample.period;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link Journal}. What was appended is seen for sure after a reopening; sooner, most of the time. */
public interface JournalContract {

  Ports.Opener opener();

  @Test
  default void keepsAllThatIsSaidOfAnExchangeAndItsMessage(@TempDir Path folder) {
    var header = new Exchange.Header("create", "EndDeviceControls", "2.0", "billing", "MSG-1", "corr-1",
      Optional.of(at("1T09:59:59.123456789")),
      true, true, "jms:queue:replies", "anna");
    var exchange = new Exchange(0, at("1T10:00:00").plusNanos(1), Direction.OUT, "soap:Execute", "10.0.0.1", header, List.of("M1", "Mü 2"),
      "PARTIAL 2.4", 12, 1_000_000, 0, 77);
    byte[] body = "<Message>é</Message>".getBytes(StandardCharsets.UTF_8);
    try (Ports store = opener().open(folder)) {
      store.journal().append(exchange, body);
    }
    try (Ports store = opener().open(folder)) {
      Journal.Page page = store.journal().search(Query.newest(10));
      assertThat(page.exchanges()).hasSize(1);
      Exchange found = page.exchanges().getFirst();
      assertThat(found).isEqualTo(exchange.kept(found.id(), body.length));
      assertThat(found.id()).isPositive();
      Journal.Kept kept = store.journal().find(found.id()).orElseThrow();
      assertThat(kept.exchange()).isEqualTo(found);
      assertThat(kept.body()).isEqualTo(body);
      assertThat(store.journal().find(found.id() + 1)).isEmpty();
    }
  }

  @Test
  default void findsByEachFieldAndByAllTogetherNewestFirst(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      append(store, "1T10:00:00", "MSG-1", "corr-1", "MeterReadings", "OK", "M1");
      append(store, "1T11:00:00", "msg-2", "", "EndDeviceControls", "FAILED 2.4", "M1", "M2");
      append(store, "1T12:00:00", "", "", "MeterReadings", "UNREADABLE 1.3");
      append(store, "1T13:00:00", "msg-4", "corr-1", "MeterReadings", "FAILED 3.2", "M2");
    }
    try (Ports store = opener().open(folder)) {
      assertThat(found(store, Query.newest(10))).containsExactly("13", "12", "11", "10");
      assertThat(found(store, Query.newest(10).in(period("1T10:00:00", "1T12:00:00")))).containsExactly("11", "10");
      assertThat(found(store, Query.newest(10).with(Field.MESSAGE_ID, " msg-1"))).containsExactly("10");
      assertThat(found(store, Query.newest(10).with(Field.CORRELATION_ID, "CORR-1"))).containsExactly("13", "10");
      assertThat(found(store, Query.newest(10).with(Field.DEVICE, "m1"))).containsExactly("11", "10");
      assertThat(found(store, Query.newest(10).with(Field.DEVICE, "m1").in(period("1T10:30:00", "1T12:00:00")))).containsExactly("11");
      assertThat(found(store, Query.newest(10).with(Field.DEVICE, "M2").with(Field.NOUN, "meterreadings"))).containsExactly("13");
      assertThat(found(store, Query.newest(10).with(Field.DEVICE, "msg-1"))).isEmpty();
      assertThat(found(store, Query.newest(10).with(Field.NOUN, "MeterReadings"))).containsExactly("13", "12", "10");
      assertThat(found(store, Query.newest(10).with(Field.VERB, "create").with(Field.PARTNER, "bill"))).hasSize(4);
      assertThat(found(store, Query.newest(10).with(Field.PARTNER, "10.0"))).hasSize(4);
      assertThat(found(store, Query.newest(10).with(Field.DIRECTION, "OUT"))).isEmpty();
      assertThat(found(store, Query.newest(10).with(Field.OUTCOME, "FAILED"))).containsExactly("13", "11");
      assertThat(found(store, Query.newest(10).with(Field.OUTCOME, "failed 2"))).containsExactly("11");
      assertThat(found(store, Query.newest(10).with(Field.OUTCOME, "2.4"))).containsExactly("11");
      assertThat(found(store, Query.newest(10).with(Field.OUTCOME, "OK"))).containsExactly("10");
      assertThat(found(store, Query.newest(10).with(Field.OUTCOME, "UNREADABLE").with(Field.NOUN, "MeterReadings"))).containsExactly("12");
      assertThat(found(store, Query.newest(10).with(Field.TEXT, "M1"))).containsExactly("11", "10");
      assertThat(found(store, Query.newest(10).with(Field.TEXT, "msg-4"))).containsExactly("13");
      assertThat(found(store, Query.newest(10).with(Field.TEXT, "failed"))).isEmpty();
      assertThat(found(store, Query.newest(10).with(Field.TEXT, "%"))).isEmpty();
      assertThat(found(store, Query.newest(10).with(Field.REPLAY_OF, "1"))).isEmpty();
    }
  }

  /** More than one piece of the walk, half of them at the same time, every third one asked for. */
  @Test
  default void goesOnPageByPageAndMissesNone(@TempDir Path folder) {
    int many = 3_000;
    try (Ports store = opener().open(folder)) {
      for (int i = 0; i < many; i++) {
        append(store, i < many / 2 ? "1T10:00:00" : "1T11:00:00", "m" + i, "", "MeterReadings", i % 3 == 0 ? "FAILED" : "OK", "M" + i % 2);
      }
    }
    try (Ports store = opener().open(folder)) {
      for (Query query : List.of(Query.newest(170), Query.newest(170).with(Field.NOUN, "MeterReadings"),
        Query.newest(170).with(Field.DEVICE, "M0").with(Field.OUTCOME, "FAILED"), Query.newest(170).with(Field.OUTCOME, "OK"))) {
        boolean failed = "FAILED".equals(query.asked().get(Field.OUTCOME));
        boolean ok = "OK".equals(query.asked().get(Field.OUTCOME));
        List<String> expected = IntStream.range(0, many).map(i -> many - 1 - i).filter(i -> !failed || i % 6 == 0)
          .filter(i -> !ok || i % 3 != 0)
          .mapToObj(i -> "m" + i).toList();
        var all = new ArrayList<String>();
        Journal.Page page = store.journal().search(query);
        while (true) {
          assertThat(page.exchanges()).hasSizeLessThanOrEqualTo(170);
          page.exchanges().forEach(exchange -> all.add(exchange.messageId()));
          if (page.next() == 0) break;
          page = store.journal().search(query.before(page.next()));
        }
        assertThat(all).as(query.toString()).isEqualTo(expected);
      }
    }
  }

  @Test
  default void keepsABodyOfAMillionBytes(@TempDir Path folder) {
    byte[] body = "<Reading/>".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    try (Ports store = opener().open(folder)) {
      store.journal().append(exchange("1T10:00:00", "m", "", "MeterReadings", "OK"), body);
    }
    try (Ports store = opener().open(folder)) {
      Exchange found = store.journal().search(Query.newest(1).with(Field.MESSAGE_ID, "m")).exchanges().getFirst();
      assertThat(store.journal().find(found.id()).orElseThrow().body()).isEqualTo(body);
    }
  }

  /** What a stranger wrote into a header is kept or left out; what came with it is kept. */
  @Test
  default void oddTextSpoilsNothing(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      append(store, "1T10:00:00", "x".repeat(100_000), "\uD83D\uDE00", "a'b\"; --", "OK", "d".repeat(5_000));
      append(store, "1T11:00:00", "sound", "", "MeterReadings", "OK");
    }
    try (Ports store = opener().open(folder)) {
      assertThat(found(store, Query.newest(10))).containsExactly("11", "10");
      assertThat(found(store, Query.newest(10).with(Field.MESSAGE_ID, "x".repeat(100_000)))).containsExactly("10");
      assertThat(found(store, Query.newest(10).with(Field.MESSAGE_ID, "x".repeat(99_999)))).isEmpty();
      assertThat(found(store, Query.newest(10).with(Field.CORRELATION_ID, "\uD83D\uDE00"))).containsExactly("10");
      assertThat(found(store, Query.newest(10).with(Field.DEVICE, "d".repeat(5_000)))).containsExactly("10");
    }
  }

  @Test
  default void findsWhatARepetitionRepeats(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Exchange first = exchange("1T10:00:00", "m", "", "MeterReadings", "FAILED");
      store.journal().append(first, new byte[]{1});
      store.journal()
        .append(new Exchange(0, at("1T11:00:00"), Direction.IN, first.endpoint(), "console", first.header(), List.of(), "OK", 1, 1, 0,
          41), new byte[]{1});
    }
    try (Ports store = opener().open(folder)) {
      assertThat(found(store, Query.newest(10).with(Field.REPLAY_OF, "41"))).containsExactly("11");
    }
  }

  private static void append(Ports store, String time, String messageId, String correlationId, String noun, String outcome,
    String... devices) {
    store.journal().append(exchange(time, messageId, correlationId, noun, outcome, devices),
      ("<Message>" + time + "</Message>").getBytes(StandardCharsets.UTF_8));
  }

  private static Exchange exchange(String time, String messageId, String correlationId, String noun, String outcome, String... devices) {
    var header = new Exchange.Header("create", noun, "", "billing", messageId, correlationId, Optional.empty(), false, false, "", "");
    return new Exchange(0, at(time), Direction.IN, "soap:Execute", "10.0.0.1", header, List.of(devices), outcome, 12, 20, 0, 0);
  }

  /** The hours of what was found. */
  private static List<String> found(Ports store, Query query) {
    return store.journal().search(query).exchanges().stream().map(exchange -> exchange.time().toString().substring(11, 13)).toList();
  }
}
