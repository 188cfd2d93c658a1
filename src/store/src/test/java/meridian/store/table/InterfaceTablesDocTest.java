package meridian.store.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import meridian.model.config.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/** The integrator's page says what the code knows and what the tests ran. */
class InterfaceTablesDocTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "interface-tables.md");

  @Test
  void thePageHasEveryWordAndKey() throws IOException {
    String page = Files.readString(PAGE);
    Stream
      .concat(Source.readings(_ -> Optional.empty()).stream().map(Source::word),
        Source.events(_ -> Optional.empty()).stream().map(Source::word))
      .forEach(word -> assertThat(page).contains("`" + word + "`"));
    Settings.components(TableConfig.class).forEach(component -> assertThat(page).contains("`" + component.key() + "`"));
  }

  @Test
  void itsTablesAreTheOnesTheTestsWriteTo() throws IOException {
    String page = Files.readString(PAGE).replaceAll("\\s+", " ");
    for (Enterprise.Kind kind : Enterprise.Kind.values()) {
      if (kind == Enterprise.Kind.H2) continue;
      assertThat(Enterprise.tables(kind)).filteredOn(sql -> !sql.contains(" appended ")).hasSize(2)
        .allSatisfy(sql -> assertThat(page).contains(sql + ";"));
    }
    assertThat(page).contains("CREATE TABLE meridian_delivered " + Marker.COLUMNS + ";");
  }
}
