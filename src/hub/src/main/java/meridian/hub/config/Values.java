package meridian.hub.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text to typed values, with units. */
final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|kB|MB|GB)");

  private Values() {}

  /** @throws IllegalArgumentException says what is expected */
  static Object parse(Class<?> type, String text) {
    if (type == Duration.class) return duration(text);
    if (type == int.class) return Integer.parseInt(text);
    if (type == double.class) return Double.parseDouble(text);
    if (type == long.class) return size(text);
    if (type == boolean.class) return truth(text);
    if (type == Path.class) return Path.of(text);
    if (type == Instant.class) return Instant.parse(text);
    if (type == String.class) return text;
    if (type == List.class) return list(text);
    if (type == Set.class) return Set.copyOf(list(text));
    if (type == Optional.class) return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    throw new IllegalStateException("no way to read a " + type);
  }

  static String expected(Class<?> type) {
    if (type == Duration.class) return "a time with unit: 500ms, 15s, 15m, 2h, 30d";
    if (type == int.class) return "a whole number";
    if (type == double.class) return "a number";
    if (type == long.class) return "a size with unit: 512B, 64kB, 8MB, 1GB";
    if (type == boolean.class) return "true or false";
    if (type == Path.class || type == Optional.class) return "a path";
    if (type == Instant.class) return "a time in UTC: 2026-06-01T06:00:00Z";
    if (type == List.class || type == Set.class) return "a list";
    return "text";
  }

  private static Duration duration(String text) {
    Matcher match = DURATION.matcher(text);
    if (!match.matches()) throw new IllegalArgumentException();
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static long size(String text) {
    Matcher match = SIZE.matcher(text);
    if (!match.matches()) throw new IllegalArgumentException();
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "B" -> number;
      case "kB" -> number << 10;
      case "MB" -> number << 20;
      default -> number << 30;
    };
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) throw new IllegalArgumentException();
    return text.equals("true");
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
  }
}
