package meridian.cim;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A map that does not change, in the order it was made in; copied once, however many requests of one message share it. */
final class Ordered extends AbstractMap<String, String> {
  private final Map<String, String> entries;

  private Ordered(Map<String, String> entries) { this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries)); }

  static Map<String, String> copy(Map<String, String> map) {
    return map instanceof Ordered ? map : new Ordered(map);
  }

  @Override
  public Set<Entry<String, String>> entrySet() { return entries.entrySet(); }

  @Override
  public @Nullable String get(@Nullable Object key) { return entries.get(key); }

  @Override
  public boolean containsKey(@Nullable Object key) { return entries.containsKey(key); }
}
