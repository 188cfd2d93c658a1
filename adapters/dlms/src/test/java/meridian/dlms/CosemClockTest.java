package meridian.dlms;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.dlms.CosemClock.Deviation;

import static meridian.dlms.FakeMeter.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CosemClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
      // deviation -60, -120; no deviation in winter, in summer
      "07EA 01 0F FF 0C 00 00 00 FFC4 00, STANDARD, 2026-01-15T11:00:00Z",
      "07EA 07 0F FF 0C 00 00 00 FF88 80, STANDARD, 2026-07-15T10:00:00Z",
      "07EA 07 0F FF 0C 00 00 00 0078 80, POSITIVE_EAST, 2026-07-15T10:00:00Z",
      "07EA 07 0F FF 0C 00 00 00 FFC4 80, WITHOUT_DST, 2026-07-15T10:00:00Z",
      "07EA 01 0F FF 0C 00 00 00 FFC4 00, WITHOUT_DST, 2026-01-15T11:00:00Z",
      "07EA 01 0F FF 0C 00 00 FF 8000 00, STANDARD, 2026-01-15T11:00:00Z",
      "07EA 07 0F FF 0C 00 FF FF 8000 FF, STANDARD, 2026-07-15T10:00:00Z",
      // the hour that comes twice, 2026-10-25 02:30: summer, winter, not told
      "07EA 0A 19 FF 02 1E 00 00 8000 80, STANDARD, 2026-10-25T00:30:00Z",
      "07EA 0A 19 FF 02 1E 00 00 8000 00, STANDARD, 2026-10-25T01:30:00Z",
      "07EA 0A 19 FF 02 1E 00 00 8000 FF, STANDARD, 2026-10-25T00:30:00Z",
      // the hour that never comes, 2026-03-29 02:30
      "07EA 03 1D FF 02 1E 00 00 8000 00, STANDARD, 2026-03-29T01:30:00Z",
      "07EA 01 0F FF 0C 00 00 32 FFC4 00, STANDARD, 2026-01-15T11:00:00.500Z"})
  void readsDeviationDstAndUnspecifiedFields(String octets, Deviation deviation, Instant expected) throws Trouble {
    assertThat(new CosemClock(BERLIN, deviation).read(hex(octets))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FFFF 01 0F FF 0C 00 00 00 0000 00", "07EA FF 0F FF 0C 00 00 00 0000 00",
      "07EA FD 0F FF 0C 00 00 00 0000 00",
      "07EA 01 FE FF 0C 00 00 00 0000 00", "07EA 02 1E FF 0C 00 00 00 0000 00", "07EA 01 0F FF FF 00 00 00 0000 00",
      "07EA 01 0F FF 18 00 00 00 0000 00", "07EA 01 0F FF 0C FF 00 00 0000 00", "07EA 01 0F FF 0C 00 00 64 0000 00",
      "07EA 01 0F FF 0C 00 00 00 7FFF 00", "07EA 01 0F FF 0C 00", ""})
  void refusesWhatNamesNoInstant(String octets) {
    CosemClock clock = new CosemClock(ZoneOffset.UTC, Deviation.STANDARD);
    assertThatThrownBy(() -> clock.read(hex(octets))).isInstanceOf(Trouble.class);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackWhatItWritesAcrossBothChanges(Deviation deviation) throws Trouble {
    CosemClock clock = new CosemClock(BERLIN, deviation);
    for (String change : new String[]{"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"})
      for (int quarter = -96; quarter < 96; quarter++) {
        Instant time = Instant.parse(change).plusSeconds(900L * quarter);
        assertThat(clock.read(clock.write(time))).isEqualTo(time);
      }
  }

  @Test
  void writesWeekdayAndDstStatus() {
    byte[] written = new CosemClock(BERLIN, Deviation.STANDARD).write(Instant.parse("2026-07-12T10:00:00Z"));
    assertThat(written).asHexString().isEqualTo("07EA070C070C000000FF8880");
  }

  @Test
  void printsNothing() throws Trouble {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true));
    try {
      new CosemClock(BERLIN, Deviation.STANDARD).read(hex("07EA 07 0F FF 0C 00 00 00 FF88 80"));
    } finally {
      System.setErr(before);
    }
    assertThat(printed.size()).isZero();
  }
}
