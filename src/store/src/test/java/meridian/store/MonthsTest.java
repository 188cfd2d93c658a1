package meridian.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.store.contract.Sample;

import static meridian.store.contract.Sample.ENERGY;
import static org.assertj.core.api.Assertions.assertThat;

/** The tables of months: made with the first row, few however wild the times, dropped when they are past their time. */
class MonthsTest {
  private static final Mrid METER = Mrid.derivedFrom("M1");
  private static final Instant NOW = Instant.parse("2026-03-03T00:00:00Z");
  private static final TimePeriod ALWAYS = new TimePeriod(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

  enum Kind {
    H2, POSTGIS;

    StoreConfig config(Path folder) {
      return switch (this) {
        case H2 -> StoreConfig.in(folder, Opened.KEPT);
        case POSTGIS -> Opened.postgisConfig(folder);
      };
    }

    Connection connect(Path folder) throws SQLException {
      return switch (this) {
        case H2 -> DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("hub"), "hub", "");
        case POSTGIS -> Opened.administrator(config(folder));
      };
    }
  }

  @TempDir
  private Path folder;

  private static int keep(Store store, String... times) {
    int kept = 0;
    for (String time : times) {
      kept += store.readings().record(List.of(Sample.of(METER, new Reading(ENERGY, Instant.parse(time), 1, ReadingQuality.VALID))));
    }
    return kept;
  }

  private static List<String> times(Store store) {
    var times = new ArrayList<String>();
    store.readings().read(List.of(METER), Set.of(), ALWAYS, reading -> reading.readings().forEach(one -> times.add(one.time().toString())));
    return times;
  }

  private static List<String> list(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
      var list = new ArrayList<String>();
      while (rows.next()) {
        list.add(rows.getString(1));
      }
      return list;
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return list(connection, "SELECT LOWER(table_name) FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
      + " AND table_type = 'BASE TABLE' AND LOWER(table_name) LIKE 'register_day_%' ORDER BY 1");
  }

  @ParameterizedTest
  @EnumSource
  void noiseMakesNoTables(Kind kind) throws SQLException {
    try (Store store = Store.open(kind.config(folder), InstantSource.fixed(NOW)); Connection connection = kind.connect(folder)) {
      keep(store, "2026-03-01T00:00:00Z", "2026-02-28T23:59:59Z", "2026-05-31T23:59:59Z", "2000-01-01T00:00:00Z");
      for (int year = 3000; year < 3100; year++) {
        keep(store, year + "-01-01T00:00:00Z");
      }
      keep(store, "2026-06-01T00:00:00Z", "1999-12-31T23:59:59Z");
      assertThat(tables(connection)).containsExactly("register_day_2000_01", "register_day_2026_02", "register_day_2026_03",
        "register_day_2026_05", "register_day_other");
      assertThat(times(store)).hasSize(106);
      assertThat(list(connection, "SELECT COUNT(*) FROM reading")).containsExactly("106");
    }
  }

  /** Its row lies among the others until the month has come near, and then in the month's. */
  @ParameterizedTest
  @EnumSource
  void whatCameTooEarlyMovesToItsMonth(Kind kind) throws SQLException {
    try (Store store = Store.open(kind.config(folder), InstantSource.fixed(NOW))) {
      keep(store, "2026-07-05T10:00:00Z");
    }
    var june = InstantSource.fixed(Instant.parse("2026-06-03T00:00:00Z"));
    try (Store store = Store.open(kind.config(folder), june); Connection connection = kind.connect(folder)) {
      assertThat(times(store)).containsExactly("2026-07-05T10:00:00Z");
      assertThat(keep(store, "2026-07-05T10:00:00Z", "2026-07-05T11:00:00Z")).isEqualTo(1);
      assertThat(times(store)).containsExactly("2026-07-05T10:00:00Z", "2026-07-05T11:00:00Z");
      assertThat(list(connection, "SELECT COUNT(*) FROM register_day_2026_07")).containsExactly("1");
      assertThat(list(connection, "SELECT COUNT(*) FROM register_day_other")).containsExactly("0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void dropsWholeMonthsThatArePast(Kind kind) throws SQLException {
    var now = new Instant[]{NOW};
    try (Store store = Store.open(kind.config(folder), () -> now[0]); Connection connection = kind.connect(folder)) {
      keep(store, "1980-01-01T00:00:00Z", "2024-01-15T00:00:00Z", "2024-02-15T00:00:00Z", "2026-03-01T00:00:00Z");
      SqlReadings readings = (SqlReadings) store.readings();
      readings.dropBefore(Instant.parse("2024-02-20T00:00:00Z"));
      assertThat(times(store)).containsExactly("2024-02-15T00:00:00Z", "2026-03-01T00:00:00Z");
      assertThat(tables(connection)).containsExactly("register_day_2024_02", "register_day_2026_03", "register_day_other");
      // What still arrives of it is kept and told, and goes with the next sweep.
      assertThat(keep(store, "2024-01-15T00:00:00Z", "2024-01-15T00:00:00Z")).isEqualTo(1);
      assertThat(times(store)).startsWith("2024-01-15T00:00:00Z");
      readings.dropBefore(Instant.parse("2024-02-20T00:00:00Z"));
      assertThat(times(store)).containsExactly("2024-02-15T00:00:00Z", "2026-03-01T00:00:00Z");
      assertThat(store.readings().lastValues(METER)).hasSize(1);
    }
  }

  /** As the hub does it: at its start, by configuration. */
  @ParameterizedTest
  @EnumSource
  void retentionSweepsAtTheStart(Kind kind) throws Exception {
    StoreConfig forever = kind.config(folder);
    StoreConfig config = forever.url().isEmpty()
      ? StoreConfig.in(folder)
      : StoreConfig.at(forever.url(), forever.user(), forever.password().text());
    try (Store store = Store.open(config, InstantSource.fixed(NOW))) {
      keep(store, "2025-11-15T00:00:00Z", "2026-03-01T00:00:00Z");
      store.events().record(List.of(Sample.event(METER, "1T10:00:00")));
    }
    Instant later = NOW.plus(Duration.ofDays(1_100));
    try (Store store = Store.open(config, InstantSource.fixed(later))) {
      long patient_ns = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (times(store).size() > 1 || !store.events().latest(1).isEmpty()) {
        assertThat(System.nanoTime()).as("swept in 20 s").isLessThan(patient_ns);
        Thread.onSpinWait();
      }
      assertThat(times(store)).containsExactly("2026-03-01T00:00:00Z");
    }
  }

  /** What hubs before months kept in H2 is where it was, and in the tables of its months. */
  @Test
  void h2KeepsWhatItHadBeforeThereWereMonths() throws SQLException {
    try (Connection connection = Kind.H2.connect(folder)) {
      Flyway.configure().dataSource("jdbc:h2:file:" + folder.resolve("hub"), "hub", "")
        .locations("classpath:meridian/store/migration/hub").target("1").load().migrate();
      execute(connection, "INSERT INTO reading_type VALUES (1, '" + ENERGY.code() + "')",
        "INSERT INTO register_day VALUES ('" + METER.uuid() + "', 1, 20000, 7000000, X'" + formOne(20_000) + "')",
        "INSERT INTO register_day VALUES ('" + METER.uuid() + "', 1, 20400, 7000000, X'" + formOne(20_400) + "')",
        "INSERT INTO last_value VALUES ('" + METER.uuid() + "', 1, " + 20_400 * Day.LENGTH_us + ", 5, 16777216, NULL)");
    }
    try (Store store = Store.open(StoreConfig.in(folder), InstantSource.fixed(NOW)); Connection connection = Kind.H2.connect(folder)) {
      assertThat(times(store)).containsExactly("2024-10-04T00:00:00Z", "2025-11-08T00:00:00Z");
      assertThat(tables(connection)).containsExactly("register_day_2024_10", "register_day_2025_11", "register_day_other");
      assertThat(keep(store, "2025-11-08T01:00:00Z")).isEqualTo(1);
      assertThat(times(store)).hasSize(3);
      assertThat(list(connection, "SELECT DISTINCT received FROM reading ORDER BY 1")).first().asString().startsWith("1970-01-01 00:00:07");
    }
  }

  private static String formOne(int day) {
    var form = new Packer();
    form.octet(1);
    form.number(1);
    form.number(1);
    form.signed(day * Day.LENGTH_us);
    form.number(0);
    form.number(1);
    form.number(1 << 24);
    Values.pack(form, new double[]{5}, 0, 1);
    return HexFormat.of().formatHex(form.toBytes());
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
