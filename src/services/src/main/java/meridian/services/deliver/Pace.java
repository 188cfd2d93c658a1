package meridian.services.deliver;

import java.util.concurrent.TimeUnit;

/** Keeps messages apart so that there are never more a second than allowed. For one thread. */
final class Pace {
  private final long apart_ns;
  private long next_ns = System.nanoTime();

  /** @param rate messages a second; 0 for no limit */
  Pace(int rate) { apart_ns = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rate; }

  boolean isLimited() { return apart_ns > 0; }

  /** Returns when the next message may go. */
  void await() throws InterruptedException {
    if (!isLimited()) return;
    long left_ns = next_ns - System.nanoTime();
    if (left_ns > 0) TimeUnit.NANOSECONDS.sleep(left_ns);
    next_ns = Math.max(next_ns, System.nanoTime()) + apart_ns;
  }
}
