package meridian.fleet;

import java.util.Arrays;

/** The latest {@value #MAX} time spans of one kind, in order, the last perhaps still open. Guarded by its meter. */
final class Windows {
  static final int MAX = 64;
  private static final long OPEN = Long.MAX_VALUE;
  private static final long[] NONE = {};

  /** from, to, from, to ... in epoch milliseconds. */
  private long[] edges = NONE;

  boolean isOpen() { return edges.length > 0 && edges[edges.length - 1] == OPEN; }

  long openSince() { return edges[edges.length - 2]; }

  void open(long at) {
    int keep = Math.min(edges.length, 2 * (MAX - 1));
    long[] grown = Arrays.copyOf(Arrays.copyOfRange(edges, edges.length - keep, edges.length), keep + 2);
    grown[keep] = at;
    grown[keep + 1] = OPEN;
    edges = grown;
  }

  void close(long at) { edges[edges.length - 1] = Math.max(at, openSince()); }

  boolean isEmpty() { return edges.length == 0; }

  boolean touches(long from, long to) {
    for (int i = edges.length - 2; i >= 0; i -= 2) {
      if (edges[i] < to && edges[i + 1] > from) return true;
    }
    return false;
  }

  /** Part of the {@code amount} flowing evenly over [from, to) that falls into the spans; adds up exactly over neighbouring spans. */
  long share(long amount, long from, long to) {
    long share = 0;
    for (int i = edges.length - 2; i >= 0 && edges[i + 1] > from; i -= 2) {
      long a = Math.max(edges[i], from);
      long b = Math.min(edges[i + 1], to);
      if (a < b) share += amount * (b - from) / (to - from) - amount * (a - from) / (to - from);
    }
    return share;
  }
}
