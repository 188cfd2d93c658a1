package meridian.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.store.contract.Sample;

import static org.assertj.core.api.Assertions.assertThat;

/** How PostgreSQL answers the questions asked often, on two months of 400 meters: one walk of an index, in the months asked for. */
class PlansTest {
  private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
  private static final int FIRST_DAY = (int) LocalDate.parse("2026-02-01").toEpochDay();
  private static final List<Mrid> METERS = IntStream.range(0, 400).mapToObj(i -> Mrid.derivedFrom("M" + i)).toList();

  private static Store store;
  private static Connection connection;

  @BeforeAll
  static void fill(@TempDir Path folder) throws SQLException {
    StoreConfig config = Opened.postgisConfig(folder);
    store = Store.open(config, InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z")));
    var values = new double[59 * 24];
    store.readings().record(METERS.stream().map(meter -> Sample.of(meter,
      Sample.block(Sample.QUARTER, START.plus(Duration.ofMinutes(15)), 1),
      new IntervalBlock(Sample.QUARTER_REVERSE, START.plus(Duration.ofHours(1)), Duration.ofHours(1), values, new int[values.length])))
      .toList());
    store.events().record(METERS.stream().map(meter -> Sample.event(meter, "1T10:00:00")).toList());
    connection = Opened.administrator(config);
    try (var statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    if (connection != null) connection.close();
    if (store != null) store.close();
  }

  private String plan(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql)) {
      Tx.set(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        var lines = new ArrayList<String>();
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
        return String.join("\n", lines);
      }
    }
  }

  @Test
  void aMeterMonthIsOneWalk() throws SQLException {
    assertThat(plan(SqlReadings.daysOf("interval_day_2026_02"), new UUID[]{METERS.get(7).uuid()}, FIRST_DAY, FIRST_DAY + 27))
      .contains("interval_day_2026_02_pkey").doesNotContain("Seq Scan");
  }

  @Test
  void aFeederDayIsOneWalk() throws SQLException {
    UUID[] feeder = METERS.subList(0, 60).stream().map(Mrid::uuid).toArray(UUID[]::new);
    assertThat(plan(SqlReadings.daysOf("interval_day_2026_02"), feeder, FIRST_DAY + 9, FIRST_DAY + 9))
      .contains("interval_day_2026_02_pkey").doesNotContain("Seq Scan");
  }

  @Test
  void theLastValuesOfAllMetersAreWalkedInTheirOrder() throws SQLException {
    assertThat(plan(SqlReadings.LAST_VALUES, new UUID(0, 0), 100)).contains("Index Scan using last_value_pkey").doesNotContain("Sort");
    var last = new HashMap<Mrid, List<Reading>>();
    store.readings().lastValues(Set.of(), (meter, reading) -> last.computeIfAbsent(meter, _ -> new ArrayList<>()).add(reading));
    assertThat(last).hasSize(400);
    METERS.forEach(meter -> assertThat(last.get(meter)).isEqualTo(store.readings().lastValues(meter)));
  }

  /** Who looks into the view by hand, with the days, touches their months only. */
  @Test
  void theViewLooksIntoTheMonthsOfTheDaysOnly() throws SQLException {
    String plan = plan("SELECT * FROM reading WHERE meter = '" + METERS.getFirst() + "' AND \"day\" BETWEEN " + FIRST_DAY + " AND "
      + (FIRST_DAY + 27));
    assertThat(plan).contains("interval_day_2026_02_pkey").doesNotContain("2026_03");
  }

  @Test
  void aMetersNewestStateIsTheFirstEntryOfAnIndex() throws SQLException {
    assertThat(plan("SELECT e.type FROM end_device_event e WHERE e.device = ? AND e.type IN ('3.26.0.85', '3.26.0.216')"
      + " ORDER BY e.created DESC, e.sequence DESC LIMIT 1", METERS.getFirst().uuid())).contains("end_device_event_supply");
  }

  /** Many meters at once come in the order asked for, each whole. */
  @Test
  void manyMetersOverBothMonths() {
    var read = new ArrayList<MeterReading>();
    store.readings().read(METERS.reversed(), Set.of(Sample.QUARTER_REVERSE), new TimePeriod(START, START.plus(Duration.ofDays(59))),
      read::add);
    assertThat(read).extracting(MeterReading::meter).containsExactlyElementsOf(METERS.reversed());
    assertThat(read).allMatch(reading -> reading.intervalBlocks().size() == 1 && reading.size() == 59 * 24);
  }
}
