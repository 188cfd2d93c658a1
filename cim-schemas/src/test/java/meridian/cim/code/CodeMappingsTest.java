package meridian.cim.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.model.event.EndDeviceEventType;
import meridian.model.metering.ReadingType;
import meridian.model.metering.ReadingTypeWords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CodeMappingsTest {
  private static final CodeMappings SHIPPED = CodeMappings.shipped();
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1-0:1.8.0", "1-0:1.8.0*255", "1-0:1.8.0&255", "1.0.1.8.0.255", "1.0.1.8.0"})
  void anObisCodeHasManyNotations(String code) {
    assertThat(SHIPPED.readingType("any", code)).contains(ReadingType.ACTIVE_ENERGY_FORWARD_kWh);
    assertThat(SHIPPED.obis("any", ReadingType.ACTIVE_ENERGY_FORWARD_kWh)).contains("1-0:1.8.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.8.0", "1-0:1.8.0*12", "1-0:300.8.0", "1-0:1.8.0.0.0", "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0"})
  void whatIsNoneOfOursHasNoReadingType(String code) { assertThat(SHIPPED.readingType("any", code)).isEmpty(); }

  /** What is shipped says of each row, in words of its own, what the words made of its ReadingType say. */
  @Test
  void shippedRowsGoBothWays() throws IOException {
    List<String[]> rows = rows("readings.csv");
    assertThat(rows).hasSizeGreaterThan(80);
    for (String[] row : rows) {
      ReadingType type = ReadingType.of(row[2]);
      assertThat(SHIPPED.readingType("any", row[1])).contains(type);
      assertThat(SHIPPED.obis("any", type)).contains(row[1]);
      assertThat(ReadingTypeWords.of(type).replace("active demand", "demand").replace(" to neutral", "").replace(",", ""))
        .contains(row[3].replace("maximum ", "").split(" phase| neutral| rate| delivered")[0]);
    }
    for (String[] row : rows("events.csv")) {
      EndDeviceEventType type = EndDeviceEventType.find(row[2]).orElseThrow();
      assertThat(SHIPPED.event(row[0], row[1])).contains(type);
      String first = SHIPPED.eventCode(row[0], type).orElseThrow();
      assertThat(SHIPPED.event(row[0], first)).contains(type);
    }
    assertThat(SHIPPED.event("other", "1")).as("a profile's codes are its own").isEmpty();
  }

  @Test
  void theUsersRowsGoFirst() throws IOException {
    put("readings.csv", """
      \uFEFF# ours is a summation
      *,1-0:1.8.0,0.0.0.9.1.1.12.0.0.0.0.0.0.0.0.3.72.0,theirs counts otherwise
      acme , 0-0:96.1.0*3 , 0.0.0.0.0.0.92.0.0.0.0.0.0.0.0.0.0.0
      """);
    put("events.csv", "idis,1,3.26.38.85\nacme,PWR-OFF,3.26.0.85,power off\n");
    CodeMappings mappings = CodeMappings.open(folder);
    ReadingType summation = ReadingType.of("0.0.0.9.1.1.12.0.0.0.0.0.0.0.0.3.72.0");
    assertThat(mappings.readingType("acme", "1-0:1.8.0")).contains(summation);
    assertThat(mappings.obis("acme", summation)).contains("1-0:1.8.0");
    assertThat(mappings.obis("acme", ReadingType.ACTIVE_ENERGY_FORWARD_kWh)).as("it means something else now").isEmpty();
    assertThat(mappings.readingType("acme", "1-0:2.8.0")).contains(ReadingType.ACTIVE_ENERGY_REVERSE_kWh);
    assertThat(mappings.readingType("acme", "0.0.96.1.0.3")).isPresent();
    assertThat(mappings.readingType("other", "0.0.96.1.0.3")).isEmpty();
    assertThat(mappings.event("idis", "1")).contains(new EndDeviceEventType(3, 26, 38, 85));
    assertThat(mappings.event("idis", "2")).contains(EndDeviceEventType.POWER_RESTORED);
    assertThat(mappings.event("acme", "PWR-OFF")).contains(EndDeviceEventType.POWER_LOST);
    assertThat(mappings.eventCode("acme", EndDeviceEventType.POWER_LOST)).contains("PWR-OFF");
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() throws IOException {
    put("readings.csv", """
      # a comment
      *,1-0:1.8.0,0.0.2.4
      a b, 1-0:1.8,0.0.0.9.1.1.12.0.0.0.0.0.0.0.0.3.72.0
      *,1-0:1.8.0
      *,1-0:1.8.0,0.0.0.9.1.1.12.0.0.0.0.0.0.0.0.3.72.0
      *,1.0.1.8.0.255,0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0
      """);
    String file = folder.resolve("readings.csv").toString();
    assertThatThrownBy(() -> CodeMappings.open(folder)).isInstanceOf(IllegalArgumentException.class).hasMessage(String.join("\n",
      file + ", line 2, column 13: \"0.0.2.4\" is not a ReadingType of 18 integers with dots",
      file + ", line 3, column 1: \"a b\" is no profile: letters and digits, or * for all",
      file + ", line 3, column 6: \"1-0:1.8\" is not an OBIS code such as 1-0:1.8.0",
      file + ", line 4, column 12: a row has profile, their code, our code, and maybe words",
      file + ", line 6, column 1: 1-0:1.8.0 of * is already in line 5"));
    Files.delete(folder.resolve("readings.csv"));
    put("events.csv", "acme,,3.26.0.85\n");
    assertThatThrownBy(() -> CodeMappings.open(folder)).isInstanceOf(IllegalArgumentException.class)
      .hasMessageContaining("events.csv, line 1, column 6: \"\" is not an event code");
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Files.write(folder.resolve("events.csv"), new byte[]{'a', (byte) 0xFF, 'b'});
    assertThatThrownBy(() -> CodeMappings.open(folder)).isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith("is not UTF-8");
  }

  /** However broken a file is: defects with their places, at most 20 of them, and no other exception. */
  @Test
  void anyFileIsReadOrRefused() throws IOException {
    var random = new Random(7);
    String letters = "*,1-0:.8#\n aé\"";
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(200); j > 0; j--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      put("readings.csv", text.toString());
      try {
        CodeMappings.open(folder);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage().lines().count()).isLessThanOrEqualTo(22);
        assertThat(e.getMessage().lines()).allMatch(line -> line.contains(", line ") && line.contains(", column "));
      }
    }
  }

  private void put(String file, String text) throws IOException { Files.writeString(folder.resolve(file), text); }

  private static List<String[]> rows(String file) throws IOException {
    try (var in = CodeMappings.class.getResourceAsStream("mappings/" + file)) {
      return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")).filter(line -> !line.startsWith("#"))
        .map(line -> line.split(",", 4)).toList();
    }
  }
}
