package meridian.services.live;

import java.util.Arrays;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Room for something a meter, by dense index, made some thousand meters at a time as they come. What was handed out stays where it is, so
 * whoever reads or writes there never waits for growth. Safe for concurrent callers.
 */
public final class Pieces<T> {
  /** Meters a piece. */
  public static final int SIZE = 4_096;

  private final Supplier<T> make;
  private volatile @Nullable Object[] pieces = new Object[0];

  /** @param make one piece, for {@link #SIZE} meters */
  public Pieces(Supplier<T> make) { this.make = make; }

  /** A meter's place in its piece. */
  public static int within(int meter) { return meter % SIZE; }

  /** For how many meters there are pieces; some between may not be made yet. */
  public int meters() { return pieces.length * SIZE; }

  /** The piece of a meter; null when none was needed so far. */
  @SuppressWarnings("unchecked")
  public @Nullable T find(int meter) {
    Object[] now = pieces;
    int piece = meter / SIZE;
    return piece < now.length ? (T) now[piece] : null;
  }

  /** The piece of a meter, made when it is the first to be asked for. */
  public T get(int meter) {
    T piece = find(meter);
    return piece == null ? make(meter) : piece;
  }

  private synchronized T make(int meter) {
    T piece = find(meter);
    if (piece != null) return piece;
    T made = make.get();
    Object[] next = Arrays.copyOf(pieces, Math.max(pieces.length, meter / SIZE + 1));
    next[meter / SIZE] = made;
    pieces = next;
    return made;
  }
}
