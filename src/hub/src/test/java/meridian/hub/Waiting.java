package meridian.hub;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what must come to pass; for what runs outside the tests' libraries too. */
final class Waiting {
  private Waiting() {}

  /** @throws AssertionError when it does not come to pass */
  static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
    if (!comes(patience, condition)) throw new AssertionError("waited " + patience.toSeconds() + " s in vain for " + what);
  }

  /** Whether it comes to pass in this time. */
  static boolean comes(Duration patience, Callable<Boolean> condition) throws Exception {
    long end_ns = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end_ns) return false;
      Thread.sleep(20);
    }
    return true;
  }
}
