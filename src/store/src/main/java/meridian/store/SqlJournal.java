package meridian.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.TimePeriod;
import meridian.model.message.Exchange;
import meridian.services.port.Journal;
import meridian.services.port.StoreException;

/**
 * The journal in SQL, in a file of its own. Exchanges wait in memory, bounded by number and bytes, for a thread that writes them in
 * batches; the process's sudden end may lose the last ones.
 */
final class SqlJournal implements Journal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlJournal.class);
  private static final int MOST_WAITING = 10_000;
  private static final int BATCH = 500;
  private static final int MOST_WORD = 1_000;
  private static final long RETRY_ms = 1_000;
  private static final long SWEEP_ms = 60_000;

  private final StoreConfig config;
  private final Connector connector;
  private final Reads reads;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
  private final Thread thread;
  private Connection connection;
  private long waiting_bytes;
  private boolean closing;
  private long next;
  private long swept_ns = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(SWEEP_ms);

  /** Opens a connection of the journal's own, without auto-commit. */
  interface Connector {
    Connection connect() throws SQLException;
  }

  SqlJournal(StoreConfig config, Connector connector, Reads reads, InstantSource clock) throws SQLException {
    this.config = config;
    this.connector = connector;
    connection = connector.connect();
    this.reads = reads;
    this.clock = clock;
    next = reads.list("SELECT MAX(id) FROM exchange", row -> row.getLong(1)).getFirst() + 1;
    thread = Thread.ofPlatform().name("store-journal").daemon(true).unstarted(this::writeAll);
  }

  void start() { thread.start(); }

  /** @throws StoreException when too many were waiting for longer than the configured wait, or the store is closed */
  @Override
  public void append(Exchange exchange) {
    lock.lock();
    try {
      long left_ns = config.queueWait().toNanos();
      while (!closing && !waiting.isEmpty()
        && (waiting.size() >= MOST_WAITING || waiting_bytes + exchange.body().length > config.journalWaiting_bytes())) {
        if (left_ns <= 0)
          throw new StoreException("the journal did not keep up: " + waiting.size() + " exchanges are waiting to be written",
            new IllegalStateException("journal full"));
        left_ns = changed.awaitNanos(left_ns);
      }
      if (closing) throw new StoreException("the store is closed", new IllegalStateException("closed"));
      waiting.add(exchange);
      waiting_bytes += exchange.body().length;
      changed.signalAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting to journal", e);
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, then ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    GroupCommit.join(thread);
    try {
      connection.close();
    } catch (SQLException e) {
      throw Failures.of("close the journal", e);
    }
  }

  private void writeAll() {
    try {
      for (List<Exchange> batch = take(); !batch.isEmpty(); batch = take()) {
        write(batch);
        sweep();
        written(batch);
      }
    } catch (InterruptedException e) {
      LOG.error("the journal's writer was interrupted; it ends only by close()", e);
    }
  }

  /** The next to write, left waiting until they are; empty when closing and none is left. */
  private List<Exchange> take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closing) {
        changed.await();
      }
      return waiting.stream().limit(BATCH).toList();
    } finally {
      lock.unlock();
    }
  }

  private void written(List<Exchange> batch) {
    lock.lock();
    try {
      for (Exchange _ : batch) {
        waiting_bytes -= waiting.remove().body().length;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** One that cannot be written for what it holds is left out and logged; for any other trouble it is tried until it works or closes. */
  private void write(List<Exchange> batch) throws InterruptedException {
    while (true) {
      try {
        insert(batch);
        return;
      } catch (SQLException e) {
        rollback(e);
        boolean badData = e.getSQLState() != null && e.getSQLState().startsWith("22");
        if (badData && batch.size() > 1) {
          for (Exchange each : batch) {
            write(List.of(each));
          }
          return;
        }
        if (badData) {
          LOG.error("the exchange with MessageID {} cannot be journalled", batch.getFirst().messageId(), e);
          return;
        }
        LOG.error("the journal cannot write; tried again in {} ms", RETRY_ms, e);
        if (waitToRetry()) {
          LOG.error("closing with {} exchanges not journalled", batch.size());
          return;
        }
      }
    }
  }

  private boolean waitToRetry() throws InterruptedException {
    lock.lock();
    try {
      long left_ns = TimeUnit.MILLISECONDS.toNanos(RETRY_ms);
      while (left_ns > 0 && !closing) {
        left_ns = changed.awaitNanos(left_ns);
      }
      return closing;
    } finally {
      lock.unlock();
    }
  }

  private void rollback(SQLException why) {
    try {
      if (!Failures.isDisconnected(why)) {
        connection.rollback();
        return;
      }
      connection.close();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    try {
      connection = connector.connect();
      next = reads.list("SELECT MAX(id) FROM exchange", row -> row.getLong(1)).getFirst() + 1;
    } catch (SQLException | StoreException stillAway) {
      why.addSuppressed(stillAway);
    }
  }

  private void insert(List<Exchange> batch) throws SQLException {
    long id = next;
    try (
      PreparedStatement insert = connection
        .prepareStatement("INSERT INTO exchange (id, time, time_exact, direction, endpoint, partner, verb,"
          + " noun, message_id, correlation_id, devices, outcome, duration_ms, size, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      PreparedStatement word = connection.prepareStatement("INSERT INTO exchange_word (word, time, exchange) VALUES (?, ?, ?)")) {
      for (Exchange e : batch) {
        long time_us = Micros.clamped(e.time());
        Array devices = connection.createArrayOf("VARCHAR", e.devices().toArray());
        Tx.set(insert, id, time_us, e.time().toString(), e.direction().name(), e.endpoint(), e.partner(), e.verb(), e.noun(), e.messageId(),
          e.correlationId(), devices, e.outcome(), e.duration_ms(), e.body().length, deflated(e.body()));
        insert.addBatch();
        for (String each : words(e)) {
          Tx.set(word, each, time_us, id);
          word.addBatch();
        }
        id++;
      }
      insert.executeBatch();
      word.executeBatch();
      connection.commit();
      next = id;
    }
  }

  private static Set<String> words(Exchange exchange) {
    var words = new LinkedHashSet<String>();
    words.add(word(exchange.messageId()));
    words.add(word(exchange.correlationId()));
    words.add(word(exchange.noun()));
    exchange.devices().forEach(device -> words.add(word(device)));
    words.remove("");
    return words;
  }

  private static String word(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return word.length() > MOST_WORD ? word.substring(0, MOST_WORD) : word;
  }

  /** Drops what is older than is to be kept: with the first write, then once a minute, some at a time. */
  private void sweep() {
    long now_ns = System.nanoTime();
    if (now_ns - swept_ns < TimeUnit.MILLISECONDS.toNanos(SWEEP_ms)) return;
    swept_ns = now_ns;
    long oldest_us = Micros.clamped(clock.instant().minus(config.journalKept()));
    try (PreparedStatement words = connection.prepareStatement("DELETE FROM exchange_word WHERE time < ?");
      PreparedStatement exchanges = connection.prepareStatement("DELETE FROM exchange WHERE time < ?")) {
      words.setLong(1, oldest_us);
      exchanges.setLong(1, oldest_us);
      words.executeUpdate();
      exchanges.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      rollback(e);
      LOG.error("the journal cannot drop exchanges older than {}", config.journalKept(), e);
    }
  }

  @Override
  public List<Exchange> search(String text, TimePeriod period, int limit) {
    String word = word(text);
    long start_us = Micros.clamped(period.start());
    long end_us = Micros.clamped(period.end());
    int most = Math.max(0, limit);
    if (word.isEmpty())
      return reads.list("SELECT " + COLUMNS + " FROM exchange e WHERE e.time >= ? AND e.time < ?"
        + " ORDER BY e.time DESC, e.id DESC LIMIT ?", SqlJournal::exchange, start_us, end_us, most);
    return reads.list("SELECT " + COLUMNS + " FROM (SELECT exchange, time FROM exchange_word WHERE word = ? AND time >= ? AND time < ?"
      + " ORDER BY word DESC, time DESC, exchange DESC LIMIT ?) w JOIN exchange e ON e.id = w.exchange ORDER BY e.time DESC, e.id DESC",
      SqlJournal::exchange, word, start_us, end_us, most);
  }

  private static final String COLUMNS = "e.time_exact, e.direction, e.endpoint, e.partner, e.verb, e.noun, e.message_id, e.correlation_id,"
    + " e.devices, e.outcome, e.duration_ms, e.size, e.body";

  private static Exchange exchange(ResultSet row) throws SQLException {
    Object[] devices = (Object[]) row.getArray(9).getArray();
    return new Exchange(Instant.parse(row.getString(1)), Exchange.Direction.valueOf(row.getString(2)), row.getString(3), row.getString(4),
      row.getString(5), row.getString(6), row.getString(7), row.getString(8), Arrays.stream(devices).map(String::valueOf).toList(),
      row.getString(10), row.getLong(11), inflated(row.getBytes(13), row.getInt(12)));
  }

  private static byte[] deflated(byte[] body) {
    var out = new ByteArrayOutputStream(body.length / 4 + 64);
    try (var deflater = new DeflaterOutputStream(out)) {
      deflater.write(body);
    } catch (IOException e) {
      throw new IllegalStateException("deflating in memory failed", e);
    }
    return out.toByteArray();
  }

  private static byte[] inflated(byte[] body, int size) {
    try (var inflater = new InflaterInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = inflater.readNBytes(size);
      if (inflated.length != size) throw new IOException("it ends too early");
      return inflated;
    } catch (IOException e) {
      throw new StoreException("the journal holds a damaged message body", e);
    }
  }
}
