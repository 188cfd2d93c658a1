package meridian.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The last value of each meter and type, as the writer sees them: the cache over their table. On the writer's thread. */
final class LastValues implements Tx.Staged {
  static final long NONE = Long.MIN_VALUE;

  /** @param intervalEnd_us end of the newest interval; {@link #NONE} when there is none */
  record Last(long time_us, double value, int quality, long intervalEnd_us) {}

  private record Key(UUID meter, int type) {}

  private final Lru<UUID, Map<Integer, Last>> cache;
  /** Meters in hand in this transaction; the cache may forget them meanwhile. */
  private final Map<UUID, Map<Integer, Last>> touched = new LinkedHashMap<>();
  private final Set<Key> inserts = new LinkedHashSet<>();
  private final Set<Key> updates = new LinkedHashSet<>();

  LastValues(GroupCommit writer, long cache_bytes) {
    // A meter's types seldom change after its first days, so the size at that time will do.
    cache = new Lru<>(cache_bytes, lasts -> 900);
    writer.join(this);
  }

  /** When the meter's newest value of this type is; {@link #NONE} when there is none. */
  long newest_us(Tx tx, UUID meter, int type) throws SQLException {
    Last last = of(tx, meter).get(type);
    return last == null ? NONE : last.time_us;
  }

  /** Takes in a value that was new or corrected. */
  void put(Tx tx, UUID meter, int type, long time_us, double value, int quality, boolean interval) throws SQLException {
    Map<Integer, Last> lasts = of(tx, meter);
    Last before = lasts.get(type);
    if (before != null && time_us < before.time_us && (!interval || time_us <= before.intervalEnd_us)) return;
    long end_us = before == null ? NONE : before.intervalEnd_us;
    if (interval) end_us = Math.max(end_us, time_us);
    lasts.put(type, before != null && time_us < before.time_us
      ? new Last(before.time_us, before.value, before.quality, end_us)
      : new Last(time_us, value, quality, end_us));
    var key = new Key(meter, type);
    if (before == null) inserts.add(key);
    else if (!inserts.contains(key)) updates.add(key);
  }

  private Map<Integer, Last> of(Tx tx, UUID meter) throws SQLException {
    Map<Integer, Last> lasts = touched.get(meter);
    if (lasts != null) return lasts;
    lasts = cache.get(meter);
    if (lasts == null) lasts = load(tx, meter);
    touched.put(meter, lasts);
    return lasts;
  }

  private static Map<Integer, Last> load(Tx tx, UUID meter) throws SQLException {
    var lasts = new LinkedHashMap<Integer, Last>();
    tx.list("SELECT type, time, \"value\", quality, interval_end FROM last_value WHERE meter = ?",
      row -> lasts.put(row.getInt(1), new Last(row.getLong(2), row.getDouble(3), row.getInt(4),
        row.getObject(5) == null ? NONE : row.getLong(5))),
      meter);
    return lasts;
  }

  @Override
  public void flush(Tx tx) throws SQLException {
    write(tx, "INSERT INTO last_value (time, \"value\", quality, interval_end, meter, type) VALUES (?, ?, ?, ?, ?, ?)", inserts);
    write(tx, "UPDATE last_value SET time = ?, \"value\" = ?, quality = ?, interval_end = ? WHERE meter = ? AND type = ?", updates);
  }

  private void write(Tx tx, String sql, Set<Key> keys) throws SQLException {
    List<Object[]> rows = new ArrayList<>(keys.size());
    for (Key key : keys) {
      Last last = of(tx, key.meter).get(key.type);
      rows.add(new Object[]{last.time_us, last.value, last.quality, last.intervalEnd_us == NONE ? null : last.intervalEnd_us, key.meter,
          key.type});
    }
    tx.batch(sql, rows);
  }

  @Override
  public void committed() {
    touched.forEach(cache::put);
    touched.clear();
    inserts.clear();
    updates.clear();
  }

  @Override
  public void rolledBack() {
    cache.clear();
    touched.clear();
    inserts.clear();
    updates.clear();
  }
}
