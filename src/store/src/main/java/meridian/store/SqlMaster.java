package meridian.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.services.port.MasterStore;

/** Master data in SQL: trees as bodies, and beside them what they are found by. */
final class SqlMaster implements MasterStore {
  private static final int AT_ONCE = 1_000;
  private static final String ONE_OF = " = ANY(CAST(? AS UUID ARRAY))";

  private final GroupCommit writer;
  private final Reads reads;
  private final SqlGrid grid;

  SqlMaster(GroupCommit writer, Reads reads, SqlGrid grid) {
    this.writer = writer;
    this.reads = reads;
    this.grid = grid;
  }

  @Override
  public void apply(Change change) {
    int weight = change.put().size() + change.gone().size() + change.linked().size() + change.unlinked().size();
    writer.run(Math.max(1, weight), tx -> {
      Set<Key> replaced = kept(tx, change.put());
      forget(tx, replaced);
      forget(tx, change.gone());
      tx.batch("DELETE FROM master_object WHERE mrid = ? AND type = ?", ids(change.gone()));
      unlinkAll(tx, change.gone());
      put(tx, change.put(), replaced);
      tx.batch("DELETE FROM master_link WHERE a = ? AND b = ? AND a_type = ? AND b_type = ?", rows(change.unlinked()));
      tx.batch("DELETE FROM master_link WHERE a = ? AND b = ? AND a_type = ? AND b_type = ?", rows(change.linked()));
      tx.load("master_link", List.of("a", "b", "a_type", "b_type"), rows(change.linked()));
      grid.apply(tx, change.grid());
      return change;
    });
  }

  private static List<Object[]> rows(List<Link> links) {
    return links.stream().distinct().map(link -> new Object[]{link.a().uuid(), link.b().uuid(), link.aType(), link.bType()}).toList();
  }

  private static Set<Key> kept(Tx tx, List<MasterObject> objects) throws SQLException {
    var wanted = objects.stream().map(Key::of).collect(Collectors.toSet());
    var found = new HashSet<Key>();
    for (List<Mrid> some : pieces(objects.stream().map(MasterObject::mrid).toList())) {
      found.addAll(tx.list("SELECT type, mrid FROM master_object WHERE mrid" + ONE_OF, SqlMaster::key, (Object) ids(some)));
    }
    found.retainAll(wanted);
    return found;
  }

  /** Drops what objects are found by. */
  private static void forget(Tx tx, Collection<Key> keys) throws SQLException {
    tx.batch("DELETE FROM master_name WHERE mrid = ? AND type = ?", ids(keys));
    tx.batch("DELETE FROM master_mention WHERE mrid = ? AND type = ?", ids(keys));
  }

  private static void unlinkAll(Tx tx, Collection<Key> keys) throws SQLException {
    tx.batch("DELETE FROM master_link WHERE a = ? AND a_type = ?", ids(keys));
    tx.batch("DELETE FROM master_link WHERE b = ? AND b_type = ?", ids(keys));
  }

  private static List<Object[]> ids(Collection<Key> keys) {
    return keys.stream().map(key -> new Object[]{key.mrid().uuid(), key.type()}).toList();
  }

  private static void put(Tx tx, List<MasterObject> objects, Set<Key> replaced) throws SQLException {
    var bodies = new ArrayList<Object[]>();
    var newBodies = new ArrayList<Object[]>();
    var names = new ArrayList<Object[]>();
    var mentions = new ArrayList<Object[]>();
    for (MasterObject object : objects) {
      UUID id = object.mrid().uuid();
      byte[] body = TreeCodec.encode(object.content());
      if (replaced.contains(Key.of(object))) newBodies.add(new Object[]{body, id, object.type()});
      else
        bodies.add(new Object[]{id, object.type(), body});
      object.names().forEach(name -> names.add(new Object[]{name, object.type(), id}));
      object.mentions().forEach(mention -> mentions.add(new Object[]{mention.identifier(), mention.type(), object.type(), id}));
    }
    tx.batch("UPDATE master_object SET body = ? WHERE mrid = ? AND type = ?", newBodies);
    tx.load("master_object", List.of("mrid", "type", "body"), bodies);
    tx.load("master_name", List.of("name", "type", "mrid"), names);
    tx.load("master_mention", List.of("identifier", "mentioned", "type", "mrid"), mentions);
  }

  @Override
  public Map<Mrid, MasterObject> find(String type, Collection<Mrid> mrids) {
    var found = new HashMap<Mrid, MasterObject>();
    for (List<Mrid> some : pieces(List.copyOf(mrids))) {
      // By mRID only: with the type H2 would rather read all of that type.
      reads.list("SELECT type, mrid, body FROM master_object WHERE mrid" + ONE_OF, SqlMaster::object, (Object) ids(some)).stream()
        .filter(object -> object.type().equals(type)).forEach(object -> found.put(object.mrid(), object));
    }
    return found;
  }

  @Override
  public Map<String, Set<Mrid>> findByName(String type, Collection<String> names, int each) {
    record Named(String type, String name, Mrid mrid) {}
    var found = new HashMap<String, Set<Mrid>>();
    for (List<String> some : pieces(List.copyOf(names))) {
      // Without the type, for the same reason.
      reads.list("SELECT type, name, mrid FROM (SELECT type, name, mrid, ROW_NUMBER() OVER (PARTITION BY name, type ORDER BY mrid) AS n"
        + " FROM master_name WHERE name = ANY(CAST(? AS VARCHAR ARRAY))) numbered WHERE n <= ?",
        row -> new Named(row.getString(1), row.getString(2), mrid(row, 3)), some.toArray(String[]::new), each).stream()
        .filter(named -> named.type.equals(type))
        .forEach(named -> found.computeIfAbsent(named.name, _ -> new LinkedHashSet<>()).add(named.mrid));
    }
    return found;
  }

  @Override
  public List<MasterObject> list(String type, @Nullable Mrid after, long skip, int limit) {
    String end = " ORDER BY type, mrid LIMIT ? OFFSET ?";
    return after == null
      ? reads.list("SELECT type, mrid, body FROM master_object WHERE type = ?" + end, SqlMaster::object, type, limit, skip)
      : reads.list("SELECT type, mrid, body FROM master_object WHERE type = ? AND mrid > ?" + end, SqlMaster::object, type, after.uuid(), limit,
        skip);
  }

  @Override
  public long count(String type) {
    return reads.list("SELECT COUNT(*) FROM master_object WHERE type = ?", row -> row.getLong(1), type).getFirst();
  }

  @Override
  public List<Link> links(Key object) {
    UUID id = object.mrid().uuid();
    return reads.list("SELECT a_type, a, b_type, b FROM master_link WHERE a = ? AND a_type = ?"
      + " UNION SELECT a_type, a, b_type, b FROM master_link WHERE b = ? AND b_type = ? ORDER BY 1, 3, 2, 4",
      row -> new Link(row.getString(1), mrid(row, 2), row.getString(3), mrid(row, 4)), id, object.type(), id, object.type());
  }

  @Override
  public List<Key> mentioning(Collection<Mention> mentions, int limit) {
    var found = new LinkedHashSet<Key>();
    for (Mention mention : mentions) {
      found.addAll(reads.list("SELECT type, mrid FROM master_mention WHERE identifier = ? AND mentioned = ? ORDER BY type, mrid LIMIT ?",
        SqlMaster::key, mention.identifier(), mention.type(), limit));
    }
    return found.stream().limit(limit).toList();
  }

  private static <T> List<List<T>> pieces(List<T> all) {
    var pieces = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      pieces.add(all.subList(from, Math.min(from + AT_ONCE, all.size())));
    }
    return pieces;
  }

  private static UUID[] ids(List<Mrid> mrids) { return mrids.stream().map(Mrid::uuid).toArray(UUID[]::new); }

  private static Mrid mrid(ResultSet row, int column) throws SQLException { return new Mrid(row.getObject(column, UUID.class)); }

  private static Key key(ResultSet row) throws SQLException { return new Key(row.getString(1), mrid(row, 2)); }

  private static MasterObject object(ResultSet row) throws SQLException {
    return new MasterObject(mrid(row, 2), row.getString(1), TreeCodec.decode(row.getBytes(3)));
  }
}
