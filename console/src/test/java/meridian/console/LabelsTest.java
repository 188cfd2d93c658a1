package meridian.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.model.event.EndDeviceEventType;
import meridian.model.metering.ReadingType;

import static org.assertj.core.api.Assertions.assertThat;

class LabelsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = { //
      "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0 | Active energy, delivered | kWh",
      "0.0.2.4.19.1.12.0.0.0.0.0.0.0.0.3.72.0 | Active energy, received, 15 min | kWh",
      "0.0.0.1.1.1.12.0.0.0.0.2.0.0.0.3.72.0 | Active energy, delivered, rate 2 | kWh",
      "0.0.0.6.0.1.54.0.0.0.0.0.0.0.129.0.29.0 | Voltage, phase A | V", //
      "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.0.73.0 | Reactive energy, delivered | varh",
      "0.0.0.6.0.1.164.0.0.0.0.0.0.0.0.-7.39.0 | 0.0.0.6.0.1.164.0.0.0.0.0.0.0.0.-7.39.0 | 10^-7 unit 39"})
  void aReadingTypeHasWordsAndAUnit(String code, String label, String unit) {
    assertThat(ReadingTypeLabels.label(ReadingType.of(code))).isEqualTo(label);
    assertThat(ReadingTypeLabels.unit(ReadingType.of(code))).isEqualTo(unit);
  }

  @Test
  void everyEventTheHubKnowsHasWords() {
    for (var type : new EndDeviceEventType[]{EndDeviceEventType.POWER_LOST, EndDeviceEventType.POWER_RESTORED,
        EndDeviceEventType.METER_COVER_OPENED, EndDeviceEventType.METER_COVER_CLOSED, EndDeviceEventType.REMOTE_DISCONNECTED,
        EndDeviceEventType.REMOTE_CONNECTED, EndDeviceEventType.ARMED_FOR_CLOSURE, EndDeviceEventType.CONTROL_FAILED}) {
      assertThat(EventLabels.of(type).text()).as(type.code()).doesNotStartWith("Event");
    }
    assertThat(EventLabels.of(new EndDeviceEventType(0, 26, 0, 85))).as("type 0 is any device").isEqualTo(EventLabels.of(
      EndDeviceEventType.POWER_LOST));
    assertThat(EventLabels.of(new EndDeviceEventType(3, 99, 0, 1))).isEqualTo(new EventLabels.Label("Event 3.99.0.1",
      EventLabels.Severity.INFO));
  }
}
