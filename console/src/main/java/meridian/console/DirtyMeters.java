package meridian.console;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;

import meridian.services.live.Pieces;

/** Which meters changed since the last look: a bit a meter. Any thread marks and never waits; one thread drains. Grows as meters come. */
final class DirtyMeters {
  private final Pieces<AtomicLongArray> bits = new Pieces<>(() -> new AtomicLongArray(Pieces.SIZE >>> 6));
  /** Epoch milliseconds of the first mark since the last drain; 0 when there is none. Set after the bit, so a set bit is never forgotten. */
  private final AtomicLong oldest_ms = new AtomicLong();

  void mark(int meter) {
    long bit = 1L << meter;
    bits.get(meter).getAndUpdate(Pieces.within(meter) >>> 6, word -> word | bit);
    if (oldest_ms.get() == 0) oldest_ms.compareAndSet(0, System.currentTimeMillis());
  }

  /** Hands out each marked meter once, by index, and forgets it. Returns when the oldest was marked, in epoch milliseconds; 0 when none was. */
  long drain(IntConsumer meters) {
    long since = oldest_ms.getAndSet(0);
    if (since == 0) return 0;
    for (int from = 0; from < bits.meters(); from += Pieces.SIZE) {
      AtomicLongArray piece = bits.find(from);
      if (piece != null) drain(piece, from, meters);
    }
    return since;
  }

  private static void drain(AtomicLongArray piece, int from, IntConsumer meters) {
    for (int word = 0; word < piece.length(); word++) {
      if (piece.get(word) == 0) continue;
      for (long rest = piece.getAndSet(word, 0); rest != 0; rest &= rest - 1) {
        meters.accept(from + (word << 6 | Long.numberOfTrailingZeros(rest)));
      }
    }
  }
}
