package meridian.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.services.port.StoreException;

/**
 * Drops requests that were finished long ago with all their commands, and the answers to cancellations: a bounded piece at a time, with the
 * first request taken and then at most ten times a second. A request sent again after that is a new one.
 */
final class CommandSweep {
  private static final Logger LOG = LoggerFactory.getLogger(CommandSweep.class);
  private static final int PIECE = 500;
  private static final long BUSY_ns = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long DONE_ns = TimeUnit.MINUTES.toNanos(1);

  private final GroupCommit writer;
  private final InstantSource clock;
  private final Duration kept;
  private final AtomicLong next_ns = new AtomicLong(System.nanoTime());

  CommandSweep(GroupCommit writer, InstantSource clock, Duration kept) {
    this.writer = writer;
    this.clock = clock;
    this.kept = kept;
  }

  /** One piece, if it is time. */
  void now() {
    long now_ns = System.nanoTime();
    long time_ns = next_ns.get();
    if (now_ns - time_ns < 0 || !next_ns.compareAndSet(time_ns, now_ns + DONE_ns)) return;
    try {
      long before_us = Micros.clamped(clock.instant().minus(kept));
      boolean more = writer.run(1, tx -> drop(tx, before_us));
      if (more) next_ns.set(System.nanoTime() + BUSY_ns);
    } catch (StoreException trouble) {
      LOG.error("commands older than {} cannot be dropped: {}", kept, trouble.getMessage());
    }
  }

  /** @return whether there may be more to drop */
  private static boolean drop(Tx tx, long before_us) throws SQLException {
    record Key(String sender, String messageId) {}
    int left = PIECE;
    for (Key old : tx.list("SELECT sender, message_id FROM control_request WHERE finished > 0 AND finished < ? ORDER BY finished LIMIT ?",
      row -> new Key(row.getString(1), row.getString(2)), before_us, PIECE)) {
      left -= tx.update("DELETE FROM command WHERE sequence IN (SELECT sequence FROM command WHERE message_id = ? AND sender = ?"
        + " ORDER BY sequence LIMIT ?)", old.messageId, old.sender, left);
      if (left <= 0) return true;
      left -= tx.update("DELETE FROM control_request WHERE message_id = ? AND sender = ?", old.messageId, old.sender);
    }
    tx.update("DELETE FROM control_cancel WHERE (message_id, sender) IN (SELECT message_id, sender FROM control_cancel WHERE answered < ?"
      + " ORDER BY answered LIMIT ?)", before_us, PIECE);
    return false;
  }
}
