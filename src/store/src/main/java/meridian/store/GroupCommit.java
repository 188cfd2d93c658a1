package meridian.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.services.port.StoreException;

/**
 * The one writer. Callers hand in work and wait; the writer's thread runs the work of all who wait in one transaction, in the order it
 * came, and lets them go when it is durable. Work that fails takes only itself back: its group is then written one by one. Since nobody
 * else writes, work may look before it writes, and numbers it gives out are in the order of the commits.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** What a caller wants written. Runs on the writer's thread, a second time when its group had to be taken back. */
  interface Work<T> {
    T run(Tx tx) throws SQLException;
  }

  /** Makes what was committed as durable as configured, and keeps the file in shape. On the writer's thread. */
  interface Keeper {
    void harden() throws SQLException;

    /**
     * Called between commits, for a short piece of work.
     *
     * @param idle nobody waits
     */
    void tidy(boolean idle);
  }

  /** It is committed, and may or may not outlive the process. */
  static final class NotHardened extends Exception {
    private static final long serialVersionUID = 1;

    NotHardened(Throwable cause) { super(cause); }
  }

  private final StoreConfig config;
  private final Tx tx;
  private final BlockingQueue<Pending<?>> queue;
  private final Thread thread;
  private volatile boolean closing;
  private long spaceSeen_ns;

  GroupCommit(StoreConfig config, Tx tx) {
    this.config = config;
    this.tx = tx;
    queue = new ArrayBlockingQueue<>(config.queueCapacity());
    spaceSeen_ns = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
    thread = Thread.ofPlatform().name("store-writer").daemon(true).unstarted(this::writeAll);
  }

  /** Before {@link #start} only. */
  void join(Tx.Staged part) { tx.join(part); }

  void start() { thread.start(); }

  /** Calls queued that the writer has not taken. */
  int waiting() { return queue.size(); }

  /**
   * Runs the work and returns when it is durable.
   *
   * @param weight number of single values in it, to bound a group
   * @throws StoreException when the queue stayed full, the store is closed, or the work failed: nothing of it is kept
   */
  <T> T run(int weight, Work<T> work) {
    var pending = new Pending<>(weight, work);
    try {
      if (closing) throw closed();
      if (!queue.offer(pending, config.queueWait().toMillis(), TimeUnit.MILLISECONDS))
        throw new StoreException(
          "the store did not keep up: " + config.queueCapacity() + " calls waited for longer than " + config.queueWait(),
          new IllegalStateException("queue full"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting to write: nothing was kept", e);
    }
    return await(pending);
  }

  /** Once queued the work is going to be done, so an interrupt is kept for afterwards. */
  private <T> T await(Pending<T> pending) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (pending.done.await(200, TimeUnit.MILLISECONDS)) return pending.result();
          if (thread.getState() == Thread.State.TERMINATED && pending.done.getCount() > 0) throw closed();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /** Writes all that waits, then ends. */
  @Override
  public void close() {
    closing = true;
    join(thread);
    try {
      tx.close();
    } catch (SQLException e) {
      throw Failures.of("close", e);
    }
  }

  /** Waits for the end of a thread whatever comes; an interrupt is kept for afterwards. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void writeAll() {
    var group = new ArrayList<Pending<?>>();
    while (true) {
      try {
        Pending<?> first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first == null) {
          if (closing) return;
        } else {
          gather(first, group);
          write(group);
        }
        tx.keeper().tidy(first == null);
      } catch (InterruptedException e) {
        LOG.warn("the store's writer was interrupted; it ends only by close()", e);
      } catch (RuntimeException e) {
        LOG.error("the store's file cannot be kept small", e);
      } finally {
        group.clear();
      }
    }
  }

  private void gather(Pending<?> first, List<Pending<?>> group) {
    long weight = 0;
    for (Pending<?> next = first; next != null; next = weight < config.groupValues() ? queue.poll() : null) {
      group.add(next);
      weight += next.weight;
    }
  }

  private void write(List<Pending<?>> group) {
    try {
      needSpace();
      tx.ready();
      for (Pending<?> pending : group) {
        pending.run(tx);
      }
      tx.commit();
    } catch (NotHardened e) {
      group.forEach(pending -> pending.fail(e));
      return;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      boolean takenBack = tx.rollback(e);
      if (takenBack && group.size() > 1) group.forEach(pending -> write(List.of(pending)));
      else
        group.forEach(pending -> pending.fail(e));
      return;
    }
    group.forEach(pending -> pending.done.countDown());
  }

  /** Looked at ten times a second: a database that runs into the end of the disk closes itself, so it is kept from getting there. */
  private void needSpace() throws IOException {
    if (!config.url().isEmpty()) return;
    long now_ns = System.nanoTime();
    if (now_ns - spaceSeen_ns < 100_000_000L) return;
    Path folder = config.folder();
    if (Files.getFileStore(folder).getUsableSpace() < config.minFree_bytes())
      throw Failures.full(new IOException("less than " + (config.minFree_bytes() >> 20) + " MB left for " + folder));
    spaceSeen_ns = now_ns;
  }

  private static StoreException closed() { return new StoreException("the store is closed", new IllegalStateException("closed")); }

  /** One caller's work on its way. */
  private static final class Pending<T> {
    private final int weight;
    private final Work<T> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    Pending(int weight, Work<T> work) {
      this.weight = weight;
      this.work = work;
    }

    void run(Tx tx) throws SQLException { result = work.run(tx); }

    void fail(Throwable why) {
      failure = why;
      done.countDown();
    }

    @SuppressWarnings("NullAway") // work that returns null has a caller who expects it
    T result() {
      if (failure == null) return result;
      throw switch (failure) {
        case StoreException e -> new StoreException(String.valueOf(e.getMessage()), e);
        case SQLException e -> Failures.of("write", e);
        case NotHardened e -> new StoreException("the store could not force what it wrote to the disk: look at the disk", e);
        case IllegalArgumentException e -> new IllegalArgumentException(e.getMessage(), e);
        default -> new StoreException("the store could not write", failure);
      };
    }
  }
}
