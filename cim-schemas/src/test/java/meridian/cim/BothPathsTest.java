package meridian.cim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

import com.ctc.wstx.exc.WstxLazyException;
import org.junit.jupiter.api.Test;

import meridian.cim.jaxb.readings.ReadingQuality;
import meridian.cim.readings.Defect;
import meridian.cim.readings.ReadingsReader;
import meridian.cim.readings.Report;
import meridian.cim.readings.Taken;
import meridian.model.Mrid;

import static org.assertj.core.api.Assertions.assertThat;

/** The stream reader and JAXB with the schema's validator say the same of the same messages, thousands of them. */
class BothPathsTest {
  /** More of them, and others, by hand: -Dreadings.mutants=100000 -Dreadings.seed=7. */
  private static final int MUTANTS = Integer.getInteger("readings.mutants", 4_000);
  private static final int MESSAGES = MUTANTS / 4;
  /** What is asked beyond the schema, in the words of the reader. */
  private static final List<String> BEYOND = List.of("no finite number", "no time", "has no value", "18 parts", "has no ref",
    "whose readings",
    "an attribute that it may not have", "is described in no way", "waits", "is not known", "encoding", "1.1", "is not read here", "Body",
    "is not served here", "has no time zone", "is in namespace", "a Payload is needed", "holds no MeterReadings", "is not the wrapper",
    "one of these per message");

  private final Random random = new Random(Long.getLong("readings.seed", 20260329));

  @Test
  void thePathsAgreeOnEveryValue() throws Exception {
    var generator = new RandomReadings(random);
    var disguise = new Disguise(random);
    int values = 0;
    for (int i = 0; i < MESSAGES; i++) {
      String plain = generator.message();
      for (String message : List.of(plain, disguise.of(plain))) {
        byte[] xml = message.getBytes(StandardCharsets.UTF_8);
        List<Taken.Value> expected = byJaxb(xml);
        assertThat(sorted(byStream(xml, 1 << 20))).as(message).isEqualTo(expected);
        if (i % 10 == 0) assertThat(sorted(byStream(xml, 1 + random.nextInt(40)))).as(message).isEqualTo(expected);
        values += expected.size();
      }
    }
    assertThat(values).isGreaterThan(10 * MESSAGES);
  }

  @Test
  void whatTheEncoderWritesIsReadBack() throws Exception {
    var meter = Mrid.of("3f1d4a52-7a51-4e29-8a5c-000000000001");
    byte[] golden = TestMessages.goldenText("created-meter-readings.typed.xml").getBytes(StandardCharsets.UTF_8);
    List<Taken.Value> read = byStream(golden, 1 << 20);
    assertThat(sorted(read)).isEqualTo(byJaxb(golden));
    assertThat(read).filteredOn(value -> value.meter().equals(meter.toString())).hasSize(3);
  }

  /** A message with something wrong in it anywhere is never taken whole, and none is refused that the schema allows. */
  @Test
  void thePathsAgreeOnWhatIsWrong() throws Exception {
    var generator = new RandomReadings(random);
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] xml = mutant(generator.message().getBytes(StandardCharsets.UTF_8));
      boolean valid = isValid(xml);
      Optional<String> trouble = trouble(xml);
      if (!valid) refused++;
      String message = new String(xml, StandardCharsets.UTF_8);
      if (trouble.isEmpty()) assertThat(valid).as("taken whole: %s", message).isTrue();
      else if (valid) assertThat(trouble.get()).as(message).matches(words -> BEYOND.stream().anyMatch(words::contains));
    }
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS * 99 / 100);
  }

  private static boolean isValid(byte[] xml) {
    try {
      return TestMessages.violations(xml).isEmpty();
    } catch (WstxLazyException notWellFormed) {
      return false;
    }
  }

  private byte[] mutant(byte[] xml) {
    byte[] mutant = xml.clone();
    switch (random.nextInt(6)) {
      case 0 -> mutant[random.nextInt(xml.length)] = (byte) random.nextInt(256);
      case 1 -> mutant[random.nextInt(xml.length)] = (byte) "<>/&;'\"= \n\t!-?]x0:".charAt(random.nextInt(18));
      case 2 -> mutant = Arrays.copyOf(xml, random.nextInt(xml.length));
      case 3 -> mutant = spliced(xml, tag(xml), tag(xml), new byte[0]);
      case 4 -> {
        int from = tag(xml);
        int to = tag(xml);
        mutant = spliced(xml, from, from,
          Arrays.copyOfRange(xml, Math.min(from, to), Math.min(Math.max(from, to), Math.min(from, to) + 200)));
      }
      default -> {
        int at = random.nextInt(xml.length);
        String[] pieces = {"<!--", "-->", "<![CDATA[x]]>", "&#0;", "&lt;", "&nbsp;", "]]>", "<?xml?>", "<a/>", " xsi:nil='true'", " a='1'",
            "é", "\u0001",
            " xmlns=''", "--", "<!DOCTYPE a>"};
        mutant = spliced(xml, at, at, pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8));
      }
    }
    return mutant;
  }

  private int tag(byte[] xml) {
    int at = random.nextInt(xml.length);
    while (at > 0 && xml[at] != '<')
      at--;
    return at;
  }

  private static byte[] spliced(byte[] xml, int one, int other, byte[] piece) {
    int from = Math.min(one, other);
    int to = Math.max(one, other);
    var spliced = new byte[xml.length - (to - from) + piece.length];
    System.arraycopy(xml, 0, spliced, 0, from);
    System.arraycopy(piece, 0, spliced, from, piece.length);
    System.arraycopy(xml, to, spliced, from + piece.length, xml.length - to);
    return spliced;
  }

  /** The reader's first complaint. */
  private static Optional<String> trouble(byte[] xml) throws Exception {
    try {
      Report report = new Taken().read(xml);
      return report.broken().or(() -> report.defects().stream().findFirst()).map(Defect::words);
    } catch (CimException e) {
      return Optional.of(e.error().details());
    }
  }

  private static List<Taken.Value> byStream(byte[] xml, int crumb) throws Exception {
    var taken = new Taken();
    Report report = ReadingsReader.read(Taken.crumbs(xml, crumb), taken, ReadingsReader.Options.partial());
    assertThat(report.defects()).as(new String(xml, StandardCharsets.UTF_8)).isEmpty();
    assertThat(report.broken()).as(new String(xml, StandardCharsets.UTF_8)).isEmpty();
    assertThat(report.values()).isEqualTo(taken.values().size());
    return taken.values();
  }

  private static List<Taken.Value> byJaxb(byte[] xml) throws Exception {
    var values = new ArrayList<Taken.Value>();
    for (var reading : JaxbReader.readings(xml).getMeterReading()) {
      String id = reading.getMeter() != null
        ? id(reading.getMeter().getMRID(), reading.getMeter().getNames())
        : id(reading.getUsagePoint().getMRID(), reading.getUsagePoint().getNames());
      String meter = Taken.mrid(id).toString();
      for (var block : reading.getIntervalBlocks()) {
        for (var one : block.getIntervalReadings()) {
          String time = one.getTimeStamp() == null ? one.getTimePeriod().getEnd() : one.getTimeStamp();
          values.add(value(meter, block.getReadingType().getRef(), time, one.getValue(), one.getReadingQualities()));
        }
      }
      for (var one : reading.getReadings()) {
        values.add(value(meter, one.getReadingType().getRef(), one.getTimeStamp(), one.getValue(), one.getReadingQualities()));
      }
    }
    return sorted(values);
  }

  private static String id(String mrid, List<meridian.cim.jaxb.readings.Name> names) {
    return mrid == null || mrid.isBlank() ? names.getFirst().getName() : mrid.strip();
  }

  private static Taken.Value value(String meter, String type, String time, String value, List<ReadingQuality> qualities) {
    List<String> codes = qualities.stream().map(quality -> quality.getReadingQualityType().getRef()).toList();
    String quality = codes.stream().filter(code -> !code.startsWith("1.0.")).findFirst().orElse("1.0.0");
    return new Taken.Value(meter, type, Timestamps.parse(time).toString(), Double.parseDouble(value), quality);
  }

  private static List<Taken.Value> sorted(List<Taken.Value> values) {
    return values.stream().sorted(Comparator.comparing((Function<Taken.Value, String>) Taken.Value::toString)).toList();
  }
}
