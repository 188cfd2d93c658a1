package meridian.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import gurux.dlms.GXDLMSException;
import gurux.dlms.objects.GXDLMSDisconnectControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static meridian.fleet.World.LOW;
import static meridian.fleet.World.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LowSecurityTest {
  private final ManualClock clock = new ManualClock("2026-11-03T10:07:30Z");
  private Fleet fleet;

  @BeforeEach
  void start() { fleet = World.fleet(clock); }

  @AfterEach
  void stop() { fleet.close(); }

  @Test
  void publicClientReadsNameClockAndCounterAndNothingElse() throws Exception {
    try (Client client = Client.open(fleet, LOW).associate()) {
      assertThat(client.read(1, "0.0.42.0.0.255", 2)).isEqualTo(LOW.serialNumber().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(client.read(1, "0.0.43.1.0.255", 2)).isEqualTo(0L);
      assertThat(client.read(8, "0.0.1.0.0.255", 2)).isNotNull();
      assertThatThrownBy(() -> client.register("1.0.1.8.0.255")).hasMessageContaining("4");
    }
  }

  @Test
  void wrongPasswordIsRefused() throws Exception {
    try (Client client = Client.low(fleet, LOW, "0000000000000000")) {
      assertThatThrownBy(client::associate).isInstanceOf(GXDLMSException.class);
    }
  }

  @Test
  void registersAgreeWithTheProfile() throws Exception {
    try (Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
      clock.advance(Duration.ofSeconds(450));
      Instant begin = clock.instant();
      long before = client.register("1.0.1.8.0.255");
      clock.advance(Duration.ofHours(30));
      long after = client.register("1.0.1.8.0.255");
      List<?> rows = client.profile(begin.plusSeconds(1), clock.instant());
      assertThat(rows).hasSize(120);
      assertThat(rows.stream().mapToLong(r -> wattHours(r, 2)).sum()).isEqualTo(after - before).isPositive();
    }
  }

  @Test
  void aDayHas96RowsInSeveralBlocks() throws Exception {
    try (Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
      List<?> rows = client.profile(Instant.parse("2026-10-25T00:15:00Z"), Instant.parse("2026-10-26T00:00:00Z"));
      assertThat(rows).hasSize(96);
      assertThat(client.received.size()).isGreaterThan(3);
    }
  }

  @Test
  void relayOpensAndCloses() throws Exception {
    try (Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
      GXDLMSDisconnectControl relay = new GXDLMSDisconnectControl("0.0.96.3.10.255");
      client.act(relay, 1);
      assertThat(((Number) client.read(70, "0.0.96.3.10.255", 3)).intValue()).isZero();
      long open = client.register("1.0.1.8.0.255");
      clock.advance(Duration.ofHours(3));
      assertThat(client.register("1.0.1.8.0.255")).isEqualTo(open);
      client.act(relay, 2);
      assertThat(((Number) client.read(70, "0.0.96.3.10.255", 3)).intValue()).isEqualTo(1);
      clock.advance(Duration.ofHours(3));
      assertThat(client.register("1.0.1.8.0.255")).isGreaterThan(open);
    }
  }

  static long wattHours(Object row, int column) { return ((Number) ((List<?>) row).get(column)).longValue(); }
}
