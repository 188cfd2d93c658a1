package meridian.dlms;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.adapter.Outcome;
import meridian.adapter.Value;
import meridian.dlms.CosemClock.Deviation;
import meridian.dlms.LoadProfile.Column;
import meridian.dlms.LoadProfile.Columns;

import static meridian.dlms.FakeMeter.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoadProfileTest {
  private static final String TYPE = "0.0.2.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final CosemClock UTC = new CosemClock(ZoneOffset.UTC, Deviation.STANDARD);
  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
  private static final Columns COLUMNS = new Columns(
    List.of(new Column.Time(), new Column.Status(), new Column.Energy(TYPE, -3), new Column.Other()), 900);

  private static List<Value> values(String rows) throws Trouble {
    return LoadProfile.values(Axdr.read(new Reader(hex(rows))), COLUMNS, UTC, Set.of(), MIDNIGHT, MIDNIGHT.plusSeconds(3600));
  }

  @Test
  void nullDataRepeatsOrGoesOnAPeriod() throws Trouble {
    List<Value> values = values("""
      0105
      0204 090C07EA0302FF000000FF000000 1100 0600000001 00
      0204 090C07EA0302FF000F00FF000000 1100 0600000005 00
      0204 00 00 0600000007 00
      0204 00 1180 00 00
      0204 090C07EA0302FF010F00FF000000 1100 0600000009 00""");
    assertThat(values).containsExactly(
      new Value(TYPE, MIDNIGHT.plusSeconds(900), 0.005, "1.0.0"),
      new Value(TYPE, MIDNIGHT.plusSeconds(1800), 0.007, "1.0.0"),
      new Value(TYPE, MIDNIGHT.plusSeconds(2700), 0.007, "1.2.32"));
  }

  @Test
  void aRowOfAnotherShapeIsGarbled() {
    assertThatThrownBy(() -> values("0101 0202 090C07EA0302FF000F00FF000000 1100"))
      .hasMessageContaining("a structure of 2 where 4 belong");
    assertThatThrownBy(() -> values("0101 0204 00 1100 00 00")).hasMessageContaining("first row has no time");
    assertThatThrownBy(() -> values("0101 0204 1105 1100 00 00")).hasMessageContaining("octets expected");
    assertThatThrownBy(() -> values("1105")).hasMessageContaining("array or structure expected");
  }

  @ParameterizedTest
  @CsvSource({"0, 1.0.0", "1, 1.1.0", "2, 1.1.9", "4, 1.5.258", "8, 1.0.0", "32, 1.4.9", "128, 1.2.32", "132, 1.5.258",
      "162, 1.2.32"})
  void theGravestStatusDecides(int status, String quality) { assertThat(LoadProfile.quality(status)).isEqualTo(quality); }

  /**
   * Capture objects and period once per model, scalers refused so that Wh is taken; then the rows; the second time the rows
   * alone.
   */
  @Test
  void columnsAreReadOncePerModelAndAgainWhenTheyDoNotFit() throws Exception {
    String columns = "C401C1 00 0102 0204 120008 09060000010000FF 0F02 120000 0204 120003 09060100010800FF 0F02 120000";
    String scaler = "C401C3 01 03";
    String rows = "0101 0202 090C07EA0302FF000F00FF000000 0600000FA0";
    String wide = "0101 0203 090C07EA0302FF000F00FF000000 1104 0600000FA0";
    String wideColumns = "C401C7 00 0103 0204 120008 09060000010000FF 0F02 120000 0204 120001 090600 00600A01FF 0F02 120000"
      + " 0204 120003 09060100010800FF 0F02 120000";
    try (var meter = FakeMeter.saying(FakeMeter.AARE, columns, "C401C2 00 06 00000384", scaler, "C401C4 00" + rows,
      "C401C5 00" + rows,
      "C401C6 00" + wide, wideColumns, "C401C8 00 06 00000384");
      var adapter = TestFleet.adapter();
      var line = adapter.open(meter.device())) {
      for (String quality : new String[]{"1.0.0", "1.0.0", "1.5.258"}) {
        var outcome = line.readProfile(meter.device(), Set.of(), MIDNIGHT, MIDNIGHT.plusSeconds(3600), TestFleet.PATIENCE);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(FleetConversationTest.done(outcome).values())
          .containsExactly(new Value(TYPE, MIDNIGHT.plusSeconds(900), 4.0, quality));
      }
      assertThat(meter.heard.get(4)).asHexString()
        .isEqualTo("C001C400070100630100FF020101" + "02040204120008090600000100" + "00FF0F02120000"
          + "090C07EA03020100000000000000" + "090C07EA03020101000000000000" + "0100");
    }
  }
}
