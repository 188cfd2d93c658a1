package meridian.fleet;

import java.util.Arrays;
import java.util.OptionalLong;

/** The latest {@value #MAX} time spans of one kind, in order, the last perhaps still open. Guarded by its meter. */
final class Windows {
  static final int MAX = 64;
  private static final long OPEN = Long.MAX_VALUE;
  private static final long[] NONE = {};

  /** from, to, from, to ... in epoch milliseconds. */
  private long[] edges = NONE;

  boolean isOpen() { return edges.length > 0 && edges[edges.length - 1] == OPEN; }

  void open(long at) {
    int keep = Math.min(edges.length, 2 * (MAX - 1));
    long[] grown = Arrays.copyOf(Arrays.copyOfRange(edges, edges.length - keep, edges.length), keep + 2);
    grown[keep] = at;
    grown[keep + 1] = OPEN;
    edges = grown;
  }

  void close(long at) { edges[edges.length - 1] = Math.max(at, edges[edges.length - 2]); }

  boolean isEmpty() { return edges.length == 0; }

  boolean touches(long from, long to) {
    for (int i = edges.length - 2; i >= 0; i -= 2) {
      if (edges[i] < to && edges[i + 1] > from) return true;
    }
    return false;
  }

  /** The end of the span that {@link #open} would push out; empty when there is room. */
  OptionalLong oldestEnd() {
    return edges.length < 2 * MAX ? OptionalLong.empty() : OptionalLong.of(edges[1]);
  }

  /**
   * Of an amount flowing evenly over [from, to), what flows before {@code until} and outside the spans. Adds up exactly: with
   * nothing interrupted, and {@code until} at the end, it is the amount.
   */
  long flowing(long amount, long from, long to, long until) {
    long limit = Math.min(to, until);
    return amount * (limit - from) / (to - from) - interrupted(amount, from, to, limit);
  }

  private long interrupted(long amount, long from, long to, long limit) {
    long share = 0;
    for (int i = edges.length - 2; i >= 0 && edges[i + 1] > from; i -= 2)
      share += share(i, amount, from, to, limit);
    return share;
  }

  /** What the oldest span keeps out of an amount flowing evenly over [from, to). */
  long oldestShare(long amount, long from, long to) {
    return share(0, amount, from, to, to);
  }

  private long share(int i, long amount, long from, long to, long limit) {
    long a = Math.max(edges[i], from);
    long b = Math.min(edges[i + 1], limit);
    return a < b ? amount * (b - from) / (to - from) - amount * (a - from) / (to - from) : 0;
  }
}
