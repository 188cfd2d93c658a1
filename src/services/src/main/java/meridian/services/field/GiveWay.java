package meridian.services.field;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import meridian.model.control.Priority;

/** Lets what is urgent go first: who has meters left to ask waits while somebody more urgent has. Safe for concurrent callers. */
final class GiveWay {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final int[] asking = new int[Priority.values().length];

  void enter(Priority priority) {
    lock.lock();
    try {
      asking[priority.ordinal()]++;
    } finally {
      lock.unlock();
    }
  }

  void leave(Priority priority) {
    lock.lock();
    try {
      asking[priority.ordinal()]--;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when nobody more urgent has meters left. */
  void to(Priority mine) throws InterruptedException {
    lock.lock();
    try {
      while (isBehind(mine)) {
        freed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isBehind(Priority mine) {
    for (int urgent = 0; urgent < mine.ordinal(); urgent++) {
      if (asking[urgent] > 0) return true;
    }
    return false;
  }
}
