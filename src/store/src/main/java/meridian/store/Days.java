package meridian.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The packed days as the writer sees them: those in hand in this transaction, before them the cache, before that the table. On the
 * writer's thread.
 */
final class Days implements Tx.Staged {

  private static final List<String> CHANGED = List.of("received", "body");
  private static final List<String> KEYS = List.of("meter", "\"day\"", "type");
  private static final List<String> COLUMNS = Stream.concat(CHANGED.stream(), KEYS.stream()).toList();

  /** @param interval interval_day or register_day */
  record Key(UUID meter, int type, int day, boolean interval) {}

  /** A day in hand. @param kept whether it has a row */
  private record InHand(Day day, boolean kept) {}

  private final InstantSource clock;
  private final Months intervals;
  private final Months registers;
  private final Lru<Key, byte[]> cache;
  private final Map<Key, InHand> inHand = new LinkedHashMap<>();
  private final Map<Key, byte[]> written = new LinkedHashMap<>();
  private @Nullable Key latestKey;
  private @Nullable Day latest;

  Days(GroupCommit writer, Months intervals, Months registers, InstantSource clock, long cache_bytes) {
    this.clock = clock;
    this.intervals = intervals;
    this.registers = registers;
    cache = new Lru<>(cache_bytes, packed -> packed.length + 150L);
    writer.join(this);
  }

  /**
   * The day to put values into; what is put is written with this transaction.
   *
   * @param isNew the caller knows that there is no row, so that none is looked for
   */
  Day of(Tx tx, Key key, boolean isNew) throws SQLException {
    if (latest != null && key.equals(latestKey)) return latest;
    InHand known = inHand.get(key);
    if (known == null) {
      known = fetch(tx, key, isNew);
      inHand.put(key, known);
    }
    latestKey = key;
    latest = known.day;
    return known.day;
  }

  private InHand fetch(Tx tx, Key key, boolean isNew) throws SQLException {
    if (isNew) return new InHand(new Day(), false);
    byte[] packed = cache.get(key);
    if (packed != null) return new InHand(Day.unpack(packed, 0), true);
    List<Day> rows = tx.list("SELECT received, body FROM " + table(key) + " WHERE meter = ? AND \"day\" = ? AND type = ?", Days::day,
      key.meter, key.day, key.type);
    return rows.isEmpty() ? new InHand(new Day(), false) : new InHand(rows.getFirst(), true);
  }

  /** Of a row that begins with {@code received, body}. */
  static Day day(ResultSet row) throws SQLException {
    return Day.unpack(row.getBytes(2), Math.floorDiv(row.getLong(1), 1_000_000L));
  }

  private String table(Key key) throws SQLException { return (key.interval ? intervals : registers).of(key.day); }

  @Override
  public void flush(Tx tx) throws SQLException {
    if (inHand.isEmpty()) return;
    long received_us = Micros.of(clock.instant());
    var fresh = new LinkedHashMap<String, List<Object[]>>();
    var changed = new LinkedHashMap<String, List<Object[]>>();
    for (var entry : inHand.entrySet()) {
      Key key = entry.getKey();
      InHand hand = entry.getValue();
      if (hand.day.size() == 0) continue;
      byte[] packed = hand.day.pack();
      written.put(key, packed);
      (hand.kept ? changed : fresh).computeIfAbsent(table(key), _ -> new ArrayList<>())
        .add(new Object[]{received_us, packed, key.meter, key.day, key.type});
    }
    for (var rows : fresh.entrySet()) {
      tx.load(rows.getKey(), COLUMNS, rows.getValue());
    }
    for (var rows : changed.entrySet()) {
      tx.change(rows.getKey(), CHANGED, KEYS, rows.getValue());
    }
  }

  /** Rows may be gone that the cache still holds. */
  void dropped() { cache.clear(); }

  @Override
  public void committed() {
    written.forEach(cache::put);
    forget();
  }

  @Override
  public void rolledBack() {
    cache.clear();
    forget();
  }

  private void forget() {
    inHand.clear();
    written.clear();
    latestKey = null;
    latest = null;
  }
}
