package meridian.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.message.Exchange;
import meridian.services.port.Journal.Field;
import meridian.services.port.Journal.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** A journal of the first release is read by this one, and found in by all that it knew. */
class JournalUpgradeTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void theFirstFormIsCarriedOver(@TempDir Path folder) throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("journal") + ";PAGE_SIZE=4096";
    Flyway.configure().dataSource(url, "hub", "").locations("classpath:meridian/store/migration/journal").target("1").load().migrate();
    byte[] body = "<Message>é</Message>".getBytes(StandardCharsets.UTF_8);
    var deflated = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(deflated)) {
      out.write(body);
    }
    try (Connection connection = DriverManager.getConnection(url, "hub", "");
      PreparedStatement exchange = connection
        .prepareStatement("INSERT INTO exchange VALUES (?, ?, ?, 'IN', 'soap:x', 'billing 10.0.0.1', 'get',"
          + " 'MeterReadings', ?, 'C1', ?, ?, 12, ?, ?)");
      PreparedStatement word = connection.prepareStatement("INSERT INTO exchange_word VALUES (?, ?, ?)")) {
      for (long id = 1; id <= 3; id++) {
        Object[] devices = id == 1 ? new Object[0] : new Object[]{"M" + id, "a, b"};
        long time = Micros.of(NOON) + id;
        Tx.set(exchange, id, time, NOON.plusNanos(id * 1_000).toString(), "m" + id, connection.createArrayOf("VARCHAR", devices),
          id == 2 ? "FAILED 2.4" : "OK", body.length, deflated.toByteArray());
        exchange.executeUpdate();
        for (String each : List.of("m" + id, "c1", "meterreadings")) {
          Tx.set(word, each, time, id);
          word.executeUpdate();
        }
      }
    }
    try (Store store = Store.open(StoreConfig.in(folder), () -> NOON)) {
      List<Exchange> all = store.journal().search(Query.newest(10)).exchanges();
      assertThat(all).extracting(Exchange::id).containsExactly(3L, 2L, 1L);
      assertThat(all).extracting(Exchange::devices).containsExactly(List.of("M3", "a, b"), List.of("M2", "a, b"), List.of());
      assertThat(all.getFirst()).satisfies(exchange -> {
        assertThat(exchange.time()).isEqualTo(NOON.plusNanos(3_000));
        assertThat(exchange.partner()).isEqualTo("billing 10.0.0.1");
        assertThat(exchange.whole()).isTrue();
        assertThat(exchange.header().source()).isEmpty();
      });
      assertThat(store.journal().find(2).orElseThrow().body()).isEqualTo(body);
      assertThat(store.journal().search(Query.newest(10).with(Field.MESSAGE_ID, "m2")).exchanges()).extracting(Exchange::id)
        .containsExactly(2L);
      assertThat(store.journal().search(Query.newest(10).with(Field.OUTCOME, "FAILED")).exchanges()).extracting(Exchange::id)
        .containsExactly(2L);
      assertThat(store.journal().search(Query.newest(10).with(Field.CORRELATION_ID, "c1")).exchanges()).hasSize(3);
    }
    Store.open(StoreConfig.in(folder)).close();
  }
}
