package meridian.console;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;

/** Which meters changed since the last look: a bit a meter. Any thread marks and never waits; one thread drains. */
final class DirtyMeters {
  private final AtomicLongArray bits;
  /** Epoch milliseconds of the first mark since the last drain; 0 when there is none. Set after the bit, so a set bit is never forgotten. */
  private final AtomicLong oldest_ms = new AtomicLong();

  DirtyMeters(int meters) { bits = new AtomicLongArray((meters + 63) / 64); }

  void mark(int meter) {
    long bit = 1L << meter;
    bits.getAndUpdate(meter >>> 6, word -> word | bit);
    if (oldest_ms.get() == 0) oldest_ms.compareAndSet(0, System.currentTimeMillis());
  }

  /** Hands out each marked meter once, by index, and forgets it. Returns when the oldest was marked, in epoch milliseconds; 0 when none was. */
  long drain(IntConsumer meters) {
    long since = oldest_ms.getAndSet(0);
    if (since == 0) return 0;
    for (int word = 0; word < bits.length(); word++) {
      if (bits.get(word) == 0) continue;
      for (long rest = bits.getAndSet(word, 0); rest != 0; rest &= rest - 1) {
        meters.accept(word << 6 | Long.numberOfTrailingZeros(rest));
      }
    }
    return since;
  }
}
