package meridian.cim.dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamespacesTest {
  @ParameterizedTest
  @CsvSource({
      "http://www.iec.ch/TC57/2008/schema/message, http://iec.ch/TC57/2011/schema/message",
      "http://www.iec.ch/TC57/2010/schema/message, http://iec.ch/TC57/2011/schema/message",
      "http://www.iec.ch/TC57/2011/schema/message, http://iec.ch/TC57/2011/schema/message",
      "http://iec.ch/TC57/2021/schema/message, http://iec.ch/TC57/2011/schema/message",
      "http://www.iec.ch/TC57/2011/MeterReadingsMessage, http://iec.ch/TC57/2011/MeterReadingsMessage",
      "http://iec.ch/TC57/2017/GetMeterReadingsMessage, http://iec.ch/TC57/2011/GetMeterReadingsMessage",
      "http://www.iec.ch/TC57/2009/MeterReadings#, http://iec.ch/TC57/2011/MeterReadings#"})
  void knownNamespacesAreOursAndBack(String theirs, String ours) {
    assertThat(Namespaces.ours(theirs)).isEqualTo(ours);
    assertThat(Namespaces.OURS.seen(theirs).theirs(ours)).isEqualTo(theirs);
    assertThat(Namespaces.ours(ours)).as("ours are ours already").isEqualTo(ours);
    assertThat(Namespaces.OURS.theirs(ours)).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource({"''", "urn:other", "http://iec.ch/TC57/2033/schema/message", "http://iec.ch/TC57/2011/MeterReadings",
      "http://iec.ch/TC57/CIM100#", "http://evil.example/http://iec.ch/TC57/2011/MeterReadings#",
      "https://iec.ch/TC57/2017/MeterReadings#"})
  void othersStay(String other) {
    assertThat(Namespaces.ours(other)).isEqualTo(other);
    assertThat(Namespaces.OURS.seen(other)).isEqualTo(Namespaces.OURS);
  }

  @Test
  void wrappersAndPayloadsOfDifferentYearsAreKeptApart() {
    Namespaces met = Namespaces.OURS.seen("http://iec.ch/TC57/2017/EndDeviceControlsMessage")
      .seen("http://iec.ch/TC57/2011/EndDeviceControls#");
    assertThat(met.theirs("http://iec.ch/TC57/2011/MeterConfigMessage")).isEqualTo("http://iec.ch/TC57/2017/MeterConfigMessage");
    assertThat(met.theirs("http://iec.ch/TC57/2011/MeterConfig#")).isEqualTo("http://iec.ch/TC57/2011/MeterConfig#");
  }
}
