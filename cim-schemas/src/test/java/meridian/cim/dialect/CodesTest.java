package meridian.cim.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.config.BadSetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A partner's codes by tables. */
class CodesTest {
  private static final String FORWARD = "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final String READING = "ReadingType";
  private static final String EVENT = "EndDeviceEventType";

  @Test
  void shippedTablesGoBothWays() {
    var codes = new Codes(List.of("tables idis"));
    assertThat(codes.ours(READING, "1-0:1.8.0", false)).isEqualTo(FORWARD);
    assertThat(codes.theirs(READING, FORWARD, false)).isEqualTo("1-0:1.8.0");
    assertThat(codes.ours(EVENT, "2", false)).isEqualTo("3.26.0.216");
    assertThat(codes.theirs(EVENT, "3.26.0.216", false)).isEqualTo("2");
    assertThat(codes.ours("EndDeviceControlType", "2", false)).as("neither reading nor event").isEqualTo("2");
    assertThat(codes.ours(READING, "9-9:9.9.9", false)).as("in no table").isEqualTo("9-9:9.9.9");
  }

  @Test
  void whatIsWrittenOneByOneGoesFirst() {
    var codes = new Codes(List.of("tables *", "1-0:1.8.0 = 0.0.0.9.1.1.12.0.0.0.0.0.0.0.0.3.72.0"));
    assertThat(codes.ours(READING, "1-0:1.8.0", false)).isEqualTo("0.0.0.9.1.1.12.0.0.0.0.0.0.0.0.3.72.0");
    assertThat(codes.ours(READING, "1-0:2.8.0", false)).startsWith("0.0.0.1.19.");
    assertThat(codes.ours(EVENT, "2", false)).as("idis's alone").isEqualTo("2");
  }

  @Test
  void aFolderOfTheUsersGoesBeforeTheShipped(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("events.csv"), "acme,PWR,3.26.0.85\n");
    var codes = new Codes(List.of("tables acme in " + folder));
    assertThat(codes.ours(EVENT, "PWR", false)).isEqualTo("3.26.0.85");
    assertThat(codes.ours(READING, "1-0:1.8.0", false)).isEqualTo(FORWARD);
  }

  @Test
  void aBrokenTableStopsTheStartWithItsPlace(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("events.csv"), "acme,PWR,3.26\n");
    assertThatThrownBy(() -> new Codes(List.of("tables acme in " + folder))).isInstanceOf(BadSetting.class)
      .hasMessageContaining("events.csv, line 1, column 10: \"3.26\" is not an EndDeviceEventType");
  }
}
