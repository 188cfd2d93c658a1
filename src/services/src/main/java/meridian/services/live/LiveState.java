package meridian.services.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One byte of state a meter, by its dense index in the {@link meridian.services.registry.Registry}. Reads and writes are a byte each and
 * never wait. Listeners are called on the writer's thread: they must return at once.
 */
public final class LiveState {
  private static final VarHandle BYTE = MethodHandles.arrayElementVarHandle(byte[].class);
  private static final MeterState[] STATES = MeterState.values();

  /** Told of each change. */
  @FunctionalInterface
  public interface Listener {
    void changed(int meterIndex, MeterState before, MeterState now);
  }

  private final byte[] states;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  public LiveState(int meters) { states = new byte[meters]; }

  public int size() { return states.length; }

  public MeterState get(int meterIndex) { return STATES[(byte) BYTE.getOpaque(states, meterIndex)]; }

  /** Copies all states, one byte a meter, by index. */
  public byte[] snapshot() { return states.clone(); }

  public void set(int meterIndex, MeterState now) {
    var before = STATES[(byte) BYTE.getAndSet(states, meterIndex, (byte) now.ordinal())];
    if (before == now) return;
    for (Listener listener : listeners) {
      listener.changed(meterIndex, before, now);
    }
  }

  public void subscribe(Listener listener) { listeners.add(listener); }

  public void unsubscribe(Listener listener) { listeners.remove(listener); }
}
