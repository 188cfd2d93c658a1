package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;

import javax.xml.stream.XMLStreamException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XmlBytesTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "-0.0, 0", "1, 1", "0.30000000000000004, 0.3", "-1.5, -1.5", "0.000001, 0.000001", "0.0000001, 0", "-0.0000001, 0",
      "1e10, 10000000000", "9000000000.1, 9000000000.1", "1e20, 100000000000000000000", "123456.789012, 123456.789012",
      "1.0000005, 1.000001", "89999999.999999, 89999999.999999", "-999999999999999, -999999999999999", "-1e-300, 0"})
  void numbersArePlain(double value, String written) { assertThat(text(new XmlBytes().number(value))).isEqualTo(written); }

  @Test
  void anyNumberIsWithinHalfAMillionth() {
    var random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(100) - 40);
      String written = text(new XmlBytes().number(value));
      assertThat(written).matches("-?\\d+(\\.\\d{0,5}[1-9])?");
      BigDecimal error = new BigDecimal(written).subtract(BigDecimal.valueOf(value)).abs();
      // Scaling a double can miss a tie by its own last bit.
      assertThat(error.setScale(9, RoundingMode.HALF_EVEN)).as(written + " for " + value)
        .isLessThanOrEqualTo(new BigDecimal("0.000000501"));
    }
    assertThat(text(new XmlBytes().number(Double.MAX_VALUE))).hasSize(309);
  }

  @Test
  void timesAreThoseOfTheIsoFormat() {
    var random = new Random(8);
    var xml = new XmlBytes();
    for (int i = 0; i < 20_000; i++) {
      Instant time = Instant.ofEpochSecond(random.nextLong(-62_135_596_800L, 253_402_300_800L),
        i % 3 == 0 ? random.nextInt(1_000_000_000) : 0);
      xml = new XmlBytes();
      String written = text(xml.time(time).time(time.plusSeconds(1)));
      assertThat(Timestamps.parse(written.substring(0, written.indexOf('Z') + 1))).isEqualTo(time);
      assertThat(Instant.parse(written.substring(written.indexOf('Z') + 1))).isEqualTo(time.plusSeconds(1));
    }
    assertThat(text(new XmlBytes().time(Instant.parse("2026-03-29T01:00:00.500Z")))).isEqualTo("2026-03-29T01:00:00.5Z");
    assertThat(text(new XmlBytes().time(Instant.parse("+12026-03-29T01:00:00Z")))).isEqualTo("12026-03-29T01:00:00Z");
    assertThat(text(new XmlBytes().time(Instant.parse("0000-03-29T01:00:00Z")))).isEqualTo("-0001-03-29T01:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29T02:00:00Z, 2026-03-29T02:00:00Z", "2026-03-29T24:00:00Z, 2026-03-30T00:00:00Z",
      "2026-12-31T24:00:00+01:00, 2026-12-31T23:00:00Z", "2026-03-29T02:00:00.123456789123-05:30, 2026-03-29T07:30:00.123456789Z",
      "' 2026-03-29T02:00:00Z ', 2026-03-29T02:00:00Z", "2024-02-29T00:00:00+14:00, 2024-02-28T10:00:00Z"})
  void timesAreRead(String written, Instant meant) { assertThat(Timestamps.parse(written)).isEqualTo(meant); }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "2026-03-29", "2026-03-29T02:00:00", "2026-02-29T00:00:00Z", "2026-03-29T24:00:01Z",
      "2026-03-29T25:00:00Z",
      "2026-13-01T00:00:00Z", "12026-03-29T02:00:00Z", "-2026-03-29T02:00:00Z", "2026-03-29T02:00:00+19:00", "2026-03-29T02:00:60Z"})
  void whatIsNoTimeIsRefused(String written) { assertThatThrownBy(() -> Timestamps.parse(written)).isInstanceOf(DateTimeException.class); }

  /** Any text comes back as it was, but for what XML cannot hold. */
  @Test
  void anyTextSurvives() throws XMLStreamException {
    var random = new Random(9);
    for (int i = 0; i < 3_000; i++) {
      String text = randomText(random, random.nextInt(300));
      byte[] xml = new XmlBytes().raw("<a b=\"").attribute(text).raw("\">").text(text).raw("</a>").toByteArray();
      var reader = StaxFactory.open(new ByteArrayInputStream(xml), XmlLimits.MESSAGE);
      reader.next();
      assertThat(reader.getAttributeValue(0)).isEqualTo(holdable(text));
      assertThat(reader.getElementText()).isEqualTo(holdable(text));
    }
  }

  @Test
  void aStreamGetsTheSameBytesAsMemory() {
    var out = new ByteArrayOutputStream();
    var streamed = new XmlBytes(out);
    var kept = new XmlBytes();
    var random = new Random(10);
    for (int i = 0; i < 20_000; i++) {
      String text = randomText(random, 20);
      streamed.element("a", text).number(i / 7.0).time(Instant.ofEpochSecond(i * 900L));
      kept.element("a", text).number(i / 7.0).time(Instant.ofEpochSecond(i * 900L));
    }
    streamed.flush();
    assertThat(out.toByteArray()).isEqualTo(kept.toByteArray());
  }

  static String randomText(Random random, int length) {
    String pool = "ab <>&\"'\t\n\r]]>é漢\u0001\uFFFE\u0085\u2028z";
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(12)) {
        case 0 -> text.appendCodePoint(0x1F600 + random.nextInt(50));
        case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        default -> text.append(pool.charAt(random.nextInt(pool.length())));
      }
    }
    return text.toString();
  }

  static String holdable(String text) {
    return text.codePoints()
      .map(c -> c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
      .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private static String text(XmlBytes xml) { return new String(xml.toByteArray(), StandardCharsets.UTF_8); }
}
