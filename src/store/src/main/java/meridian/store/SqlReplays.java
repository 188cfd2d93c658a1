package meridian.store;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import meridian.model.TimePeriod;
import meridian.model.message.Notice;
import meridian.services.port.Outbox.Replay;

/** Ranges of the outbox that are told to one consumer once more; at most one at a time for each. */
final class SqlReplays {
  private final GroupCommit writer;
  private final Reads reads;
  /** Those under way, as committed. */
  private final Map<String, Row> rows = new ConcurrentHashMap<>();

  /** @param position of the last notice that is done @param last of the range */
  private record Row(long starts_us, long ends_us, long position, long last, long notices, long done) {
    Replay replay() { return new Replay(new TimePeriod(Micros.instant(starts_us), Micros.instant(ends_us)), notices, done); }
  }

  SqlReplays(GroupCommit writer, Reads reads) {
    this.writer = writer;
    this.reads = reads;
    reads.list("SELECT consumer, starts, ends, position, last, notices, done FROM replay", row -> rows.put(row.getString(1),
      new Row(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7))));
  }

  /** @param doneWith where the consumer stands: what comes later is left out */
  Optional<Replay> begin(String consumer, TimePeriod period, long doneWith) {
    long starts = Micros.ceiling(period.start());
    long ends = Micros.ceiling(period.end());
    Row wanted = reads
      .list("SELECT COUNT(*), MIN(sequence), MAX(sequence) FROM notice WHERE created >= ? AND created < ? AND sequence <= ?",
        row -> new Row(starts, ends, row.getLong(2) - 1, row.getLong(3), row.getLong(1), 0), starts, ends, doneWith)
      .getFirst();
    return writer.run(1, tx -> {
      if (!tx.list("SELECT 1 FROM replay WHERE consumer = ?", row -> 1, consumer).isEmpty()) return Optional.empty();
      if (wanted.notices > 0) {
        tx.update("INSERT INTO replay (consumer, starts, ends, position, last, notices, done) VALUES (?, ?, ?, ?, ?, ?, 0)", consumer,
          starts,
          ends, wanted.position, wanted.last, wanted.notices);
        tx.afterCommit(() -> rows.put(consumer, wanted));
      }
      return Optional.of(wanted.replay());
    });
  }

  Optional<Replay> find(String consumer) { return Optional.ofNullable(rows.get(consumer)).map(Row::replay); }

  List<Notice> next(String consumer, int limit) {
    Row range = rows.get(consumer);
    if (range == null) return List.of();
    return KeptNotice.read(range.position, limit, (from, few) -> reads.list(
      "SELECT " + KeptNotice.COLUMNS + " FROM notice WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?", KeptNotice::of, from,
      range.last, few), kept -> kept.created_us() >= range.starts_us && kept.created_us() < range.ends_us);
  }

  void advance(String consumer, long sequence, int notices) {
    writer.run(1, tx -> {
      tx.update("UPDATE replay SET position = ?, done = done + ? WHERE consumer = ? AND position < ?", sequence, notices, consumer,
        sequence);
      tx.afterCommit(() -> rows.computeIfPresent(consumer, (_, row) -> row.position >= sequence
        ? row
        : new Row(row.starts_us, row.ends_us, sequence, row.last, row.notices, row.done + notices)));
      return sequence;
    });
  }

  boolean end(String consumer) {
    return writer.run(1, tx -> {
      tx.afterCommit(() -> rows.remove(consumer));
      return tx.update("DELETE FROM replay WHERE consumer = ?", consumer);
    }) > 0;
  }

  /** The last notice that no replay of these consumers needs any more. On the writer's thread. */
  static long doneWith(Tx tx, Collection<String> consumers) throws SQLException {
    return tx.list("SELECT consumer, position FROM replay", row -> consumers.contains(row.getString(1)) ? row.getLong(2) : Long.MAX_VALUE)
      .stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }
}
