package meridian.cim.dialect;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.model.config.BadSetting;
import meridian.model.config.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartnerProfileTest {
  @ParameterizedTest
  @CsvSource({"envelope,2012", "wrappers,http://example.com/", "payloads,''", "identify,nothing", "values,both", "zone,Europe/Atlantis",
      "local-times,true", "partial-success,maybe", "codes,KWH", "codes,KWH = ", "'codes','A = 1, A = 2'", "'codes','A = 1, B = 1'"})
  void whatMakesNoSenseIsRefusedByItsKey(String key, String value) {
    assertThatThrownBy(() -> profile(Map.of(key, value))).isInstanceOfSatisfying(BadSetting.class,
      bad -> assertThat(bad.key()).isEqualTo(key));
  }

  @Test
  void aPartnerIsToldByHisHeader() {
    var partners = new Partners(Map.of("acme", profile(Map.of("sources", "ACME-*,CIS")), "zeta", profile(Map.of("users", "zeta.*"))));
    assertThat(partners.name("ACME-7", "")).contains("acme");
    assertThat(partners.name("CIS", "anna")).contains("acme");
    assertThat(partners.name("CIS2", "zeta.x")).contains("zeta");
    assertThat(partners.name("", "")).isEmpty();
    assertThat(partners.of("MDM", "")).isEqualTo(PartnerProfile.NONE);
  }

  @Test
  void codesGoBothWays() {
    var codes = new Codes(List.of("KWH=0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0", " OFF = 3.26.0.85"));
    assertThat(codes.ours("ReadingType", " KWH", false)).isEqualTo("0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0");
    assertThat(codes.theirs("EndDeviceEventType", "3.26.0.85", true)).as("a code of his own goes before type zero").isEqualTo("OFF");
    assertThat(codes.theirs("EndDeviceEventType", "3.26.0.216", true)).isEqualTo("0.26.0.216");
    assertThat(codes.ours("EndDeviceEventType", "0.26.0.216", true)).isEqualTo("3.26.0.216");
    assertThat(codes.ours("EndDeviceControlType", "0.31.0.18", true)).as("events alone").isEqualTo("0.31.0.18");
    assertThat(codes.ours("EndDeviceEventType", "13.26.0.216", true)).isEqualTo("13.26.0.216");
  }

  @Test
  void theEditionSaysWhichWrappers() {
    assertThat(profile(Map.of("envelope", "2011-draft")).namespaces())
      .isEqualTo(new Namespaces("http://www.iec.ch/TC57/2011/schema/message",
        "http://www.iec.ch/TC57/2011/", "http://iec.ch/TC57/2011/"));
    assertThat(profile(Map.of("envelope", "2022")).namespaces().envelope()).isEqualTo("http://iec.ch/TC57/2021/schema/message");
  }

  private static PartnerProfile profile(Map<String, String> settings) { return Settings.read(PartnerProfile.class, settings); }
}
