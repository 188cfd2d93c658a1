package meridian.hub.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import meridian.model.config.BadSetting;
import meridian.model.config.Settings;

/**
 * What the operator configured, by section: add the rooms' records, then the sources, each over the ones before, then read. Not for
 * concurrent use.
 */
public final class Configuration {
  /** A key the operator may write. */
  public record Key(String name, Settings.Component component) {}

  /** Section names as an operator writes them; a section of several is written {@code name.NAME}. */
  private static final String NAME = "NAME";
  private static final Pattern NAMES = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");

  private final Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
  private final Map<String, Named> named = new LinkedHashMap<>();
  private final Map<String, String> retired = new LinkedHashMap<>();
  private final Entries entries = new Entries();

  public Configuration add(String name, Class<? extends Record> record) {
    records.put(name, record);
    return this;
  }

  /** @param kinds what each value of {@code kind} adds to what is common */
  private record Named(Class<? extends Record> common, Map<String, Class<? extends Record>> kinds) {}

  /**
   * Adds a section of which there may be several, each with a name: {@code section.NAME.key}.
   *
   * @param common the keys of all; one of them is {@code kind}
   * @param kinds the further keys of each kind
   */
  public Configuration addNamed(String section, Class<? extends Record> common, Map<String, Class<? extends Record>> kinds) {
    named.put(section, new Named(common, new LinkedHashMap<>(kinds)));
    return this;
  }

  /** As {@link #addNamed(String, Class, Map)}, without kinds. */
  public Configuration addNamed(String section, Class<? extends Record> record) {
    return addNamed(section, record, Map.of());
  }

  /** A key that there was. @param now what to write instead, for the one who still has it */
  public Configuration retire(String key, String now) {
    retired.put(key, now);
    return this;
  }

  /** Adds a YAML file. */
  public void file(Path file) throws ConfigException { entries.file(file); }

  /** Adds a YAML file of the keys of one name, {@code section.name}; what was added before goes before it. */
  public void file(String section, String name, Path file) throws ConfigException {
    entries.below(section + "." + name, file);
  }

  /** Adds the variables that begin with HUB_. */
  public void environment(Map<String, String> variables) {
    entries.environment(variables, keys().stream().map(Key::name).toList(), named.keySet());
  }

  /** Adds one {@code key=value}. */
  public void argument(String setting) throws ConfigException { entries.argument(setting); }

  /** All keys, in the order of the sections; those of named sections are not among them. */
  public List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    records.forEach((section, record) -> keys.addAll(keys(section, record)));
    return keys;
  }

  private static List<Key> keys(String section, Class<? extends Record> record) {
    return Settings.components(record).stream().map(component -> new Key(section + "." + component.key(), component)).toList();
  }

  /** The sections of which there may be several, for the manual: title and keys, what is common first, then each kind's own. */
  public Map<String, List<Key>> namedKeys() {
    Map<String, List<Key>> tables = new LinkedHashMap<>();
    named.forEach((section, of) -> {
      String title = section + "." + NAME;
      tables.put(title, keys(title, of.common));
      of.kinds.forEach((kind, record) -> tables.put(title + " of kind " + kind, keys(title, record)));
    });
    return tables;
  }

  /** The names the operator gave in such a section, in order. */
  public List<String> names(String section) {
    return entries.all().keySet().stream().filter(key -> key.startsWith(section + ".") && key.indexOf('.', section.length() + 1) > 0)
      .map(key -> key.substring(section.length() + 1, key.indexOf('.', section.length() + 1))).distinct().sorted().toList();
  }

  /**
   * What is common to all of a section, for one name.
   *
   * @throws ConfigException for the first thing that is wrong, the name and the kind's keys included
   */
  public <R extends Record> R named(String section, String name, Class<R> common) throws ConfigException {
    if (!NAMES.matcher(name).matches())
      throw new ConfigException(section + "." + name + ": a name is of small letters, digits and dashes, at most 50");
    if (!of(section).kinds.isEmpty()) kind(section, name);
    return section(section + "." + name, common);
  }

  /** What its kind adds. */
  public Record kindOf(String section, String name) throws ConfigException {
    return section(section + "." + name, kind(section, name));
  }

  private Class<? extends Record> kind(String section, String name) throws ConfigException {
    Map<String, Class<? extends Record>> kinds = of(section).kinds;
    String key = section + "." + name + ".kind";
    Entries.Entry entry = entries.all().get(key);
    Class<? extends Record> record = entry == null ? null : kinds.get(entry.value());
    if (record != null) return record;
    throw new ConfigException(key + " wants one of " + String.join(", ", kinds.keySet())
      + (entry == null ? "; it is not given" : ", was: " + entry.value() + " (" + entry.place() + ")"));
  }

  private Named of(String section) {
    Named found = named.get(section);
    if (found == null) throw new IllegalStateException("no section " + section + " was added");
    return found;
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
    } catch (BadSetting bad) {
      String key = section + "." + bad.key();
      Entries.Entry entry = entries.all().get(key);
      throw new ConfigException(key + " wants " + bad.wants() + (entry == null ? "; it is not given" : was(entry)));
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

  /** The value and its place, without a password that stands in a URL. */
  private static String was(Entries.Entry entry) {
    return ", was: " + entry.value().replaceAll("//[^/@]*@", "//***@") + " (" + entry.place() + ")";
  }

  /** @throws ConfigException for the first key nobody knows, or a kind nobody knows */
  public void refuseUnknown() throws ConfigException {
    Map<String, Key> known = new TreeMap<>();
    keys().forEach(key -> known.put(key.name(), key));
    for (String section : named.keySet()) {
      for (String name : names(section)) {
        String one = section + "." + name;
        keys(one, of(section).common).forEach(key -> known.put(key.name(), key));
        if (!of(section).kinds.isEmpty()) keys(one, kind(section, name)).forEach(key -> known.put(key.name(), key));
      }
    }
    for (var entry : entries.all().entrySet()) {
      String name = entry.getKey();
      if (known.containsKey(name) || name.startsWith("adapters.")) continue;
      String near = known.keySet().stream().filter(key -> key.substring(key.indexOf('.') + 1).equals(name.substring(name.indexOf('.') + 1)))
        .findFirst().map(key -> "; did you mean " + key + "?").orElse("");
      if (retired.containsKey(name)) near = "; " + retired.get(name);
      throw new ConfigException("unknown key " + name + " (" + entry.getValue().place() + ")" + near);
    }
  }

  private static Object value(Key key, Entries.Entry entry) throws ConfigException {
    Class<?> type = key.component().type();
    Object value;
    try {
      value = Settings.parse(type, entry.value());
    } catch (RuntimeException bad) {
      throw new ConfigException(key.name() + " wants " + Settings.expected(type) + was(entry));
    }
    String min = key.component().setting().min();
    if (!min.isEmpty() && isLess(value, Settings.parse(type, min)))
      throw new ConfigException(key.name() + " must be at least " + min + ", was: " + entry.value() + " (" + entry.place() + ")");
    return value;
  }

  @SuppressWarnings("unchecked")
  private static boolean isLess(Object value, Object min) { return ((Comparable<Object>) value).compareTo(min) < 0; }
}
