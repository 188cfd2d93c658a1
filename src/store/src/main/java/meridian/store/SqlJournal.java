package meridian.store;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.Deflater;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.message.Exchange;
import meridian.services.port.Journal;

/**
 * The journal in SQL. Exchanges wait in a {@link JournalQueue} for a thread that writes many together, several times a second; the
 * process's sudden end may lose the last half second. A search walks one index, of words or of time, in bounded pieces, and looks at what
 * it passes.
 */
final class SqlJournal implements Journal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlJournal.class);
  private static final int BATCH = 100;
  private static final long BATCH_bytes = 4 << 20;
  private static final long GATHER_ms = 200;
  private static final long IDLE_ms = 100;
  private static final long RETRY_ms = 1_000;
  private static final long SWEEP_ms = 60_000;
  private static final int SWEEP_PIECE = 500;
  private static final int SEARCH_PIECE = 500;
  private static final String INSERT_WORD = "INSERT INTO journal_word (word, time, exchange) VALUES (?, ?, ?)";
  private static final long SEARCH_ns = TimeUnit.SECONDS.toNanos(5);

  private final StoreConfig config;
  private final Database database;
  private final Reads reads;
  private final InstantSource clock;
  private final JournalQueue queue;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final Thread thread;
  private Connection connection;
  private GroupCommit.Keeper keeper;
  private long next;
  private long swept_ns = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(SWEEP_ms);

  SqlJournal(StoreConfig config, Database database, InstantSource clock) throws SQLException {
    this.config = config;
    this.database = database;
    this.clock = clock;
    reads = database.reads();
    queue = new JournalQueue(config.journalWaiting_bytes());
    connection = database.journal();
    keeper = database.keeper(connection);
    next = firstFree();
    thread = Thread.ofPlatform().name("store-journal").daemon(true).unstarted(this::writeAll);
  }

  private long firstFree() { return reads.list("SELECT MAX(id) FROM journal", row -> row.getLong(1)).getFirst() + 1; }

  void start() { thread.start(); }

  @Override
  public void append(Exchange exchange, byte[] body) { queue.put(exchange, body); }

  JournalQueue.LeftOut leftOut() { return queue.leftOut(); }

  /** Writes what waits, then ends. */
  @Override
  public void close() {
    queue.close();
    GroupCommit.join(thread);
    deflater.end();
    try {
      connection.close();
    } catch (SQLException e) {
      throw Failures.of("close the journal", e);
    }
  }

  private void writeAll() {
    completeIndex();
    while (true) {
      try {
        List<JournalQueue.Waiting> batch = queue.take(BATCH, BATCH_bytes, IDLE_ms, GATHER_ms);
        if (batch.isEmpty() && queue.closing()) return;
        if (!batch.isEmpty()) {
          write(batch);
          queue.done(batch.size());
        }
        boolean dropped = sweep();
        if (!batch.isEmpty()) keeper.harden();
        keeper.tidy(batch.isEmpty() && !dropped);
      } catch (InterruptedException e) {
        LOG.error("the journal's writer was interrupted; it ends only by close()", e);
      } catch (SQLException | RuntimeException e) {
        LOG.error("the journal's file cannot be kept small", e);
      }
    }
  }

  /** One that cannot be written for what it holds is left out and logged; for any other trouble it is tried until it works or closes. */
  private void write(List<JournalQueue.Waiting> batch) throws InterruptedException {
    long first = next;
    while (true) {
      try {
        insert(batch);
        return;
      } catch (SQLException | RuntimeException e) {
        rollback(e);
        if (next > first) return; // it was kept: the connection went after the commit
        boolean badData = e instanceof SQLException sql && isBadData(sql);
        if (badData && batch.size() > 1) {
          for (JournalQueue.Waiting each : batch) {
            write(List.of(each));
          }
          return;
        }
        if (badData) {
          LOG.error("the exchange with MessageID {} cannot be journalled", batch.getFirst().exchange().messageId(), e);
          return;
        }
        if (queue.closing()) {
          LOG.error("closing with {} exchanges not journalled", batch.size(), e);
          return;
        }
        // The driver's words hold what was to be written.
        LOG.error("the journal cannot write; tried again in {} ms: {}", RETRY_ms,
          e instanceof SQLException trouble ? Failures.of("write the journal", trouble).getMessage() : e.getClass().getSimpleName());
        queue.rest(RETRY_ms);
      }
    }
  }

  /** H2, killed while it committed, was seen to come back with the exchanges of the last batch and without some of their words. */
  private void completeIndex() {
    String last = "SELECT " + JournalRow.COLUMNS + " FROM journal ORDER BY id DESC LIMIT " + 2 * BATCH;
    try (PreparedStatement select = connection.prepareStatement(last);
      PreparedStatement find = connection.prepareStatement("SELECT 1 FROM journal_word WHERE word = ? AND time = ? AND exchange = ?");
      PreparedStatement insert = connection.prepareStatement(INSERT_WORD)) {
      for (Exchange each : Tx.list(select, JournalRow::read)) {
        for (Word word : words(each)) {
          Tx.set(find, word.word(), word.time_us(), word.exchange());
          if (!Tx.list(find, row -> row.getInt(1)).isEmpty()) continue;
          Tx.set(insert, word.word(), word.time_us(), word.exchange());
          insert.executeUpdate();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      rollback(e);
      LOG.error("the journal's index could not be checked", e);
    }
  }

  private static boolean isBadData(SQLException e) {
    return e.getSQLState() != null && (e.getSQLState().startsWith("22") || e.getSQLState().startsWith("54"));
  }

  /** Also gets a new connection when the old one is of no use any more. */
  private void rollback(Exception why) {
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
      connection = database.journal();
      keeper = database.keeper(connection);
      next = firstFree();
    } catch (SQLException | RuntimeException stillAway) {
      why.addSuppressed(stillAway);
    }
  }

  private void insert(List<JournalQueue.Waiting> batch) throws SQLException {
    long id = next;
    var words = new ArrayList<Word>();
    try (PreparedStatement insert = connection.prepareStatement(JournalRow.INSERT);
      PreparedStatement word = connection.prepareStatement(INSERT_WORD)) {
      for (JournalQueue.Waiting each : batch) {
        Exchange exchange = each.exchange().kept(id, each.body().length);
        Tx.set(insert, JournalRow.values(exchange, deflated(each.body())));
        insert.addBatch();
        words.addAll(words(exchange));
        id++;
      }
      insert.executeBatch();
      // Neighbours in the index are written together.
      words.sort(Comparator.comparing(Word::word));
      for (Word each : words) {
        Tx.set(word, each.word(), each.time_us(), each.exchange());
        word.addBatch();
      }
      word.executeBatch();
      connection.commit();
    }
    next = id;
  }

  private record Word(String word, long time_us, long exchange) {}

  private static List<Word> words(Exchange exchange) {
    long time_us = Micros.clamped(exchange.time());
    return JournalRow.words(exchange).stream().map(word -> new Word(word, time_us, exchange.id())).toList();
  }

  private byte[] deflated(byte[] body) {
    deflater.reset();
    deflater.setInput(body);
    deflater.finish();
    var out = new ByteArrayOutputStream(body.length / 4 + 64);
    byte[] piece = new byte[8 << 10];
    while (!deflater.finished()) {
      out.write(piece, 0, deflater.deflate(piece));
    }
    return out.toByteArray();
  }

  /** Drops what is older than is to be kept: a piece after each batch until none is left, then once a minute. Whether there were any. */
  private boolean sweep() {
    if (System.nanoTime() - swept_ns < TimeUnit.MILLISECONDS.toNanos(SWEEP_ms)) return false;
    long oldest_us = Micros.clamped(clock.instant().minus(config.journalKept()));
    try (
      PreparedStatement old = connection
        .prepareStatement("SELECT " + JournalRow.COLUMNS + " FROM journal WHERE time < ? ORDER BY time, id LIMIT " + SWEEP_PIECE);
      PreparedStatement word = connection.prepareStatement("DELETE FROM journal_word WHERE word = ? AND time = ? AND exchange = ?");
      PreparedStatement exchange = connection.prepareStatement("DELETE FROM journal WHERE id = ?")) {
      old.setLong(1, oldest_us);
      List<Exchange> piece = Tx.list(old, JournalRow::read);
      if (piece.size() < SWEEP_PIECE) swept_ns = System.nanoTime();
      for (Exchange each : piece) {
        for (Word one : words(each)) {
          Tx.set(word, one.word(), one.time_us(), one.exchange());
          word.addBatch();
        }
        exchange.setLong(1, each.id());
        exchange.addBatch();
      }
      if (!piece.isEmpty()) {
        word.executeBatch();
        exchange.executeBatch();
      }
      connection.commit();
      return !piece.isEmpty();
    } catch (SQLException e) {
      swept_ns = System.nanoTime();
      rollback(e);
      LOG.error("the journal cannot drop exchanges older than {}", config.journalKept(), e);
      return false;
    }
  }

  @Override
  public Optional<Kept> find(long id) {
    return reads.list("SELECT " + JournalRow.COLUMNS + ", body FROM journal WHERE id = ?", row -> {
      Exchange exchange = JournalRow.read(row);
      return new Kept(exchange, JournalRow.inflated(row.getBytes(23), exchange.kept()));
    }, id).stream().findFirst();
  }

  /** Where a walk stands: at this exchange, which it has passed. */
  private record Place(long time_us, long id) {}

  @Override
  public Page search(Query query) {
    int most = Math.max(0, query.limit());
    Place place = new Place(Micros.clamped(query.period().end()), 0);
    if (query.before() != 0) {
      List<Long> time = reads.list("SELECT time FROM journal WHERE id = ?", row -> row.getLong(1), query.before());
      if (time.isEmpty()) return new Page(List.of(), 0);
      if (time.getFirst() < place.time_us()) place = new Place(time.getFirst(), query.before());
    }
    long began_ns = System.nanoTime();
    String word = JournalRow.leadingWord(query.asked());
    Predicate<Exchange> matches = JournalRow.matches(query.asked());
    var found = new ArrayList<Exchange>();
    while (found.size() < most) {
      List<Exchange> piece = piece(word, Micros.clamped(query.period().start()), place);
      for (Exchange each : piece) {
        if (matches.test(each)) found.add(each);
        if (found.size() == most) return new Page(found, each.id());
      }
      if (piece.size() < SEARCH_PIECE) break;
      place = new Place(Micros.clamped(piece.getLast().time()), piece.getLast().id());
      if (System.nanoTime() - began_ns > SEARCH_ns) return new Page(found, place.id());
    }
    return new Page(found, 0);
  }

  private List<Exchange> piece(String word, long start_us, Place place) {
    if (word.isEmpty())
      return reads.list("SELECT " + JournalRow.COLUMNS + " FROM journal WHERE time >= ? AND time <= ? AND (time < ? OR id < ?)"
        + " ORDER BY time DESC, id DESC LIMIT " + SEARCH_PIECE, JournalRow::read, start_us, place.time_us(), place.time_us(), place.id());
    return reads.list("SELECT " + JournalRow.COLUMNS + " FROM journal JOIN (SELECT exchange FROM journal_word"
      + " WHERE word = ? AND time >= ? AND time <= ? AND (time < ? OR exchange < ?)"
      + " ORDER BY word DESC, time DESC, exchange DESC LIMIT " + SEARCH_PIECE
      + ") w ON journal.id = w.exchange ORDER BY time DESC, id DESC",
      JournalRow::read, word, start_us, place.time_us(), place.time_us(), place.id());
  }
}
