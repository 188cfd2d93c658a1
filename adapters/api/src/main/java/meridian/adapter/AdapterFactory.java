package meridian.adapter;

import java.util.Map;
import java.util.Set;

/**
 * A vendor's entry point, found by {@link java.util.ServiceLoader} in the plug-in's own class loader. Needs a public constructor
 * without arguments.
 */
public interface AdapterFactory {

  /** Short, lower case, unique in a hub: {@code dlms}. Meters in the registry name their adapter by it. */
  String name();

  /** What it can do; constant. */
  Set<Capability> capabilities();

  /**
   * Makes an adapter; opens no connection yet.
   *
   * @param settings the operator's settings, by key; secrets are in there, so they belong in no log and no message
   * @throws IllegalArgumentException for an unknown key or a bad value: names the key and the value (a secret's value never)
   */
  Adapter create(Map<String, String> settings);
}
