package meridian.hub.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import meridian.model.config.Settings;

/** The rooms' config records by section name: reads them from {@link Entries} and describes them. */
final class Sections {
  /** A key the operator may write. */
  record Key(String name, Settings.Component component) {}

  private final Map<String, Class<? extends Record>> records = new LinkedHashMap<>();

  Sections add(String name, Class<? extends Record> record) {
    records.put(name, record);
    return this;
  }

  List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    records.forEach((section, record) -> {
      for (Settings.Component component : Settings.components(record)) {
        keys.add(new Key(section + "." + component.key(), component));
      }
    });
    return keys;
  }

  /** @throws ConfigException for the first key that is unknown or whose value is bad */
  <R extends Record> R read(String section, Class<R> record, Entries entries) throws ConfigException {
    List<Object> values = new ArrayList<>();
    for (Settings.Component component : Settings.components(record)) {
      Entries.Entry entry = entries.all().get(section + "." + component.key());
      values.add(entry == null ? Settings.parse(component.type(), component.setting().value())
        : value(new Key(section + "." + component.key(), component), entry));
    }
    try {
      return Settings.make(record, values);
    } catch (IllegalArgumentException refused) {
      throw new ConfigException(refused.getMessage());
    }
  }

  void refuseUnknown(Entries entries) throws ConfigException {
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
