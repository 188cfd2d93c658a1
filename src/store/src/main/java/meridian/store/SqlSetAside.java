package meridian.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import meridian.model.message.Notice;
import meridian.services.port.Outbox.SetAside;

/** What consumers could not be given, kept whole, also when the outbox has dropped it. */
record SqlSetAside(GroupCommit writer, Reads reads) {
  private static final int MOST_REASON = 10_000;

  void put(Tx tx, String consumer, long sequence, String reason) throws SQLException {
    String kept = reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason;
    if (tx.update("UPDATE set_aside SET reason = ?, again = FALSE WHERE consumer = ? AND sequence = ?", kept, consumer, sequence) > 0)
      return;
    int copied = tx.update("INSERT INTO set_aside (consumer, sequence, message_id, created, noun, reason, again, body)"
      + " SELECT CAST(? AS VARCHAR), sequence, message_id, created, noun, CAST(? AS VARCHAR), FALSE, body FROM notice WHERE sequence = ?",
      consumer, kept, sequence);
    if (copied == 0) throw new IllegalArgumentException("there is no notice " + sequence + " to set aside");
  }

  List<SetAside> list(String consumer, int limit) {
    return reads.list(
      "SELECT sequence, message_id, noun, created, reason, again FROM set_aside WHERE consumer = ? ORDER BY sequence LIMIT ?",
      row -> new SetAside(row.getLong(1), row.getObject(2, UUID.class).toString(), KeptNotice.noun(row.getInt(3)),
        Micros.instant(row.getLong(4)), row.getString(5), row.getBoolean(6)),
      consumer, limit);
  }

  long count(String consumer) {
    return reads.list("SELECT COUNT(*) FROM set_aside WHERE consumer = ?", row -> row.getLong(1), consumer).getFirst();
  }

  boolean tryAgain(String consumer, long sequence) {
    return writer.run(1, tx -> tx.update("UPDATE set_aside SET again = TRUE WHERE consumer = ? AND sequence = ?", consumer, sequence)) > 0;
  }

  int tryAllAgain(String consumer) {
    return writer.run(1, tx -> tx.update("UPDATE set_aside SET again = TRUE WHERE consumer = ?", consumer));
  }

  Optional<Notice> nextAgain(String consumer) {
    return reads.list("SELECT " + KeptNotice.COLUMNS + " FROM set_aside WHERE consumer = ? AND again ORDER BY sequence LIMIT 1",
      KeptNotice::of, consumer).stream().map(KeptNotice::notice).findFirst();
  }

  boolean drop(String consumer, long sequence) {
    return writer.run(1, tx -> tx.update("DELETE FROM set_aside WHERE consumer = ? AND sequence = ?", consumer, sequence)) > 0;
  }
}
