package meridian.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.services.port.StoreException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class GroupCommitTest {
  @TempDir
  private Path folder;

  private final AtomicInteger commits = new AtomicInteger();
  private int failAt;

  private GroupCommit writer(int capacity) throws SQLException {
    var config = StoreConfig.in(folder,
      Map.of("queue-capacity", String.valueOf(capacity), "queue-wait", "50ms", "group-values", "1000", "min-free", "0B"));
    var writer = new GroupCommit(config, new Tx(new FailingDisk()));
    writer.start();
    return writer;
  }

  /** A database in memory whose disk fails at the commit {@code failAt}. */
  private final class FailingDisk implements Database {
    @Override
    public Connection writer() throws SQLException {
      Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
      try (var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
      }
      connection.setAutoCommit(false);
      return connection;
    }

    @Override
    public Connection journal() { throw new UnsupportedOperationException(); }

    @Override
    public Reads reads() { throw new UnsupportedOperationException(); }

    @Override
    public GroupCommit.Keeper keeper(Connection writer) {
      return new GroupCommit.Keeper() {
        @Override
        public void harden() throws SQLException { if (commits.incrementAndGet() == failAt) throw new SQLException("the disk is gone"); }

        @Override
        public void tidy(boolean idle) {}
      };
    }

    @Override
    public void load(Connection connection, String table, List<String> columns, List<Object[]> rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void change(Connection connection, String table, List<String> changed, List<String> keys, List<Object[]> rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void makePart(String table, String part, int from, int to) { throw new UnsupportedOperationException(); }

    @Override
    public void dropPart(String table, String part) { throw new UnsupportedOperationException(); }

    @Override
    public void close() {}
  }

  /** The writer stands still in the first call's work until {@code go}, so that all later calls share the next commit. */
  private static Future<Integer> hold(GroupCommit writer, ExecutorService callers, CountDownLatch go)
    throws InterruptedException {
    var begun = new CountDownLatch(1);
    Future<Integer> held = callers.submit(() -> writer.run(1, tx -> {
      begun.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new SQLException(e);
      }
      return tx.update("INSERT INTO t VALUES (-1)");
    }));
    begun.await();
    return held;
  }

  @Test
  void commitsManyCallersTogetherAndAFailingOneAlone() throws Exception {
    try (GroupCommit writer = writer(100); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var go = new CountDownLatch(1);
      Future<Integer> held = hold(writer, callers, go);
      var waiting = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 20; i++) {
        int n = i % 10;
        waiting.add(callers.submit(() -> writer.run(1, tx -> tx.update("INSERT INTO t VALUES (?)", n))));
      }
      while (writer.waiting() < 20) {
        Thread.onSpinWait();
      }
      go.countDown();
      assertThat(held.get()).isEqualTo(1);
      int kept = 0;
      for (Future<Integer> each : waiting) {
        kept += kept(each);
      }
      assertThat(kept).isEqualTo(10);
      assertThat(writer.<Integer>run(1, tx -> tx.list("SELECT COUNT(*) FROM t", row -> row.getInt(1)).getFirst())).isEqualTo(11);
    }
  }

  @Test
  void sharesOneCommit() throws Exception {
    try (GroupCommit writer = writer(100); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var go = new CountDownLatch(1);
      Future<Integer> held = hold(writer, callers, go);
      var waiting = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 50; i++) {
        int n = i;
        waiting.add(callers.submit(() -> writer.run(1, tx -> tx.update("INSERT INTO t VALUES (?)", n))));
      }
      while (writer.waiting() < 50) {
        Thread.onSpinWait();
      }
      go.countDown();
      held.get();
      for (Future<Integer> each : waiting) {
        assertThat(each.get()).isEqualTo(1);
      }
      assertThat(commits).hasValue(2);
    }
  }

  /** Done twice is worse than said to be in doubt. */
  @Test
  void saysWhenTheDiskDidNotTakeItAndDoesNotDoItAgain() throws Exception {
    failAt = 2;
    var runs = new AtomicInteger();
    try (GroupCommit writer = writer(10); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var go = new CountDownLatch(1);
      Future<Integer> held = hold(writer, callers, go);
      Future<Integer> doubtful = callers.submit(() -> writer.run(1, tx -> {
        runs.incrementAndGet();
        return tx.update("INSERT INTO t VALUES (1)");
      }));
      while (writer.waiting() < 1) {
        Thread.onSpinWait();
      }
      go.countDown();
      assertThat(held.get()).isEqualTo(1);
      assertThatThrownBy(doubtful::get).hasCauseInstanceOf(StoreException.class).hasMessageContaining("force");
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void refusesWhenTheQueueStaysFull() throws Exception {
    try (GroupCommit writer = writer(1); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var go = new CountDownLatch(1);
      Future<Integer> held = hold(writer, callers, go);
      Future<Integer> queued = callers.submit(() -> writer.run(1, tx -> tx.update("INSERT INTO t VALUES (1)")));
      while (writer.waiting() < 1) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> writer.run(1, tx -> tx.update("INSERT INTO t VALUES (2)"))).isInstanceOf(StoreException.class)
        .hasMessageContaining("did not keep up");
      go.countDown();
      assertThat(List.of(held.get(), queued.get())).containsExactly(1, 1);
    }
  }

  @Test
  void writesWhatWaitsBeforeItCloses() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      GroupCommit writer = writer(10);
      var go = new CountDownLatch(1);
      Future<Integer> held = hold(writer, callers, go);
      Future<Integer> queued = callers.submit(() -> writer.run(1, tx -> tx.update("INSERT INTO t VALUES (1)")));
      while (writer.waiting() < 1) {
        Thread.onSpinWait();
      }
      Future<?> closed = callers.submit(writer::close);
      go.countDown();
      closed.get();
      assertThat(List.of(held.get(), queued.get())).containsExactly(1, 1);
      assertThatThrownBy(() -> writer.run(1, _ -> 1)).isInstanceOf(StoreException.class).hasMessageContaining("closed");
    }
  }

  private static int kept(Future<Integer> call) throws InterruptedException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(StoreException.class);
      return 0;
    }
  }
}
