package meridian.hub.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import meridian.model.config.Setting;

/** The rooms' config records by section name: reads them from {@link Entries} and describes them. */
final class Sections {
  /** A key the operator may write. */
  record Key(String name, Class<?> type, Setting setting) {}

  private final Map<String, Class<? extends Record>> records = new LinkedHashMap<>();

  Sections add(String name, Class<? extends Record> record) {
    records.put(name, record);
    return this;
  }

  List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    records.forEach((section, record) -> {
      for (RecordComponent component : record.getRecordComponents()) {
        keys.add(key(section, component));
      }
    });
    return keys;
  }

  /** @throws ConfigException for the first key that is unknown or whose value is bad */
  <R extends Record> R read(String section, Class<R> record, Entries entries) throws ConfigException {
    RecordComponent[] components = record.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      Key key = key(section, components[i]);
      types[i] = components[i].getType();
      Entries.Entry entry = entries.all().get(key.name());
      values[i] = entry == null ? Values.parse(types[i], key.setting().value()) : value(key, entry);
    }
    try {
      Constructor<R> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new ConfigException(section + ": " + refused.getCause().getMessage());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
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
    Object value;
    try {
      value = Values.parse(key.type(), entry.value());
    } catch (RuntimeException bad) {
      throw new ConfigException(key.name() + " wants " + Values.expected(key.type()) + ", was: " + entry.value() + " (" + entry.place() + ")");
    }
    if (!key.setting().min().isEmpty() && isLess(value, Values.parse(key.type(), key.setting().min())))
      throw new ConfigException(key.name() + " must be at least " + key.setting().min() + ", was: " + entry.value() + " (" + entry.place() + ")");
    return value;
  }

  @SuppressWarnings("unchecked")
  private static boolean isLess(Object value, Object min) { return ((Comparable<Object>) value).compareTo(min) < 0; }

  private static Key key(String section, RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) throw new IllegalStateException(section + ": component " + component.getName() + " has no @Setting");
    String dashed = component.getName().replaceAll("_.*", "").replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return new Key(section + "." + dashed, component.getType(), setting);
  }
}
