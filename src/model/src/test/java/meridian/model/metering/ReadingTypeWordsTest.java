package meridian.model.metering;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.model.CodeTable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReadingTypeWordsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = { //
      "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0 | bulk active energy delivered, kWh",
      "0.0.2.4.19.1.12.0.0.0.0.0.0.0.0.3.72.0 | 15-minute delta active energy received, kWh",
      "0.0.2.9.1.2.12.0.0.0.0.0.0.0.0.3.72.0 | 15-minute summation electricity, primary metered active energy delivered, kWh",
      "8.8.51.6.1.1.8.0.0.0.0.2.1.3.0.3.38.0 | billing-period 30-minute fixed-block maximum indicating active demand delivered, rate 2, critical peak 1, tier 3, kW",
      "0.0.0.6.0.1.54.3.1.0.0.0.0.0.129.0.29.0 | indicating voltage, interharmonic 3/1, phase A to neutral, V",
      "0.0.0.1.20.7.58.0.0.1.2.0.0.0.0.0.42.978 | bulk natural gas volume total, argument 1/2, EUR, m³",
      "0.0.0.6.0.1.38.0.0.0.0.0.0.0.0.0.65.0 | indicating power factor",
      "0.0.200.99.0.1.164.0.0.0.0.0.0.0.7.-7.999.1 | measuringPeriod 200 accumulation 99 measurementKind 164, phases 7, currency 1, 10^-7 unit 999",
      "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 | 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0"})
  void everyPartIsSaid(String code, String words) { assertThat(ReadingTypeWords.of(ReadingType.of(code))).isEqualTo(words); }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = { //
      "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0 | Active energy, delivered | kWh",
      "0.0.2.4.19.1.12.0.0.0.0.0.0.0.0.3.72.0 | Active energy, received, 15 min | kWh",
      "0.0.0.1.1.1.12.0.0.0.0.2.0.0.0.3.72.0 | Active energy, delivered, rate 2 | kWh",
      "0.0.0.6.0.1.54.0.0.0.0.0.0.0.129.0.29.0 | Voltage, phase A | V", //
      "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.0.73.0 | Reactive energy, delivered | varh",
      "0.0.0.6.0.1.164.0.0.0.0.0.0.0.0.-7.39.0 | 0.0.0.6.0.1.164.0.0.0.0.0.0.0.0.-7.39.0 | 10^-7 Pa",
      "0.0.0.6.0.1.38.0.0.0.0.0.0.0.0.-3.65.0 | Power factor | 10^-3"})
  void tablesHaveShortWords(String code, String label, String unit) {
    assertThat(ReadingTypeWords.label(ReadingType.of(code))).isEqualTo(label);
    assertThat(ReadingTypeWords.unit(ReadingType.of(code))).isEqualTo(unit);
  }

  /** Whatever 18 numbers a utility uses: they parse, stay what they are, and have words. */
  @Test
  void anyCodeIsCarried() {
    var random = new Random(18);
    for (int i = 0; i < 20_000; i++) {
      String code = IntStream.range(0, ReadingType.PARTS)
        .mapToObj(part -> Integer.toString(random.nextInt(3) == 0 ? 0 : part == 15 ? random.nextInt(-30, 30) : random.nextInt(1_000_000)))
        .collect(Collectors.joining("."));
      ReadingType type = ReadingType.of(code);
      assertThat(type.code()).isEqualTo(code);
      assertThat(ReadingTypeWords.of(type)).isNotBlank();
      assertThat(ReadingTypeWords.label(type)).isNotBlank();
      assertThat(ReadingType.convert(1.25, type, type)).hasValue(1.25);
    }
  }

  @ParameterizedTest
  @CsvSource({ //
      "1.5, 3, 72, 0, 72, 1500", "1500, 0, 72, 3, 72, 1.5", "0.1, 6, 72, 3, 72, 100", "1, 3, 72, 6, 31, 3.6", "3.6, 6, 31, 3, 72, 1",
      "1, 0, 169, 3, 72, 29.307107", "1000, 0, 134, 0, 42, 1", "1, 0, 42, 0, 128, 264.172052", "20, 0, 23, 0, 279, 68",
      "32, 0, 279, 0, 23, 0",
      "2, 0, 160, 0, 27, 7200", "1, 0, 214, 3, 39, 100"})
  void valuesAreConverted(double value, int multiplier, int unit, int toMultiplier, int toUnit, double expected) {
    ReadingType from = type(multiplier, unit);
    ReadingType to = type(toMultiplier, toUnit);
    assertThat(from.isCompatibleWith(to)).isTrue();
    assertThat(ReadingType.convert(value, from, to).orElseThrow()).isCloseTo(expected, within(Math.abs(expected) * 1e-8 + 1e-9));
  }

  @Test
  void whatMeasuresSomethingElseIsNotCompatible() {
    ReadingType wattHours = type(3, 72);
    assertThat(wattHours.isCompatibleWith(type(3, 73))).as("reactive").isFalse();
    assertThat(wattHours.isCompatibleWith(type(3, 38))).as("power").isFalse();
    assertThat(wattHours.isCompatibleWith(type(3, 999))).as("unknown unit").isFalse();
    assertThat(type(3, 999).isCompatibleWith(type(0, 999))).as("the same unknown unit").isTrue();
    assertThat(wattHours.isCompatibleWith(ReadingType.of("0.0.0.1.19.1.12.0.0.0.0.0.0.0.0.3.72.0"))).as("direction").isFalse();
    assertThat(ReadingType.convert(1, wattHours, type(3, 73))).isEmpty();
    assertThat(ReadingType.convert(1e300, type(900_000, 72), wattHours)).as("out of range").isEmpty();
  }

  /** There and back again is the same value, for every two units that can be converted. */
  @Test
  void conversionsGoBothWays() {
    var units = CodeTable.rows(Unit.class, "units.tsv").stream().filter(row -> row.size() > 3).map(row -> Integer.parseInt(row.getFirst()))
      .toList();
    assertThat(units).hasSizeGreaterThan(30);
    for (int one : units) {
      for (int other : units) {
        ReadingType from = type(0, one);
        ReadingType to = type(-3, other);
        assertThat(from.isCompatibleWith(to)).isEqualTo(to.isCompatibleWith(from));
        ReadingType.convert(12.5, from, to).ifPresent(
          value -> assertThat(ReadingType.convert(value, to, from).orElseThrow()).as(one + " to " + other).isCloseTo(12.5, within(1e-6)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"1.0.0 | valid (end device)", "2.5.256 | out of range (head-end)",
      "3.8.8 | estimated 8.8 (meter data management)",
      "0.4.131 | read by hand", "9.77.1 | quality 77.1 (system 9)", "5.4.260 | data collection 4.260 (external)"})
  void aQualityHasWords(String code, String words) {
    ReadingQuality quality = ReadingQuality.find(code).orElseThrow();
    assertThat(ReadingQualityWords.of(quality)).isEqualTo(words);
    assertThat(quality.code()).isEqualTo(code);
  }

  private static ReadingType type(int multiplier, int unit) {
    return ReadingType.of("0.0.0.1.1.1.12.0.0.0.0.0.0.0.0." + multiplier + "." + unit + ".0");
  }
}
