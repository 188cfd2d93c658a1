package meridian.cim.readings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Codes of a message as the objects they mean, found by their bytes. Codes come in the same order again and again, so each remembers which one
 * followed it. For one thread.
 */
final class Codes<T> {
  private static final int MOST_KEPT = 4_096;
  static final int LONGEST = 128;

  static final class Entry<T> {
    final String text;
    /** The code's bytes; none when it is no plain code, so that nothing begins with it. */
    final byte[] bytes;
    /** Null when the text is no such code. */
    final @Nullable T value;
    @Nullable
    Entry<T> next;

    Entry(String text, @Nullable T value) {
      this.text = text;
      this.value = value;
      bytes = text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final Function<String, @Nullable T> meaning;
  private final Map<String, Entry<T>> byText = new HashMap<>();
  private final @Nullable Entry<T>[] byHash;
  private @Nullable Entry<T> last;

  @SuppressWarnings("unchecked")
  Codes(Function<String, @Nullable T> meaning) {
    this.meaning = meaning;
    byHash = new Entry[1 << 10];
  }

  /** The entry of a text, whatever it is. */
  Entry<T> of(String text) {
    Entry<T> known = byText.get(text);
    if (known != null) return follow(known);
    var entry = new Entry<T>(text, meaning.apply(text));
    if (byText.size() < MOST_KEPT && text.length() < LONGEST) {
      byText.put(text, entry);
      if (entry.value != null) byHash[slot(entry.bytes, 0, entry.bytes.length)] = entry;
    }
    return follow(entry);
  }

  /** The known code that stands at {@code from} and ends with {@code end}; null when there is none. */
  @Nullable
  Entry<T> at(byte[] bytes, int from, int limit, byte end) {
    Entry<T> guess = last == null ? null : last.next;
    if (guess != null && guess.value != null) {
      int length = guess.bytes.length;
      if (from + length < limit && bytes[from + length] == end && Arrays.equals(bytes, from, from + length, guess.bytes, 0, length)) {
        last = guess;
        return guess;
      }
    }
    int to = from;
    while (to < limit && to - from < LONGEST && bytes[to] != end)
      to++;
    Entry<T> found = byHash[slot(bytes, from, to)];
    if (found == null || !Arrays.equals(bytes, from, to, found.bytes, 0, found.bytes.length)) return null;
    return follow(found);
  }

  private Entry<T> follow(Entry<T> entry) {
    if (last != null) last.next = entry;
    last = entry;
    return entry;
  }

  private int slot(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return (hash ^ hash >>> 15) & byHash.length - 1;
  }
}
