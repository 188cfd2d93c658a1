package meridian.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The last value of each meter and type, as the writer sees them: the cache over their table. On the writer's thread. */
final class LastValues implements Tx.Staged {
  static final long NONE = Long.MIN_VALUE;
  private static final List<String> CHANGED = List.of("time", "\"value\"", "quality", "interval_end", "newest");
  private static final List<String> KEYS = List.of("meter", "type");
  private static final List<String> COLUMNS = Stream.concat(CHANGED.stream(), KEYS.stream()).toList();

  /** How far ahead of the hub's clock a value may be stamped and still be the last one against a sounder. */
  static final Duration AHEAD = Duration.ofDays(1);

  /**
   * @param intervalEnd_us end of the newest interval; {@link #NONE} when there is none
   * @param newest_us of all values kept, however they are stamped
   */
  private record Last(long time_us, double value, int quality, long intervalEnd_us, long newest_us) {

    /** @param sound_us times after this are hardly true */
    Last with(long when_us, double what, int how, boolean interval, long sound_us) {
      long newest = Math.max(newest_us, when_us);
      long end = interval && follows(intervalEnd_us, when_us, sound_us) ? when_us : intervalEnd_us;
      return follows(time_us, when_us, sound_us)
        ? new Last(when_us, what, how, end, newest)
        : new Last(time_us, value, quality, end, newest);
    }

    private static boolean follows(long before_us, long when_us, long sound_us) {
      boolean wasSound = before_us <= sound_us;
      return wasSound == when_us <= sound_us ? when_us >= before_us : !wasSound || before_us == NONE;
    }
  }

  private record Key(UUID meter, int type) {}

  private final InstantSource clock;
  private final Lru<UUID, Map<Integer, Last>> cache;
  /** Meters in hand in this transaction; the cache may forget them meanwhile. */
  private final Map<UUID, Map<Integer, Last>> touched = new LinkedHashMap<>();
  private final Set<Key> inserts = new LinkedHashSet<>();
  private final Set<Key> updates = new LinkedHashSet<>();

  LastValues(GroupCommit writer, InstantSource clock, long cache_bytes) {
    this.clock = clock;
    // A meter's types seldom change after its first days, so the size at that time will do.
    cache = new Lru<>(cache_bytes, lasts -> 900);
    writer.join(this);
  }

  /** When the meter's newest value of this type is; {@link #NONE} when there is none. */
  long newest_us(Tx tx, UUID meter, int type) throws SQLException {
    Last last = of(tx, meter).get(type);
    return last == null ? NONE : last.newest_us;
  }

  /** Takes in a value that was new or corrected. What is stamped over a day ahead steps back behind everything sounder. */
  void put(Tx tx, UUID meter, int type, long time_us, double value, int quality, boolean interval) throws SQLException {
    Map<Integer, Last> lasts = of(tx, meter);
    Last before = lasts.get(type);
    Last last = before == null
      ? new Last(time_us, value, quality, interval ? time_us : NONE, time_us)
      : before.with(time_us, value, quality, interval, Micros.clamped(clock.instant().plus(AHEAD)));
    if (last.equals(before)) return;
    lasts.put(type, last);
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
    tx.list("SELECT type, time, \"value\", quality, interval_end, newest FROM last_value WHERE meter = ?",
      row -> lasts.put(row.getInt(1), new Last(row.getLong(2), row.getDouble(3), row.getInt(4),
        row.getObject(5) == null ? NONE : row.getLong(5), row.getLong(6))),
      meter);
    return lasts;
  }

  @Override
  public void flush(Tx tx) throws SQLException {
    tx.load("last_value", COLUMNS, rows(tx, inserts));
    tx.change("last_value", CHANGED, KEYS, rows(tx, updates));
  }

  private List<Object[]> rows(Tx tx, Set<Key> keys) throws SQLException {
    List<Object[]> rows = new ArrayList<>(keys.size());
    for (Key key : keys) {
      Last last = of(tx, key.meter).get(key.type);
      rows.add(new Object[]{last.time_us, last.value, last.quality, last.intervalEnd_us == NONE ? null : last.intervalEnd_us,
          last.newest_us, key.meter,
          key.type});
    }
    return rows;
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
