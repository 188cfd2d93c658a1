package meridian.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words for the numbers of a code, from a file of rows: part, value, words. Immutable. */
public final class CodeTable {
  private final Map<String, String> words;

  private CodeTable(Map<String, String> words) { this.words = words; }

  /** @param file lies beside {@code beside} on the class path */
  public static CodeTable of(Class<?> beside, String file) {
    return new CodeTable(
      rows(beside, file).stream().collect(Collectors.toUnmodifiableMap(row -> row.get(0) + ' ' + row.get(1), row -> row.get(2))));
  }

  /** Columns of each line that is no comment, parted by tabs. */
  public static List<List<String>> rows(Class<?> beside, String file) {
    try (InputStream stream = beside.getResourceAsStream(file)) {
      if (stream == null) throw new IllegalStateException(file + " is not on the class path");
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
        .map(line -> Arrays.asList(line.split("\t"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Optional<String> find(String part, String value) { return Optional.ofNullable(words.get(part + ' ' + value)); }

  /** What a part says: nothing when it is 0, the number itself when it is unknown. */
  public String words(String part, int value) {
    return value == 0 ? "" : find(part, Integer.toString(value)).orElse(part + ' ' + value);
  }
}
