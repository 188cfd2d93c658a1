package meridian.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.message.Exchange;

/**
 * Exchanges on their way to the journal, bounded in memory. Who brings one when it is full waits a moment, once: from then until there is
 * room again bodies are left out, and when not even the rest fits, exchanges are; both are counted and told. Nobody is ever refused.
 */
final class JournalQueue {
  private static final Logger LOG = LoggerFactory.getLogger(JournalQueue.class);
  private static final byte[] NOTHING = {};
  private static final long BRIEFLY_ns = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int RECORD_bytes = 500;
  private static final int DEVICE_bytes = 100;

  /** @param exchange with the number of bytes kept, yet without its place */
  record Waiting(Exchange exchange, byte[] body) {
    /** About as much as it takes of the heap. */
    long weight_bytes() {
      return RECORD_bytes + (long) DEVICE_bytes * exchange.devices().size() + body.length;
    }
  }

  /** What had to be left out since the start. */
  record LeftOut(long bodies, long exchanges) {}

  private final long most_bytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private long waiting_bytes;
  private boolean behind;
  private boolean closing;
  private long bodies;
  private long exchanges;
  private LeftOut told = new LeftOut(0, 0);

  JournalQueue(long most_bytes) { this.most_bytes = most_bytes; }

  void put(Exchange exchange, byte[] body) {
    var whole = new Waiting(exchange.kept(0, body.length), body);
    lock.lock();
    try {
      // A quarter is for those whose body is left out.
      long most = most_bytes - most_bytes / 4;
      waitBriefly(whole, most);
      if (closing) leaveOut("the journal is closed: an exchange is not kept");
      else if (fits(whole, most)) add(whole);
      else {
        var without = new Waiting(exchange.kept(0, 0), NOTHING);
        if (fits(without, most_bytes)) {
          bodies++;
          add(without);
        } else {
          leaveOut("the journal does not keep up: exchanges are left out");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void waitBriefly(Waiting whole, long most) {
    if (behind || closing || fits(whole, most)) return;
    try {
      long left_ns = BRIEFLY_ns;
      while (left_ns > 0 && !behind && !closing && !fits(whole, most)) {
        left_ns = emptied.awaitNanos(left_ns);
      }
    } catch (InterruptedException e) {
      // What interrupts the caller is none of the journal's business; it hears of it where it waits next.
      Thread.currentThread().interrupt();
    }
    if (fits(whole, most) || behind) return;
    behind = true;
    LOG.warn("the journal does not keep up: bodies are left out until it does");
  }

  private boolean fits(Waiting one, long most) { return waiting.isEmpty() || waiting_bytes + one.weight_bytes() <= most; }

  private void add(Waiting one) {
    waiting.add(one);
    waiting_bytes += one.weight_bytes();
    filled.signalAll();
  }

  private void leaveOut(String why) {
    if (exchanges++ == told.exchanges) LOG.error(why);
  }

  /**
   * The next to write, left waiting until {@link #done}. When there is one it waits a little more, so that many are written together.
   *
   * @param patience_ms longest wait for a first one
   * @return empty when none came, or when closing
   */
  List<Waiting> take(int most, long mostBytes, long patience_ms, long gather_ms) throws InterruptedException {
    lock.lock();
    try {
      long left_ns = TimeUnit.MILLISECONDS.toNanos(patience_ms);
      while (waiting.isEmpty() && !closing && left_ns > 0) {
        left_ns = filled.awaitNanos(left_ns);
      }
      if (waiting.isEmpty()) return List.of();
      left_ns = TimeUnit.MILLISECONDS.toNanos(gather_ms);
      while (!closing && left_ns > 0 && waiting.size() < most && waiting_bytes < mostBytes) {
        left_ns = filled.awaitNanos(left_ns);
      }
      var batch = new ArrayList<Waiting>();
      long bytes = 0;
      for (Waiting next : waiting) {
        bytes += next.weight_bytes();
        if (batch.size() == most || !batch.isEmpty() && bytes > mostBytes) break;
        batch.add(next);
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** The first {@code count} are written, or given up. */
  void done(int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        waiting_bytes -= waiting.remove().weight_bytes();
      }
      if (waiting_bytes <= most_bytes / 2) tellAndGoOn();
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tellAndGoOn() {
    behind = false;
    var now = new LeftOut(bodies, exchanges);
    if (now.equals(told)) return;
    LOG.warn("the journal keeps up again; it was left without {} bodies and {} exchanges", now.bodies - told.bodies,
      now.exchanges - told.exchanges);
    told = now;
  }

  LeftOut leftOut() {
    lock.lock();
    try {
      return new LeftOut(bodies, exchanges);
    } finally {
      lock.unlock();
    }
  }

  boolean closing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what waits can still be taken out. */
  void close() {
    lock.lock();
    try {
      closing = true;
      filled.signalAll();
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the time is up or it closes. */
  void rest(long patience_ms) throws InterruptedException {
    lock.lock();
    try {
      long left_ns = TimeUnit.MILLISECONDS.toNanos(patience_ms);
      while (left_ns > 0 && !closing) {
        left_ns = emptied.awaitNanos(left_ns);
      }
    } finally {
      lock.unlock();
    }
  }
}
