package meridian.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.services.port.Outbox;

/**
 * The outbox in SQL. What the calls of one group owe is gathered in few notices; the writer numbers them without gaps, so a reader never
 * misses a lower number that commits later.
 */
final class SqlOutbox implements Outbox, Tx.Staged {
  /** MeterReadings or events in one notice; and the values at which it is full whatever they are: some 3 MB as a CIM message. */
  private static final int MOST_TOGETHER = 500;
  private static final int MOST_VALUES = 10_000;
  /** Packed bytes after which an answer of {@link #after} takes in no further slice. */
  private static final long MOST_BYTES = 8 << 20;
  private static final int SLICE = 16;
  private static final int PRUNED_AT_ONCE = 1_000;
  private static final int MOST_REASON = 10_000;

  private final GroupCommit writer;
  private final Reads reads;
  private final InstantSource clock;
  private final Map<String, Long> positions = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private volatile long newest;

  // The writer's own:
  private final List<Notice.Content> owed = new ArrayList<>();
  private List<MeterReading> readings = new ArrayList<>();
  private List<EndDeviceEvent> events = new ArrayList<>();
  private int values;
  private long next;

  SqlOutbox(GroupCommit writer, Reads reads, InstantSource clock) {
    this.writer = writer;
    this.reads = reads;
    this.clock = clock;
    newest = reads.list("SELECT MAX(sequence) FROM notice", row -> row.getLong(1)).getFirst();
    next = newest + 1;
    reads.list("SELECT name, position FROM consumer", row -> positions.put(row.getString(1), row.getLong(2)));
    writer.join(this);
  }

  /** Adds to what this group's commit owes. On the writer's thread. */
  void oweReadings(List<MeterReading> told) {
    for (MeterReading reading : told) {
      if (readings.size() == MOST_TOGETHER || values > 0 && values + reading.size() > MOST_VALUES) closeReadings();
      readings.add(reading);
      values += reading.size();
    }
  }

  /** As {@link #oweReadings}. */
  void oweEvent(EndDeviceEvent event) {
    if (events.size() == MOST_TOGETHER) closeEvents();
    events.add(event);
  }

  /** As {@link #oweReadings}. */
  void owe(Notice.ControlReply reply) { owed.add(reply); }

  private void closeReadings() {
    if (readings.isEmpty()) return;
    owed.add(new Notice.Readings(readings));
    readings = new ArrayList<>();
    values = 0;
  }

  private void closeEvents() {
    if (events.isEmpty()) return;
    owed.add(new Notice.Events(events));
    events = new ArrayList<>();
  }

  @Override
  public void flush(Tx tx) throws SQLException {
    closeReadings();
    closeEvents();
    if (owed.isEmpty()) return;
    long created = Micros.of(clock.instant());
    var rows = new ArrayList<Object[]>();
    for (Notice.Content content : owed) {
      rows.add(new Object[]{next++, UUID.randomUUID(), created, PayloadCodec.encode(content)});
    }
    tx.batch("INSERT INTO notice (sequence, message_id, created, body) VALUES (?, ?, ?, ?)", rows);
  }

  @Override
  public void committed() {
    owed.clear();
    if (newest == next - 1) return;
    newest = next - 1;
    lock.lock();
    try {
      came.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void rolledBack() {
    owed.clear();
    readings = new ArrayList<>();
    events = new ArrayList<>();
    values = 0;
    next = newest + 1;
  }

  @Override
  public void reopened(Tx tx) throws SQLException {
    newest = tx.list("SELECT MAX(sequence) FROM notice", row -> row.getLong(1)).getFirst();
    next = newest + 1;
  }

  @Override
  public List<Notice> after(long sequence, int limit) {
    if (limit <= 0 || sequence >= newest) return List.of();
    var found = new ArrayList<Notice>();
    long bytes = 0;
    long from = sequence;
    while (found.size() < limit && bytes < MOST_BYTES && from < newest) {
      List<Kept> slice = reads.list(
        "SELECT sequence, message_id, created, body FROM notice WHERE sequence > ? ORDER BY sequence LIMIT ?",
        row -> new Kept(row.getLong(1), row.getObject(2, UUID.class), row.getLong(3), row.getBytes(4)), from,
        Math.min(SLICE, limit - found.size()));
      if (slice.isEmpty()) break;
      for (Kept kept : slice) {
        found.add(kept.notice());
        bytes += kept.body.length;
      }
      from = slice.getLast().sequence;
    }
    return found;
  }

  private record Kept(long sequence, UUID messageId, long created_us, byte[] body) {
    Notice notice() { return new Notice(sequence, new Mrid(messageId), Micros.instant(created_us), PayloadCodec.decodeContent(body)); }
  }

  @Override
  public long position(String consumer) {
    Long known = positions.get(consumer);
    if (known != null) return known;
    return writer.run(1, tx -> register(tx, consumer));
  }

  private long register(Tx tx, String consumer) throws SQLException {
    Long known = positions.get(consumer);
    if (known != null) return known;
    List<Long> kept = tx.list("SELECT position FROM consumer WHERE name = ?", row -> row.getLong(1), consumer);
    long position = kept.isEmpty() ? newest : kept.getFirst();
    if (kept.isEmpty()) tx.update("INSERT INTO consumer (name, position) VALUES (?, ?)", consumer, position);
    tx.afterCommit(() -> positions.put(consumer, position));
    return position;
  }

  @Override
  public void advance(String consumer, long sequence) {
    if (position(consumer) >= sequence) return;
    writer.run(1, tx -> {
      advance(tx, consumer, sequence);
      return sequence;
    });
  }

  private void advance(Tx tx, String consumer, long sequence) throws SQLException {
    if (sequence > newest)
      throw new IllegalArgumentException(consumer + " cannot be done with notice " + sequence + ": the newest is " + newest);
    tx.update("UPDATE consumer SET position = ? WHERE name = ? AND position < ?", sequence, consumer, sequence);
    tx.afterCommit(() -> positions.merge(consumer, sequence, Math::max));
  }

  @Override
  public void setAside(String consumer, long sequence, String reason) {
    long before = position(consumer);
    writer.run(1, tx -> {
      if (tx.list("SELECT 1 FROM set_aside WHERE consumer = ? AND sequence = ?", row -> 1, consumer, sequence).isEmpty()) {
        int copied = tx.update("INSERT INTO set_aside (consumer, sequence, message_id, created, reason, body)"
          + " SELECT CAST(? AS VARCHAR), sequence, message_id, created, CAST(? AS VARCHAR), body FROM notice WHERE sequence = ?", consumer,
          reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason, sequence);
        if (copied == 0) throw new IllegalArgumentException("there is no notice " + sequence + " to set aside");
      }
      advance(tx, consumer, sequence);
      return before;
    });
  }

  /** Notices set aside for this consumer, lowest sequence first. */
  List<SetAside> listSetAside(String consumer, int limit) {
    return reads.list("SELECT sequence, message_id, created, body, reason FROM set_aside WHERE consumer = ? ORDER BY sequence LIMIT ?",
      row -> new SetAside(consumer, new Kept(row.getLong(1), row.getObject(2, UUID.class), row.getLong(3), row.getBytes(4)).notice(),
        row.getString(5)),
      consumer, limit);
  }

  @Override
  public long waiting(String consumer) { return Math.max(0, newest - position(consumer)); }

  /** The newest notice stays: the next one's sequence goes on from it. */
  @Override
  public void prune(Collection<String> consumers) {
    long done = consumers.stream().mapToLong(this::position).min().orElse(newest);
    while (true) {
      long left = writer.run(1, tx -> {
        long first = tx.list("SELECT MIN(sequence) FROM notice", row -> row.getLong(1)).getFirst();
        long upTo = Math.min(Math.min(done, newest - 1), first + PRUNED_AT_ONCE);
        tx.update("DELETE FROM notice WHERE sequence <= ?", upTo);
        return Math.min(done, newest - 1) - upTo;
      });
      if (left <= 0) return;
    }
  }

  @Override
  public void await(long sequence, long patience_ms) throws InterruptedException {
    if (newest > sequence) return;
    lock.lock();
    try {
      long left_ns = TimeUnit.MILLISECONDS.toNanos(patience_ms);
      while (newest <= sequence && left_ns > 0) {
        left_ns = came.awaitNanos(left_ns);
      }
    } finally {
      lock.unlock();
    }
  }
}
