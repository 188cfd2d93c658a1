package meridian.hub.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import meridian.model.config.Settings;

/**
 * What the operator configured, by section: add the rooms' records, then the sources, each over the ones before, then read. Not for
 * concurrent use.
 */
public final class Configuration {
  /** A key the operator may write. */
  public record Key(String name, Settings.Component component) {}

  private final Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
  private final Entries entries = new Entries();

  public Configuration add(String name, Class<? extends Record> record) {
    records.put(name, record);
    return this;
  }

  /** Adds a YAML file. */
  public void file(Path file) throws ConfigException { entries.file(file); }

  /** Adds the variables that begin with HUB_. */
  public void environment(Map<String, String> variables) {
    entries.environment(variables, keys().stream().map(Key::name).toList());
  }

  /** Adds one {@code key=value}. */
  public void argument(String setting) throws ConfigException { entries.argument(setting); }

  /** All keys, in the order of the sections. */
  public List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    records.forEach((section, record) -> {
      for (Settings.Component component : Settings.components(record)) {
        keys.add(new Key(section + "." + component.key(), component));
      }
    });
    return keys;
  }

  /** @throws ConfigException for the first value of the section that is bad */
  public <R extends Record> R section(String section, Class<R> record) throws ConfigException {
    List<Object> values = new ArrayList<>();
    for (Settings.Component component : Settings.components(record)) {
      Entries.Entry entry = entries.all().get(section + "." + component.key());
      values.add(entry == null
        ? Settings.parse(component.type(), component.setting().value())
        : value(new Key(section + "." + component.key(), component), entry));
    }
    try {
      return Settings.make(record, values);
    } catch (IllegalArgumentException refused) {
      throw new ConfigException(refused.getMessage());
    }
  }

  /** Settings of the adapters by their name: {@code adapters.NAME.KEY}. Which keys there are each adapter knows itself. */
  public Map<String, Map<String, String>> adapters() {
    Map<String, Map<String, String>> adapters = new TreeMap<>();
    entries.all().forEach((key, entry) -> {
      String[] parts = key.split("\\.", 3);
      if (parts.length == 3 && parts[0].equals("adapters"))
        adapters.computeIfAbsent(parts[1], _ -> new TreeMap<>()).put(parts[2], entry.value());
    });
    return adapters;
  }

  /** @throws ConfigException for the first key nobody knows */
  public void refuseUnknown() throws ConfigException {
    Map<String, Key> known = new TreeMap<>();
    keys().forEach(key -> known.put(key.name(), key));
    for (var entry : entries.all().entrySet()) {
      String name = entry.getKey();
      if (known.containsKey(name) || name.startsWith("adapters.")) continue;
      String near = known.keySet().stream().filter(key -> key.substring(key.indexOf('.') + 1).equals(name.substring(name.indexOf('.') + 1)))
        .findFirst().map(key -> "; did you mean " + key + "?").orElse("");
      throw new ConfigException("unknown key " + name + " (" + entry.getValue().place() + ")" + near);
    }
  }

  private static Object value(Key key, Entries.Entry entry) throws ConfigException {
    Class<?> type = key.component().type();
    Object value;
    try {
      value = Settings.parse(type, entry.value());
    } catch (RuntimeException bad) {
      throw new ConfigException(key.name() + " wants " + Settings.expected(type) + ", was: " + entry.value() + " (" + entry.place() + ")");
    }
    String min = key.component().setting().min();
    if (!min.isEmpty() && isLess(value, Settings.parse(type, min)))
      throw new ConfigException(key.name() + " must be at least " + min + ", was: " + entry.value() + " (" + entry.place() + ")");
    return value;
  }

  @SuppressWarnings("unchecked")
  private static boolean isLess(Object value, Object min) { return ((Comparable<Object>) value).compareTo(min) < 0; }
}
