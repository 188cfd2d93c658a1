package meridian.cim.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import meridian.cim.CimNoun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalTimesTest {
  private final LocalTimes berlin = new LocalTimes(ZoneId.of("Europe/Berlin"));

  @Test
  void aTimeWithoutAZoneGetsTheOffsetOfItsDay() {
    assertThat(berlin.withOffset("2026-01-15T12:00:00", "")).isEqualTo("2026-01-15T12:00:00+01:00");
    assertThat(berlin.withOffset(" 2026-07-15T12:00:00.25 ", "")).isEqualTo("2026-07-15T12:00:00.25+02:00");
    assertThat(berlin.withOffset("2026-03-28T24:00:00", "")).as("the midnight that ends the day").isEqualTo("2026-03-28T24:00:00+01:00");
  }

  @Test
  void whatHasAZoneOrIsNoTimeStays() {
    for (String text : new String[]{"2026-01-15T12:00:00Z", "2026-01-15T12:00:00+05:30", "soon", "", "2026-02-30T12:00:00"}) {
      assertThat(berlin.withOffset(text, "")).isEqualTo(text);
    }
  }

  /** The hour that comes twice: a list of quarter hours goes through it once in summer time and once in winter time. */
  @Test
  void theHourThatComesTwiceIsToldApartByTheOrderOfAList() {
    String[] local = {"01:45", "02:00", "02:15", "02:30", "02:45", "02:00", "02:15", "02:30", "02:45", "03:00"};
    String[] offsets = {"+02:00", "+02:00", "+02:00", "+02:00", "+02:00", "+01:00", "+01:00", "+01:00", "+01:00", "+01:00"};
    for (String meter : new String[]{"the first", "the next"}) {
      for (int i = 0; i < local.length; i++) {
        assertThat(berlin.withOffset("2026-10-25T" + local[i] + ":00", "IntervalBlocks/IntervalReadings/timeStamp")).as(meter)
          .isEqualTo("2026-10-25T" + local[i] + ":00" + offsets[i]);
      }
    }
    assertThat(berlin.withOffset("2026-10-25T02:30:00", "another list")).endsWith("+02:00");
  }

  @Test
  void aTimeThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> berlin.withOffset("2026-03-29T02:30:00", "")).isInstanceOf(DateTimeException.class)
      .hasMessageContaining("does not exist in Europe/Berlin");
  }

  @Test
  void everyElementThatHoldsATimeIsLookedAt() throws IOException {
    Pattern element = Pattern.compile("name=\"(\\w+)\" type=\"xs:dateTime\"");
    for (String profile : Stream.concat(Stream.of("Message"), CimNoun.all().stream().map(CimNoun::name)).toList()) {
      try (InputStream schema = Objects.requireNonNull(CimNoun.class.getResourceAsStream("schemas/" + profile + ".xsd"))) {
        String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(element.matcher(text).results().map(found -> found.group(1))).as(profile).allMatch(LocalTimes::isTime);
      }
    }
  }

  @Test
  void oursGoOutWithTheOffset() {
    assertThat(berlin.local("2026-01-15T11:00:00Z")).isEqualTo("2026-01-15T12:00:00+01:00");
    assertThat(berlin.local("2026-10-25T00:59:59.5Z")).isEqualTo("2026-10-25T02:59:59.500+02:00");
    assertThat(berlin.local("M-0001")).isEqualTo("M-0001");
    assertThat(new LocalTimes(ZoneId.of("UTC")).local("2026-01-15T11:00:00Z")).isEqualTo("2026-01-15T11:00:00Z");
  }
}
