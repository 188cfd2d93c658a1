package meridian.hub.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What the operator wrote, as flat dotted keys, later sources over earlier ones: file, then environment, then command line. */
final class Entries {
  /** @param place where it was written, for messages: {@code hub.yaml line 3} */
  record Entry(String value, String place) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  Map<String, Entry> all() { return entries; }

  void file(Path file) throws ConfigException { file(file, ""); }

  private void file(Path file, String prefix) throws ConfigException {
    try (Reader text = new StringReader(Files.readString(file))) {
      Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(text);
      if (root != null) flatten(file.getFileName().toString(), prefix, root);
    } catch (MarkedYAMLException broken) {
      throw new ConfigException(file + " line " + (broken.getProblemMark().getLine() + 1) + ": " + broken.getProblem());
    } catch (IOException unreadable) {
      throw new ConfigException(file + " cannot be read: " + unreadable.getMessage());
    }
  }

  /** A file whose keys all belong under {@code prefix}; what other sources say already goes before it. */
  void below(String prefix, Path file) throws ConfigException {
    var own = new Entries();
    own.file(file, prefix);
    own.entries.forEach(entries::putIfAbsent);
  }

  /** {@code HUB_CONSOLE_PORT=8090} means {@code console.port}; names that fit no known key are refused with the others. */
  void environment(Map<String, String> variables, Iterable<String> knownKeys, Set<String> named) {
    Map<String, String> keyOf = new LinkedHashMap<>();
    knownKeys.forEach(key -> keyOf.put(variable(key), key));
    variables.forEach((name, value) -> {
      if (name.startsWith("HUB_")) entries.put(keyOf.getOrDefault(name, namedKey(name, named)), new Entry(value, "variable " + name));
    });
  }

  void argument(String setting) throws ConfigException {
    int equals = setting.indexOf('=');
    if (equals < 1) throw new ConfigException("--set wants key=value, was: " + setting);
    entries.put(setting.substring(0, equals), new Entry(setting.substring(equals + 1), "--set"));
  }

  private static String variable(String key) { return "HUB_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'); }

  /** {@code HUB_ADAPTERS_DLMS_MASTER_SECRET} means {@code adapters.dlms.master-secret}; likewise in the sections of several names. */
  private static String namedKey(String name, Set<String> named) {
    String[] parts = name.substring(4).toLowerCase(Locale.ROOT).split("_", 3);
    boolean known = parts.length == 3 && (parts[0].equals("adapters") || named.contains(parts[0]));
    return known ? parts[0] + "." + parts[1] + "." + parts[2].replace('_', '-') : name;
  }

  private void flatten(String file, String prefix, Node node) throws ConfigException {
    String place = file + " line " + (node.getStartMark().getLine() + 1);
    switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          if (!(tuple.getKeyNode() instanceof ScalarNode key)) throw new ConfigException(place + ": a key must be plain text");
          flatten(file, prefix.isEmpty() ? key.getValue() : prefix + "." + key.getValue(), tuple.getValueNode());
        }
      }
      case SequenceNode list -> {
        var texts = new StringBuilder();
        for (Node item : list.getValue()) {
          if (!(item instanceof ScalarNode scalar)) throw new ConfigException(place + ": " + prefix + " must be a list of plain values");
          texts.append(texts.isEmpty() ? "" : ",").append(scalar.getValue());
        }
        put(prefix, texts.toString(), place);
      }
      case ScalarNode scalar -> put(prefix, scalar.getValue(), place);
      default -> throw new ConfigException(place + ": " + prefix + " is written in a way that is not understood");
    }
  }

  private void put(String key, String value, String place) throws ConfigException {
    if (key.isEmpty()) throw new ConfigException(place + ": expected `section:` and keys beneath");
    if (entries.put(key, new Entry(value, place)) != null) throw new ConfigException(place + ": " + key + " is set twice");
  }
}
