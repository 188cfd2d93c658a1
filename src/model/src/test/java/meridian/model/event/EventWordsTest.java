package meridian.model.event;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.model.control.ControlWords;
import meridian.model.control.EndDeviceControlType;

import static org.assertj.core.api.Assertions.assertThat;

class EventWordsTest {

  @Test
  void everyEventTheHubKnowsHasWords() {
    for (var type : new EndDeviceEventType[]{EndDeviceEventType.POWER_LOST, EndDeviceEventType.POWER_RESTORED,
        EndDeviceEventType.METER_COVER_OPENED, EndDeviceEventType.METER_COVER_CLOSED, EndDeviceEventType.REMOTE_DISCONNECTED,
        EndDeviceEventType.REMOTE_CONNECTED, EndDeviceEventType.ARMED_FOR_CLOSURE, EndDeviceEventType.CONTROL_FAILED}) {
      assertThat(EventWords.of(type).text()).as(type.code()).doesNotStartWith("Event").doesNotContain(":");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"0.26.0.85 | Power lost | ALARM", "3.26.0.85 | Power lost | ALARM",
      "3.12.24.64 | Security, password: expired | INFO", "10.23.0.33 | Network: initialised | INFO", "3.36.0.0 | Clock | INFO",
      "3.99.0.1 | Event 3.99.0.1 | INFO", "3.12.999.1 | Event 3.12.999.1 | INFO", "3.0.0.0 | Event 3.0.0.0 | INFO"})
  void anEventHasWordsWhateverTheDevice(String code, String words, EventWords.Severity severity) {
    assertThat(EventWords.of(EndDeviceEventType.find(code).orElseThrow())).isEqualTo(new EventWords.Label(words, severity));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"3.31.0.23 | Disconnect", "0.31.0.18 | Connect", "3.8.0.214 | Reset demand",
      "3.11.0.4 | Firmware: activated", "3.200.1.1 | Control 3.200.1.1"})
  void aControlHasWords(String code, String words) {
    assertThat(ControlWords.of(EndDeviceControlType.find(code).orElseThrow())).isEqualTo(words);
  }

  @Test
  void devicesHaveNames() {
    assertThat(EventWords.device(3)).isEqualTo("electric meter");
    assertThat(EventWords.device(0)).isEmpty();
    assertThat(EventWords.device(77)).isEqualTo("type 77");
  }

  @Test
  void anyCodeIsCarried() {
    var random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      String code = random.nextInt(60) + "." + random.nextInt(100) + "." + random.nextInt(400) + "." + random.nextInt(100_000);
      EndDeviceEventType event = EndDeviceEventType.find(code).orElseThrow();
      assertThat(event.code()).isEqualTo(code);
      assertThat(EventWords.of(event).text()).isNotBlank();
      EndDeviceControlType control = EndDeviceControlType.find(code).orElseThrow();
      assertThat(control.code()).isEqualTo(code);
      assertThat(ControlWords.of(control)).isNotBlank();
    }
  }
}
