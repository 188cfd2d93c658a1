package meridian.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The packed days as the writer sees them: those in hand in this transaction, before them the cache, before that the table. On the
 * writer's thread.
 */
final class Days implements Tx.Staged {

  /** @param interval interval_day or register_day */
  record Key(UUID meter, int type, int day, boolean interval) {}

  /** A day in hand. @param kept whether it has a row */
  private record InHand(Day day, boolean kept) {}

  private final InstantSource clock;
  private final Lru<Key, byte[]> cache;
  private final Map<Key, InHand> inHand = new LinkedHashMap<>();
  private final Map<Key, byte[]> written = new LinkedHashMap<>();
  private @Nullable Key latestKey;
  private @Nullable Day latest;

  Days(GroupCommit writer, InstantSource clock, long cache_bytes) {
    this.clock = clock;
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
    if (packed != null) return new InHand(Day.unpack(packed), true);
    List<byte[]> rows = tx.list("SELECT body FROM " + table(key.interval) + " WHERE meter = ? AND \"day\" = ? AND type = ?",
      row -> row.getBytes(1), key.meter, key.day, key.type);
    return rows.isEmpty() ? new InHand(new Day(), false) : new InHand(Day.unpack(rows.getFirst()), true);
  }

  static String table(boolean interval) { return interval ? "interval_day" : "register_day"; }

  @Override
  public void flush(Tx tx) throws SQLException {
    if (inHand.isEmpty()) return;
    long received_us = Micros.of(clock.instant());
    for (boolean interval : new boolean[]{false, true}) {
      var inserts = new ArrayList<Object[]>();
      var updates = new ArrayList<Object[]>();
      inHand.forEach((key, hand) -> {
        if (key.interval != interval || hand.day.size() == 0) return;
        byte[] packed = hand.day.pack();
        written.put(key, packed);
        (hand.kept ? updates : inserts).add(new Object[]{received_us, packed, key.meter, key.day, key.type});
      });
      tx.batch("INSERT INTO " + table(interval) + " (received, body, meter, \"day\", type) VALUES (?, ?, ?, ?, ?)", inserts);
      tx.batch("UPDATE " + table(interval) + " SET received = ?, body = ? WHERE meter = ? AND \"day\" = ? AND type = ?", updates);
    }
  }

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
