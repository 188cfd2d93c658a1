package meridian.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.ACLineSegment;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;
import meridian.model.grid.UsagePoint;
import meridian.services.port.GridStore;
import meridian.services.registry.Topology;

/** The grid in one table a kind, each in the order it was given. */
final class SqlGrid implements GridStore {
  private static final int BATCH = 10_000;
  private static final String ONE_OF = " = ANY(CAST(? AS UUID ARRAY))";

  /** One kind of the grid: its table, its columns after {@code place}, and the way there and back. */
  private record Kind<T>(String table, List<String> columns, Function<Grid, List<T>> of, Function<T, Object[]> write, Tx.Row<T> read) {

    void replace(Tx tx, Grid grid) throws SQLException {
      tx.update("DELETE FROM " + table);
      var all = new ArrayList<>(List.of("place"));
      all.addAll(columns);
      List<T> things = of.apply(grid);
      var rows = new ArrayList<Object[]>(BATCH);
      for (int place = 0; place < things.size(); place++) {
        Object[] values = write.apply(things.get(place));
        var row = new Object[values.length + 1];
        row[0] = place;
        System.arraycopy(values, 0, row, 1, values.length);
        rows.add(row);
        if (rows.size() == BATCH || place == things.size() - 1) {
          tx.load(table, all, rows);
          rows.clear();
        }
      }
    }

    /** New things come behind, those with an mRID that is there take its place. */
    void put(Tx tx, List<T> changed) throws SQLException {
      if (changed.isEmpty()) return;
      List<Object[]> values = changed.stream().map(write).toList();
      UUID[] ids = values.stream().map(row -> (UUID) row[0]).toArray(UUID[]::new);
      Set<UUID> there = Set.copyOf(tx.list("SELECT mrid FROM " + table + " WHERE mrid" + ONE_OF, row -> row.getObject(1, UUID.class), (Object) ids));
      int place = tx.list("SELECT COALESCE(MAX(place), -1) FROM " + table, row -> row.getInt(1)).getFirst();
      var fresh = new ArrayList<Object[]>();
      var replaced = new ArrayList<Object[]>();
      for (Object[] row : values) {
        if (there.contains((UUID) row[0])) replaced.add(behind(Arrays.copyOfRange(row, 1, row.length), row[0]));
        else
          fresh.add(behind(row, ++place));
      }
      tx.batch("UPDATE " + table + " SET " + String.join(" = ?, ", columns.subList(1, columns.size())) + " = ? WHERE mrid = ?", replaced);
      var all = new ArrayList<>(columns);
      all.add("place");
      tx.load(table, all, fresh);
    }

    private static Object[] behind(Object[] values, Object last) {
      var row = Arrays.copyOf(values, values.length + 1);
      row[values.length] = last;
      return row;
    }

    List<T> load(Reads.Snapshot reads) throws SQLException {
      return reads.list("SELECT " + String.join(", ", columns) + " FROM " + table + " ORDER BY place", read);
    }
  }

  private static final Kind<Substation> SUBSTATIONS = new Kind<>("substation", List.of("mrid", "name", "longitude", "latitude"),
    Grid::substations, s -> new Object[]{id(s.mrid()), s.name(), s.position().longitude_deg(), s.position().latitude_deg()},
    row -> new Substation(mrid(row, 1), row.getString(2), position(row, 3)));

  private static final Kind<Feeder> FEEDERS = new Kind<>("feeder", List.of("mrid", "name", "substation"), Grid::feeders,
    f -> new Object[]{id(f.mrid()), f.name(), id(f.substation())}, row -> new Feeder(mrid(row, 1), row.getString(2), mrid(row, 3)));

  private static final Kind<PowerTransformer> TRANSFORMERS = new Kind<>("power_transformer",
    List.of("mrid", "name", "feeder", "longitude", "latitude", "rated_s_kva", "primary_kv", "secondary_kv"), Grid::transformers,
    t -> new Object[]{id(t.mrid()), t.name(), id(t.feeder()), t.position().longitude_deg(), t.position().latitude_deg(), t.ratedS_kVA(),
        t.primary_kV(), t.secondary_kV()},
    row -> new PowerTransformer(mrid(row, 1), row.getString(2), mrid(row, 3), position(row, 4), row.getDouble(6), row.getDouble(7),
      row.getDouble(8)));

  private static final Kind<ACLineSegment> LINES = new Kind<>("ac_line_segment", List.of("mrid", "name", "feeder", "nominal_kv", "path"),
    Grid::lines, l -> new Object[]{id(l.mrid()), l.name(), id(l.feeder()), l.nominal_kV(), Wkb.lineString(l.path())},
    row -> new ACLineSegment(mrid(row, 1), row.getString(2), mrid(row, 3), row.getDouble(4), Wkb.lineString(row.getBytes(5))));

  private static final Kind<Switch> SWITCHES = new Kind<>("switch",
    List.of("mrid", "name", "kind", "feeder", "longitude", "latitude", "normal_open", "open"), Grid::switches,
    s -> new Object[]{id(s.mrid()), s.name(), s.kind().name(), id(s.feeder()), s.position().longitude_deg(), s.position().latitude_deg(),
        s.normalOpen(), s.open()},
    row -> new Switch(mrid(row, 1), row.getString(2), Switch.Kind.valueOf(row.getString(3)), mrid(row, 4), position(row, 5),
      row.getBoolean(7), row.getBoolean(8)));

  private static final Kind<Terminal> TERMINALS = new Kind<>("terminal", List.of("equipment", "sequence_number", "connectivity_node"),
    Grid::terminals, t -> new Object[]{id(t.equipment()), t.sequenceNumber(), id(t.connectivityNode())},
    row -> new Terminal(mrid(row, 1), row.getInt(2), mrid(row, 3)));

  private static final Kind<UsagePoint> USAGE_POINTS = new Kind<>("usage_point",
    List.of("mrid", "name", "address", "longitude", "latitude", "equipment", "phases"), Grid::usagePoints,
    u -> new Object[]{id(u.mrid()), u.name(), u.address(), u.position() == null ? null : u.position().longitude_deg(),
        u.position() == null ? null : u.position().latitude_deg(), u.equipment() == null ? null : id(u.equipment()), u.phases()},
    row -> new UsagePoint(mrid(row, 1), row.getString(2), row.getString(3), row.getObject(4) == null ? null : position(row, 4),
      row.getObject(6) == null ? null : mrid(row, 6), row.getString(7)));

  private static final Kind<Meter> METERS = new Kind<>("meter",
    List.of("mrid", "name", "serial_number", "adapter", "lan_address", "model", "usage_point"), Grid::meters,
    m -> new Object[]{id(m.mrid()), m.name(), m.serialNumber(), m.adapter(), m.lanAddress(), m.model(),
        m.usagePoint() == null ? null : id(m.usagePoint())},
    row -> new Meter(mrid(row, 1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6),
      row.getObject(7) == null ? null : mrid(row, 7)));

  private static final List<Kind<?>> KINDS = List.of(SUBSTATIONS, FEEDERS, TRANSFORMERS, LINES, SWITCHES, TERMINALS, USAGE_POINTS, METERS);

  private final GroupCommit writer;
  private final Reads reads;

  SqlGrid(GroupCommit writer, Reads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  /** Readings wait meanwhile: some seconds for 60,000 usage points. */
  @Override
  public void replace(Grid grid) {
    writer.run(grid.usagePoints().size(), tx -> {
      for (Kind<?> kind : KINDS) {
        kind.replace(tx, grid);
      }
      tx.update("DELETE FROM supply");
      tx.load("supply", List.of("usage_point", "transformer", "feeder"), supply(grid));
      return grid;
    });
  }

  /** Within a transaction of master data. What is new hangs on nothing in the network model. */
  void apply(Tx tx, GridChange change) throws SQLException {
    USAGE_POINTS.put(tx, change.usagePoints());
    METERS.put(tx, change.meters());
    if (change.gone().isEmpty()) return;
    UUID[] gone = change.gone().stream().map(SqlGrid::id).toArray(UUID[]::new);
    for (String column : List.of("meter WHERE mrid", "usage_point WHERE mrid", "supply WHERE usage_point")) {
      tx.update("DELETE FROM " + column + ONE_OF, (Object) gone);
    }
  }

  /** What each usage point hangs on, for those who ask in SQL. */
  private static List<Object[]> supply(Grid grid) {
    var topology = new Topology(grid);
    return grid.usagePoints().stream().map(point -> new Object[]{id(point.mrid()),
        topology.transformerOf(point).map(transformer -> id(transformer.mrid())).orElse(null),
        topology.feederOf(point).map(feeder -> id(feeder.mrid())).orElse(null)})
      .toList();
  }

  @Override
  public Grid load() {
    return reads.snapshot(tables -> new Grid(SUBSTATIONS.load(tables), FEEDERS.load(tables), TRANSFORMERS.load(tables), LINES.load(tables),
      SWITCHES.load(tables), TERMINALS.load(tables), USAGE_POINTS.load(tables), METERS.load(tables)));
  }

  private static UUID id(Mrid mrid) { return mrid.uuid(); }

  private static Mrid mrid(ResultSet row, int column) throws SQLException { return new Mrid(row.getObject(column, UUID.class)); }

  private static Position position(ResultSet row, int column) throws SQLException {
    return new Position(row.getDouble(column), row.getDouble(column + 1));
  }
}
