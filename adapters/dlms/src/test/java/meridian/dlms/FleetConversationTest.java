package meridian.dlms;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.adapter.Control;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.adapter.Value;
import meridian.fleet.MeterModel;

import static meridian.dlms.TestFleet.NOW;
import static meridian.dlms.TestFleet.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Whole conversations with simulated meters over sockets. */
class FleetConversationTest {
  private static final String IMPORTED = "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final String VOLTAGE = "0.0.0.6.0.1.54.0.0.0.0.0.0.0.129.0.29.0";
  private static final String IMPORTED_15MIN = "0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final String EXPORTED_15MIN = "0.0.2.4.19.1.12.0.0.0.0.0.0.0.0.3.72.0";

  static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).result();
  }

  @ParameterizedTest
  @EnumSource
  void readsRegistersClockAndADayOfProfileInOneSession(MeterModel model) throws Exception {
    try (var fleet = new TestFleet(model); var adapter = TestFleet.adapter(); var line = adapter.open(fleet.device(0))) {
      DeviceReadings now = done(line.readNow(fleet.device(0), Set.of(), PATIENCE));
      Map<String, Double> values = now.values().stream().collect(Collectors.toMap(Value::readingType, Value::value));
      assertThat(values).hasSize(5);
      assertThat(values.get(IMPORTED)).isEqualTo(fleet.fleet.register(fleet.device(0).serialNumber()) / 1000.0);
      assertThat(values.get(VOLTAGE)).isBetween(200.0, 260.0);
      assertThat(now.values()).allSatisfy(value -> assertThat(value.time()).isCloseTo(NOW, within(Duration.ofSeconds(1))));
      assertThat(done(line.readClock(fleet.device(0), PATIENCE))).isCloseTo(NOW, within(Duration.ofSeconds(1)));
      Instant from = Instant.parse("2026-03-02T00:00:00Z");
      DeviceReadings day = done(line.readProfile(fleet.device(0), Set.of(), from, from.plus(Duration.ofDays(1)), PATIENCE));
      assertThat(day.values()).hasSize(192);
      assertThat(day.values().subList(0, 96)).extracting(Value::readingType).containsOnly(IMPORTED_15MIN);
      assertThat(day.values().subList(96, 192)).extracting(Value::readingType).containsOnly(EXPORTED_15MIN);
      assertThat(day.values().getFirst().time()).isEqualTo(from.plusSeconds(900));
      assertThat(day.values().get(95).time()).isEqualTo(from.plus(Duration.ofDays(1)));
    }
  }

  @Test
  void anotherMasterSecretIsRefused() throws Exception {
    try (var fleet = new TestFleet(MeterModel.ML4, MeterModel.MH4); var adapter = TestFleet.adapter("ff".repeat(32))) {
      for (int i = 0; i < 2; i++)
        try (var line = adapter.open(fleet.device(i))) {
          assertThat(line.readClock(fleet.device(i), PATIENCE)).as(fleet.device(i).model()).isInstanceOf(Outcome.Refused.class);
        }
    }
  }

  @Test
  void aRelayThatIsOnlyArmedIsReadyForReconnection() throws Exception {
    try (var fleet = new TestFleet(MeterModel.MH3); var adapter = TestFleet.adapter(); var line = adapter.open(fleet.device(0))) {
      assertThat(done(line.readRelay(fleet.device(0), PATIENCE))).isEqualTo(RelayState.CONNECTED);
      assertThat(done(line.control(fleet.device(0), Control.DISCONNECT, PATIENCE))).isEqualTo(RelayState.DISCONNECTED);
      assertThat(done(line.control(fleet.device(0), Control.CONNECT, PATIENCE))).isEqualTo(RelayState.READY_FOR_RECONNECTION);
    }
  }
}
