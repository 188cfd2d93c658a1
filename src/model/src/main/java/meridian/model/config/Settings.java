package meridian.model.config;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings read from text, with units, into the records that declare them. */
public final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|kB|MB|GB)");

  private Settings() {}

  /** One component of a config record: its key without the section, its type, what its {@link Setting} says. */
  public record Component(String key, Class<?> type, Setting setting) {}

  /** The components of a config record, in order. */
  public static List<Component> components(Class<? extends Record> record) {
    return Arrays.stream(record.getRecordComponents()).map(component -> {
      Setting setting = component.getAnnotation(Setting.class);
      if (setting == null) throw new IllegalStateException(record + ": component " + component.getName() + " has no @Setting");
      String words = component.getName().replaceAll("_.*", "");
      return new Component(words.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), component.getType(), setting);
    }).toList();
  }

  /** The record with every setting at its default. */
  public static <R extends Record> R defaults(Class<R> record) {
    return read(record, Map.of());
  }

  /** The record with these settings, by key, written as in the file, and the others at their defaults. */
  public static <R extends Record> R read(Class<R> record, Map<String, String> texts) {
    return make(record, components(record).stream()
      .map(component -> parse(component.type(), texts.getOrDefault(component.key(), component.setting().value()))).toList());
  }

  /**
   * The record with these values, in order of its components.
   *
   * @throws IllegalArgumentException as the record's own constructor says
   */
  public static <R extends Record> R make(Class<R> record, List<Object> values) {
    try {
      Class<?>[] types = components(record).stream().map(Component::type).toArray(Class<?>[]::new);
      var constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true); // a room may keep its record to itself
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException reason) throw reason;
      throw new IllegalStateException(refused.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** @throws RuntimeException when the text is not as {@link #expected} says */
  public static Object parse(Class<?> type, String text) {
    if (type == Duration.class) return duration(text);
    if (type == int.class) return Integer.parseInt(text);
    if (type == double.class) return Double.parseDouble(text);
    if (type == long.class) return size(text);
    if (type == boolean.class) return truth(text);
    if (type == Path.class) return Path.of(text);
    if (type == Instant.class) return Instant.parse(text);
    if (type == String.class) return text;
    if (type == Secret.class) return new Secret(text);
    if (type == List.class) return list(text);
    if (type == Set.class) return Set.copyOf(list(text));
    if (type == Optional.class) return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    throw new IllegalStateException("no way to read a " + type);
  }

  /** What the operator should write, in words. */
  public static String expected(Class<?> type) {
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
