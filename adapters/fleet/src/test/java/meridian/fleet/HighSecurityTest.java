package meridian.fleet;

import java.time.Instant;

import gurux.dlms.objects.GXDLMSDisconnectControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static meridian.fleet.World.ARMING;
import static meridian.fleet.World.HIGH;
import static meridian.fleet.World.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HighSecurityTest {
  private final ManualClock clock = new ManualClock("2026-11-03T10:07:30Z");
  private Fleet fleet;

  @BeforeEach
  void start() { fleet = World.fleet(clock); }

  @AfterEach
  void stop() { fleet.close(); }

  @Test
  void readsRegistersAndTheProfileCiphered() throws Exception {
    try (Client client = Client.high(fleet, HIGH, SECRETS, 1).associate()) {
      assertThat(client.register("1.0.1.8.0.255")).isEqualTo(fleet.register(HIGH.serialNumber()));
      assertThat(client.profile(Instant.parse("2026-10-25T00:15:00Z"), Instant.parse("2026-10-26T00:00:00Z"))).hasSize(96);
      assertThat(client.received.subList(1, client.received.size())).allSatisfy(f -> assertThat(f.substring(16, 18)).isIn("cc", "cf"));
      client.exchange(client.codec.releaseRequest());
    }
  }

  @Test
  void wrongKeysAreRefused() throws Exception {
    try (Client client = Client.high(fleet, HIGH, new Secrets(new byte[32]), 1)) {
      assertThatThrownBy(client::associate).isInstanceOf(Exception.class);
      assertThat(client.received).first().asString().contains("a203020101");
    }
  }

  @Test
  void anUsedCounterIsRefusedAndThePublicClientLearnsTheLast() throws Exception {
    try (Client client = Client.high(fleet, HIGH, SECRETS, 41).associate()) {
      client.register("1.0.1.8.0.255");
    }
    long last;
    try (Client client = Client.open(fleet, HIGH).associate()) {
      last = ((Number) client.read(1, "0.0.43.1.0.255", 2)).longValue();
      assertThat(last).isBetween(42L, 44L);
    }
    try (Client client = Client.high(fleet, HIGH, SECRETS, last)) {
      assertThatThrownBy(client::associate).isInstanceOf(Exception.class);
    }
    try (Client client = Client.high(fleet, HIGH, SECRETS, last + 1).associate()) {
      assertThat(client.rows("0.0.99.98.1.255")).hasSize(1);
    }
  }

  @Test
  void reconnectOnlyArmsInControlMode3() throws Exception {
    try (Client client = Client.high(fleet, ARMING, SECRETS, 1).associate()) {
      GXDLMSDisconnectControl relay = new GXDLMSDisconnectControl("0.0.96.3.10.255");
      client.act(relay, 1);
      assertThat(fleet.relay(ARMING.serialNumber())).isZero();
      client.act(relay, 2);
      assertThat(((Number) client.read(70, "0.0.96.3.10.255", 3)).intValue()).isEqualTo(2);
      assertThat(client.read(70, "0.0.96.3.10.255", 2)).isEqualTo(false);
    }
  }
}
