package meridian.services.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One byte of state a meter, by its dense index in the {@link meridian.services.registry.Registry}. Reads and writes are a byte each and
 * never wait; it grows as meters come. Listeners are called on the writer's thread: they must return at once.
 */
public final class LiveState {
  private static final VarHandle BYTE = MethodHandles.arrayElementVarHandle(byte[].class);
  private static final MeterState[] STATES = MeterState.values();

  /** Told of each change. */
  @FunctionalInterface
  public interface Listener {
    void changed(int meterIndex, MeterState before, MeterState now);
  }

  private final Pieces<byte[]> states = new Pieces<>(() -> new byte[Pieces.SIZE]);
  private final AtomicInteger size;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  public LiveState(int meters) { size = new AtomicInteger(meters); }

  public int size() { return size.get(); }

  /** Makes room for so many meters; never for less than before. */
  public void growTo(int meters) {
    size.accumulateAndGet(meters, Math::max);
  }

  /** {@code UNKNOWN} of a meter that nothing was ever heard of, whatever its index. */
  public MeterState get(int meterIndex) {
    byte[] piece = states.find(meterIndex);
    return piece == null ? MeterState.UNKNOWN : STATES[(byte) BYTE.getOpaque(piece, Pieces.within(meterIndex))];
  }

  /** Copies all states, one byte a meter, by index. */
  public byte[] snapshot() {
    var all = new byte[size()];
    for (int from = 0; from < all.length; from += Pieces.SIZE) {
      byte[] piece = states.find(from);
      if (piece != null) System.arraycopy(piece, 0, all, from, Math.min(Pieces.SIZE, all.length - from));
    }
    return all;
  }

  public void set(int meterIndex, MeterState now) {
    byte[] piece = states.get(meterIndex);
    var before = STATES[(byte) BYTE.getAndSet(piece, Pieces.within(meterIndex), (byte) now.ordinal())];
    if (before == now) return;
    if (meterIndex >= size()) growTo(meterIndex + 1);
    for (Listener listener : listeners) {
      listener.changed(meterIndex, before, now);
    }
  }

  public void subscribe(Listener listener) { listeners.add(listener); }

  public void unsubscribe(Listener listener) { listeners.remove(listener); }
}
