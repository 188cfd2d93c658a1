package meridian.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import meridian.services.port.StoreException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A store of any earlier release is opened by today's program and holds what it held. {@code meridian/store/dump} keeps one dump, as SQL
 * text, of each schema a release ended with. At the end of a release make those of its newest versions, and commit them:
 *
 * <pre>
 * mvn -pl src/store -am test -Dtest=UpgradeTest -Dsurefire.failIfNoSpecifiedTests=false -Dmeridian.make-dumps=true
 * </pre>
 */
@Timeout(120)
class UpgradeTest {
  private static final Path DUMPS = Path.of("src/test/resources/meridian/store/dump");
  private static final Path MIGRATIONS = Path.of("src/main/resources/meridian/store/migration");
  private static final Pattern DUMP = Pattern.compile("(\\w+)-V(\\d+)\\.sql");

  @TempDir
  private Path folder;

  /** A schema of ours: its migrations are in the folder of its name. */
  enum Schema {
    HUB {
      @Override
      void dump(StoreConfig config, Path file) throws SQLException { script(config, "hub", file); }
    },
    JOURNAL {
      @Override
      void dump(StoreConfig config, Path file) throws SQLException { script(config, "journal", file); }
    },
    POSTGIS {
      @Override
      StoreConfig config(Path folder) { return Opened.postgisConfig(folder); }

      @Override
      void dump(StoreConfig config, Path file) throws IOException {
        psql(config, "pg_dump", "--schema=meridian", "--no-owner", "--no-privileges", "--file=" + file);
      }

      @Override
      void load(StoreConfig config, Path file) throws IOException {
        psql(config, "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=" + file.toAbsolutePath());
      }
    };

    StoreConfig config(Path folder) { return StoreConfig.in(folder); }

    abstract void dump(StoreConfig config, Path file) throws IOException, SQLException;

    void load(StoreConfig config, Path file) throws IOException, SQLException {
      Files.createDirectories(config.folder());
      try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + config.folder().resolve(folderName()), "hub", "");
        Statement statement = connection.createStatement()) {
        statement.execute("RUNSCRIPT FROM '" + file + "'");
      }
    }

    void check(Store store) {
      if (this != JOURNAL) Kept.check(store);
      if (this != HUB) Kept.checkJournal(store);
    }

    String folderName() { return name().toLowerCase(Locale.ROOT); }

    List<Integer> versions() throws IOException {
      try (Stream<Path> files = Files.list(MIGRATIONS.resolve(folderName()))) {
        return files.map(file -> Integer.valueOf(file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))).sorted().toList();
      }
    }
  }

  private static void script(StoreConfig config, String name, Path file) throws SQLException {
    try (Connection connection = H2File.connect(config.folder().resolve(name)); Statement statement = connection.createStatement()) {
      statement.execute("SCRIPT NOPASSWORDS NOSETTINGS TO '" + file + "'");
    }
  }

  private static void psql(StoreConfig config, String program, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(PostgresServer.shared().bin().resolve(program).toString()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    Matcher url = Pattern.compile("jdbc:postgresql://(.*):(\\d+)/(.*)").matcher(config.url());
    assertThat(url.matches()).isTrue();
    builder.environment().putAll(Map.of("PGHOST", url.group(1), "PGPORT", url.group(2), "PGDATABASE", url.group(3), "PGUSER", config.user(),
      "PGPASSWORD", config.password().text()));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    try {
      assertThat(process.waitFor()).as(said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static List<Path> dumps() throws IOException {
    try (Stream<Path> files = Files.list(DUMPS)) {
      return files.filter(file -> DUMP.matcher(file.getFileName().toString()).matches()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void aStoreOfAnEarlierReleaseHoldsWhatItHeld(Path dump) throws Exception {
    Matcher name = DUMP.matcher(dump.getFileName().toString());
    assertThat(name.matches()).isTrue();
    Schema schema = Schema.valueOf(name.group(1).toUpperCase(Locale.ROOT));
    StoreConfig config = schema.config(folder);
    schema.load(config, dump);
    try (Store store = Store.open(config, Kept.CLOCK)) {
      schema.check(store);
    }
  }

  /** What a dump made today holds. */
  @ParameterizedTest
  @EnumSource
  void aDumpMadeNowHoldsEverything(Schema schema) throws Exception {
    StoreConfig full = schema.config(folder.resolve("full"));
    try (Store store = Store.open(full, Kept.CLOCK)) {
      Kept.write(store);
    }
    Path dump = Boolean.getBoolean("meridian.make-dumps")
      ? DUMPS.resolve(schema.folderName() + "-V" + schema.versions().getLast() + ".sql").toAbsolutePath()
      : folder.resolve("dump.sql");
    schema.dump(full, dump);
    StoreConfig loaded = schema.config(folder.resolve("loaded"));
    schema.load(loaded, dump);
    try (Store store = Store.open(loaded, Kept.CLOCK)) {
      schema.check(store);
      if (schema == Schema.JOURNAL) return;
      Kept.checkMaster(store);
      KeptWork.check(store);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySchemaBeforeTheNewestHasADump(Schema schema) throws IOException {
    List<String> neverReleased = Files.readAllLines(DUMPS.resolve("never-released.txt"));
    for (int version : schema.versions().subList(0, schema.versions().size() - 1)) {
      boolean dumped = Files.exists(DUMPS.resolve(schema.folderName() + "-V" + version + ".sql"));
      boolean passedOver = neverReleased.contains(schema.folderName() + " " + version);
      assertThat(dumped).as("""
        %s has a migration after V%d, but %s no dump of V%2$d. If a release ended with it, make the dump with that release's code (see \
        UpgradeTest); if none did, write the line "%1$s %2$d" into %3$s/never-released.txt. It is one or the other.""",
        schema.folderName(), version, DUMPS).isNotEqualTo(passedOver);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSchemaNewerThanTheProgramIsRefusedAndLeftAsItIs(Schema schema) throws Exception {
    StoreConfig config = schema.config(folder);
    try (Store store = Store.open(config, Kept.CLOCK)) {
      Kept.write(store);
    }
    execute(config, schema,
      "INSERT INTO " + history(schema) + " SELECT \"installed_rank\" + 1, '999', 'of tomorrow', \"type\", 'V999__of_tomorrow.sql', 7,"
        + " \"installed_by\", \"installed_on\", 1, TRUE FROM " + history(schema) + " ORDER BY \"installed_rank\" DESC LIMIT 1");
    assertThatThrownBy(() -> Store.open(config, Kept.CLOCK)).isInstanceOf(StoreException.class).hasMessageContaining("newer hub")
      .hasMessageContaining("999").hasMessageNotContaining("\n");
    execute(config, schema, "DELETE FROM " + history(schema) + " WHERE \"version\" = '999'");
    try (Store store = Store.open(config, Kept.CLOCK)) {
      schema.check(store);
    }
  }

  private static String history(Schema schema) {
    return schema == Schema.POSTGIS ? "meridian.flyway_schema_history" : "\"flyway_schema_history\"";
  }

  private static void execute(StoreConfig config, Schema schema, String sql) throws SQLException {
    try (Connection connection = schema == Schema.POSTGIS
      ? DriverManager.getConnection(config.url(), config.user(), config.password().text())
      : H2File.connect(config.folder().resolve(schema.folderName()));
      Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A migration that is released is never changed: each dump remembers the sums of those that made it. */
  @Test
  void noReleasedMigrationIsChanged() throws Exception {
    StoreConfig config = StoreConfig.in(folder);
    try (Store store = Store.open(config)) {
      assertThat(store.outbox().after(0, 1)).isEmpty();
    }
    execute(config, Schema.HUB, "UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");
    assertThatThrownBy(() -> Store.open(config)).isInstanceOf(StoreException.class).hasMessageContaining("does not fit this version");
  }
}
