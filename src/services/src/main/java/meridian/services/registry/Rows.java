package meridian.services.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Things by dense index, with holes where one is gone. Never changes: {@link #with} makes another that shares all but a piece. */
final class Rows<T> {
  private static final int PIECE = 1_024;

  private final @Nullable Object[][] pieces;
  private final int size;

  private Rows(@Nullable Object[][] pieces, int size) {
    this.pieces = pieces;
    this.size = size;
  }

  static <T> Rows<T> of(List<T> things) {
    var pieces = new Object[(things.size() + PIECE - 1) / PIECE][];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = Arrays.copyOf(things.subList(i * PIECE, Math.min((i + 1) * PIECE, things.size())).toArray(), PIECE);
    }
    return new Rows<>(pieces, things.size());
  }

  /** One more than the highest index there ever was. */
  int size() { return size; }

  /** Null for a hole. */
  @SuppressWarnings("unchecked")
  @Nullable
  T get(int index) {
    return (T) pieces[Objects.checkIndex(index, size) / PIECE][index % PIECE];
  }

  /** @param index at most {@link #size} @param thing null makes a hole */
  Rows<T> with(int index, @Nullable T thing) {
    int piece = index / PIECE;
    var next = Arrays.copyOf(pieces, Math.max(pieces.length, piece + 1));
    next[piece] = piece < pieces.length ? pieces[piece].clone() : new Object[PIECE];
    next[piece][index % PIECE] = thing;
    return new Rows<>(next, Math.max(size, index + 1));
  }

  Stream<T> stream() { return IntStream.range(0, size).mapToObj(this::get).filter(Objects::nonNull); }

  /** By index, null where there is a hole. */
  List<@Nullable T> withHoles() {
    var all = new ArrayList<@Nullable T>(size);
    for (int i = 0; i < size; i++) {
      all.add(get(i));
    }
    return all;
  }
}
