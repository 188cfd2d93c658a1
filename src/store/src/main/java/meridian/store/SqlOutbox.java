package meridian.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import meridian.model.TimePeriod;
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
  /** Some milliseconds of the writer's time. */
  private static final int PRUNED_AT_ONCE = 100;

  private final GroupCommit writer;
  private final Reads reads;
  private final InstantSource clock;
  private final Duration kept;
  private final SqlSetAside setAside;
  private final SqlReplays replays;
  private final Set<String> paused = ConcurrentHashMap.newKeySet();
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

  /** @param kept how long a notice stays for replay when all are done with it */
  SqlOutbox(GroupCommit writer, Reads reads, InstantSource clock, Duration kept) {
    this.writer = writer;
    this.reads = reads;
    this.clock = clock;
    this.kept = kept;
    setAside = new SqlSetAside(writer, reads);
    replays = new SqlReplays(writer, reads);
    newest = reads.list("SELECT MAX(sequence) FROM notice", row -> row.getLong(1)).getFirst();
    next = newest + 1;
    reads.list("SELECT name, position FROM consumer", row -> positions.put(row.getString(1), row.getLong(2)));
    paused.addAll(reads.list("SELECT name FROM consumer WHERE paused", row -> row.getString(1)));
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

  /** As {@link #oweReadings}. */
  void owe(Notice.Objects objects) { owed.add(objects); }

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
      rows.add(new Object[]{next++, UUID.randomUUID(), created, KeptNotice.code(content.noun()), PayloadCodec.encode(content)});
    }
    tx.batch("INSERT INTO notice (sequence, message_id, created, noun, body) VALUES (?, ?, ?, ?, ?)", rows);
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
    if (sequence >= newest) return List.of();
    return KeptNotice.read(sequence, limit, (from, few) -> reads.list(
      "SELECT " + KeptNotice.COLUMNS + " FROM notice WHERE sequence > ? ORDER BY sequence LIMIT ?", KeptNotice::of, from, few), _ -> true);
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
  public Waiting waiting(String consumer, Set<Notice.Noun> nouns) {
    long position = position(consumer);
    long notices = 0;
    Optional<Instant> oldest = Optional.empty();
    for (Notice.Noun noun : nouns) {
      int code = KeptNotice.code(noun);
      notices += reads.list("SELECT COUNT(*) FROM notice WHERE noun = ? AND sequence > ?", row -> row.getLong(1), code, position)
        .getFirst();
      Optional<Instant> first = reads.list("SELECT created FROM notice WHERE noun = ? AND sequence > ? ORDER BY sequence LIMIT 1",
        row -> Micros.instant(row.getLong(1)), code, position).stream().findFirst();
      if (oldest.isEmpty() || first.isPresent() && first.get().isBefore(oldest.get())) oldest = first;
    }
    return new Waiting(notices, oldest);
  }

  @Override
  public void pause(String consumer, boolean pause) {
    position(consumer);
    writer.run(1, tx -> {
      tx.afterCommit(() -> {
        if (pause) paused.add(consumer);
        else
          paused.remove(consumer);
      });
      return tx.update("UPDATE consumer SET paused = ? WHERE name = ?", pause, consumer);
    });
  }

  @Override
  public boolean isPaused(String consumer) { return paused.contains(consumer); }

  /** The newest notice stays: the next one's sequence goes on from it. */
  @Override
  public void prune(Collection<String> consumers) {
    long done = Math.min(newest - 1, consumers.stream().mapToLong(this::position).min().orElse(newest));
    long before = Micros.of(clock.instant().minus(kept));
    while (prune(consumers, done, before) > 0) {
      // One piece at a time: others write in between.
    }
  }

  private int prune(Collection<String> consumers, long done, long before) {
    List<Object[]> old = reads.list("SELECT sequence FROM notice WHERE created < ? AND sequence <= ? ORDER BY created, sequence LIMIT ?",
      row -> new Object[]{row.getLong(1)}, before, done, PRUNED_AT_ONCE);
    if (old.isEmpty()) return 0;
    return writer.run(1, tx -> {
      long replayed = SqlReplays.doneWith(tx, consumers);
      List<Object[]> free = old.stream().filter(row -> (long) row[0] <= replayed).toList();
      tx.batch("DELETE FROM notice WHERE sequence = ?", free);
      return free.size();
    });
  }

  @Override
  public void setAside(String consumer, long sequence, String reason) {
    position(consumer);
    writer.run(1, tx -> {
      setAside.put(tx, consumer, sequence, reason);
      advance(tx, consumer, sequence);
      return sequence;
    });
  }

  @Override
  public List<SetAside> listSetAside(String consumer, int limit) { return setAside.list(consumer, limit); }

  @Override
  public long countSetAside(String consumer) { return setAside.count(consumer); }

  @Override
  public boolean tryAgain(String consumer, long sequence) { return setAside.tryAgain(consumer, sequence); }

  @Override
  public int tryAllAgain(String consumer) { return setAside.tryAllAgain(consumer); }

  @Override
  public Optional<Notice> nextAgain(String consumer) { return setAside.nextAgain(consumer); }

  @Override
  public boolean dropSetAside(String consumer, long sequence) { return setAside.drop(consumer, sequence); }

  @Override
  public Optional<Replay> replay(String consumer, TimePeriod period) { return replays.begin(consumer, period, position(consumer)); }

  @Override
  public Optional<Replay> findReplay(String consumer) { return replays.find(consumer); }

  @Override
  public List<Notice> nextOfReplay(String consumer, int limit) { return replays.next(consumer, limit); }

  @Override
  public void advanceReplay(String consumer, long sequence, int notices) { replays.advance(consumer, sequence, notices); }

  @Override
  public boolean endReplay(String consumer) { return replays.end(consumer); }

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
