package meridian.dlms;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

  private static Settings parse(String key, String value) {
    Map<String, String> texts = new HashMap<>(Map.of("master-secret", TestFleet.SECRET));
    texts.put(key, value);
    return Settings.parse(texts);
  }

  @ParameterizedTest
  @CsvSource({"connect-timeout, 5, duration", "connect-timeout, 0s, duration", "connect-timeout, PT5S, duration",
      "port, 0, number from 1", "port, 65536, number from 1", "port, ten, number from 1", "client-title, 0102, 8 octets",
      "association.XY9, gmac, 'one of public, lls, hls'",
      "time-zone, Mars, time zone", "clock-deviation, east, one of", "push.udp, nowhere, host:port", "push.tcp, :1, host:port",
      "push.plain, maybe, true or false", "longest-apdu, 100, number from 128", "push.queue, 0, number from 1"})
  void aBadValueIsRefusedByKeyAndValue(String key, String value, String must) {
    assertThatThrownBy(() -> parse(key, value)).isInstanceOf(IllegalArgumentException.class)
      .hasMessageContaining(key).hasMessageContaining(value).hasMessageContaining(must);
  }

  @Test
  void anUnknownKeyIsRefused() { assertThatThrownBy(() -> parse("conect-timeout", "5s")).hasMessage("unknown setting conect-timeout"); }

  @Test
  void theMasterSecretIsDemandedAndNeverNamed() {
    assertThatThrownBy(() -> Settings.parse(Map.of())).hasMessage("master-secret is missing");
    assertThatThrownBy(() -> Settings.parse(Map.of("master-secret", "5ec7e7"))).hasMessageNotContaining("5ec7e7")
      .hasMessageContaining("master-secret must be at least 16 octets");
    assertThat(parse("port", "4059").toString()).doesNotContainIgnoringCase(TestFleet.SECRET.substring(0, 8))
      .doesNotContain("[B@");
  }

  @Test
  void associationsGoByModel() {
    Settings settings = parse("association.AC1", "lls");
    assertThat(settings.associationOf("AC1")).isEqualTo(Association.LLS);
    assertThat(settings.associationOf("ML4")).isEqualTo(Association.LLS);
    assertThat(settings.associationOf("MH3")).isEqualTo(Association.HLS);
    assertThat(settings.associationOf("")).isEqualTo(Association.HLS);
    assertThat(parse("association.default", "public").associationOf("ZZ")).isEqualTo(Association.PUBLIC);
  }

  @Test
  void addresses() {
    assertThat(HostPort.parse("127.0.0.1:80", 4059).getPort()).isEqualTo(80);
    assertThat(HostPort.parse("127.0.0.1", 4059).getPort()).isEqualTo(4059);
    assertThat(HostPort.parse("[::1]:80", 4059).getPort()).isEqualTo(80);
    assertThat(HostPort.parse("::1", 4059).getPort()).isEqualTo(4059);
    assertThatThrownBy(() -> HostPort.parse("127.0.0.1:99999", 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
