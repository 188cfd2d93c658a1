package meridian.dlms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the entries used last, up to a number of them. */
final class Lru<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private final int most;

  private Lru(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  /** Safe for concurrent callers. */
  static <K, V> Map<K, V> ofMost(int most) { return Collections.synchronizedMap(new Lru<>(most)); }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) { return size() > most; }
}
