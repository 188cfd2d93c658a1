package meridian.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/** What was used last, up to a number of bytes. For one thread. */
final class Lru<K, V> {
  private final LinkedHashMap<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final long most_bytes;
  private final ToLongFunction<V> bytes;
  private long held_bytes;

  /** @param bytes what a value takes with its key; must not change while it is kept */
  Lru(long most_bytes, ToLongFunction<V> bytes) {
    this.most_bytes = most_bytes;
    this.bytes = bytes;
  }

  @Nullable
  V get(K key) { return kept.get(key); }

  void put(K key, V value) {
    held_bytes += bytes.applyAsLong(value);
    V before = kept.put(key, value);
    if (before != null) held_bytes -= bytes.applyAsLong(before);
    var oldest = kept.entrySet().iterator();
    while (held_bytes > most_bytes && oldest.hasNext()) {
      Map.Entry<K, V> entry = oldest.next();
      held_bytes -= bytes.applyAsLong(entry.getValue());
      oldest.remove();
    }
  }

  void clear() {
    kept.clear();
    held_bytes = 0;
  }
}
