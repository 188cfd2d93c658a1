package meridian.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;
import meridian.model.grid.UsagePoint;
import meridian.store.contract.Sample;

import static meridian.store.contract.Sample.at;
import static org.assertj.core.api.Assertions.assertThat;

/** The views of docs/gis-views.md, as QGIS asks them: two transformers of one feeder, three meters and two. */
class GisViewsTest {
  private static final Mrid FEEDER = Mrid.derivedFrom("F1");
  private static final Position HERE = new Position(9.5, 47.2);

  @TempDir
  private Path folder;
  private Store store;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    StoreConfig config = Opened.postgisConfig(folder);
    store = Store.open(config, InstantSource.fixed(at("3T00:00:00")));
    store.grid().replace(grid());
    connection = Opened.administrator(config);
  }

  @AfterEach
  void close() throws SQLException {
    if (connection != null) connection.close();
    if (store != null) store.close();
  }

  private static Grid grid() {
    var terminals = new ArrayList<Terminal>();
    var transformers = new ArrayList<PowerTransformer>();
    var points = new ArrayList<UsagePoint>();
    var meters = new ArrayList<Meter>();
    Mrid breaker = Mrid.derivedFrom("CB1");
    terminals.add(new Terminal(breaker, 1, Mrid.derivedFrom("bar")));
    terminals.add(new Terminal(breaker, 2, Mrid.derivedFrom("N")));
    for (int t = 1; t <= 2; t++) {
      Mrid transformer = Mrid.derivedFrom("T" + t);
      transformers.add(new PowerTransformer(transformer, "T" + t, FEEDER, new Position(9.5 + t / 100.0, 47.2), t == 1 ? 100 : 0, 11, 0.4));
      terminals.add(new Terminal(transformer, 1, Mrid.derivedFrom("N")));
      terminals.add(new Terminal(transformer, 2, Mrid.derivedFrom("L" + t)));
      for (int i = 1; i <= 4 - t; i++) {
        Mrid consumer = Mrid.derivedFrom("C" + t + i);
        Mrid point = Mrid.derivedFrom("U" + t + i);
        terminals.add(new Terminal(consumer, 1, Mrid.derivedFrom("L" + t)));
        points.add(
          new UsagePoint(point, "U" + t + i, "", new Position(9.5 + t / 100.0 + i / 10_000.0, 47.2 + i % 2 / 10_000.0), consumer, "A"));
        meters.add(new Meter(meter(t, i), "M" + t + i, "S" + t + i, "dlms", "x:" + t + i, "X", point));
      }
    }
    Mrid substation = Mrid.derivedFrom("SUB");
    return new Grid(List.of(new Substation(substation, "SUB", HERE)), List.of(new Feeder(FEEDER, "F1", substation)), transformers,
      List.of(), List.of(new Switch(breaker, "CB1", Switch.Kind.BREAKER, FEEDER, HERE, false, false)), terminals, points, meters);
  }

  private static Mrid meter(int transformer, int i) { return Mrid.derivedFrom("M" + transformer + i); }

  private void happens(Mrid meter, EndDeviceEventType type, String time) {
    store.events().record(List.of(new EndDeviceEvent(Mrid.random(), meter, type, at(time), "", "", Map.of())));
  }

  @Test
  void everyGeometryHasItsSridAndTypeAndTheTablesAnIndex() throws SQLException {
    assertThat(list("SELECT f_table_name || ' ' || type || ' ' || srid FROM geometry_columns WHERE f_table_schema = 'meridian'"))
      .contains("gis_meter POINT 4326", "gis_transformer POINT 4326", "gis_outage POLYGON 4326", "ac_line_segment LINESTRING 4326",
        "usage_point POINT 4326");
    assertThat(list("SELECT tablename FROM pg_indexes WHERE schemaname = 'meridian' AND indexdef LIKE '%USING gist%'"))
      .contains("substation", "power_transformer", "ac_line_segment", "switch", "usage_point");
  }

  @Test
  void aMeterHasItsPlaceLastValueAndState() throws SQLException {
    store.readings().record(List.of(Sample.of(meter(1, 1), Sample.reading(Sample.ENERGY, "2T10:00:00", 1234.5),
      Sample.reading(Sample.VOLTAGE, "2T10:15:00", 230))));
    happens(meter(1, 1), EndDeviceEventType.POWER_LOST, "1T10:00:00");
    happens(meter(1, 1), EndDeviceEventType.POWER_RESTORED, "1T11:00:00");
    happens(meter(1, 1), EndDeviceEventType.METER_COVER_OPENED, "1T12:00:00");
    happens(meter(1, 1), EndDeviceEventType.REMOTE_CONNECTED, "1T09:00:00");
    happens(meter(1, 1), EndDeviceEventType.REMOTE_DISCONNECTED, "1T13:00:00");
    String sql = "SELECT serial_number || ' ' || coalesce(energy_kwh::text, '-') || ' ' || supply || ' ' || relay || ' '"
      + " || coalesce(to_char(last_time AT TIME ZONE 'UTC', 'DD HH24:MI'), '-') || ' ' || ST_AsText(position, 6) FROM gis_meter WHERE name = ";
    assertThat(list(sql + "'M11'")).containsExactly("S11 1234.5 on disconnected 02 10:15 POINT(9.5101 47.2001)");
    assertThat(list(sql + "'M21'")).containsExactly("S21 - unknown unknown - POINT(9.5201 47.2001)");
    assertThat(
      list("SELECT count(*)::text FROM gis_meter WHERE feeder = '" + FEEDER + "' AND transformer = '" + Mrid.derivedFrom("T1") + "'"))
      .containsExactly("3");
  }

  @Test
  void aTransformerCarriesWhatItsMetersToldOfTheSameInterval() throws SQLException {
    store.readings().record(List.of(Sample.of(meter(1, 1), Sample.quarters("2T10:00:00", 5)),
      Sample.of(meter(1, 2), Sample.quarters("2T10:00:00", 10)), Sample.of(meter(1, 3), Sample.quarters("2T09:45:00", 99))));
    String sql = "SELECT name || ' ' || coalesce(load_kw::text, '-') || ' ' || coalesce(load_percent::text, '-') || ' ' || meters_told || '/' || meters"
      + " FROM gis_transformer ORDER BY name";
    assertThat(list(sql)).containsExactly("T1 60 60 2/3", "T2 - - 0/2");
  }

  @Test
  void anOutageIsAPolygonAroundTheMetersThatAreOff() throws SQLException {
    assertThat(list("SELECT id FROM gis_outage")).isEmpty();
    happens(meter(1, 1), EndDeviceEventType.POWER_LOST, "1T10:00:00");
    happens(meter(1, 2), EndDeviceEventType.POWER_LOST, "1T10:05:00");
    happens(meter(2, 1), EndDeviceEventType.POWER_LOST, "1T11:00:00");
    happens(meter(2, 2), EndDeviceEventType.POWER_LOST, "1T11:00:00");
    happens(meter(2, 2), EndDeviceEventType.POWER_RESTORED, "1T11:01:00");
    assertThat(list("SELECT level || ' ' || coalesce(transformer, '-') || ' ' || feeder || ' ' || meters_off || ' '"
      + " || to_char(since AT TIME ZONE 'UTC', 'HH24:MI') FROM gis_outage ORDER BY 1"))
      .containsExactly("feeder - F1 3 10:00", "transformer T1 F1 2 10:00", "transformer T2 F1 1 11:00");
    assertThat(list("SELECT count(DISTINCT id) || ' ' || bool_and(ST_IsValid(area)) FROM gis_outage")).containsExactly("3 true");
    assertThat(
      list("SELECT m.name FROM gis_outage o JOIN gis_meter m ON ST_Contains(o.area, m.position) WHERE o.transformer = 'T1' ORDER BY 1"))
      .contains("M11", "M12").doesNotContain("M21");
  }

  /** The GRANTs of docs/gis-views.md are enough, and are no more than reading. */
  @Test
  void aReadOnlyRoleSeesTheViewsAndChangesNothing() throws SQLException {
    store.readings().record(List.of(Sample.of(meter(1, 1), Sample.quarters("2T10:00:00", 5))));
    execute("DROP ROLE IF EXISTS gis", "CREATE ROLE gis", "GRANT USAGE ON SCHEMA meridian TO gis",
      "GRANT SELECT ON ALL TABLES IN SCHEMA meridian TO gis", "SET ROLE gis");
    try {
      assertThat(list("SELECT count(*)::text FROM gis_meter")).containsExactly("5");
      assertThat(list("SELECT value::text FROM reading")).containsExactly("5");
      assertThat(list("SELECT has_table_privilege('interval_day', 'DELETE')::text")).containsExactly("false");
    } finally {
      execute("RESET ROLE", "DROP OWNED BY gis", "DROP ROLE gis");
    }
  }

  private void execute(String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private List<String> list(String sql) throws SQLException {
    try (var statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
      var list = new ArrayList<String>();
      while (rows.next()) {
        list.add(rows.getString(1));
      }
      return list;
    }
  }
}
