package meridian.adapter.example;

import java.util.Map;
import java.util.Set;

import meridian.adapter.Adapter;
import meridian.adapter.AdapterFactory;
import meridian.adapter.Capability;

/** The vendor's entry point. One setting: {@code listen-port}, where meters call in; 7060 when not given. */
public final class ExampleFactory implements AdapterFactory {

  @Override
  public String name() { return "example"; }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.READ_ON_DEMAND, Capability.READ_PROFILE, Capability.CONTROL, Capability.PUSH);
  }

  @Override
  public Adapter create(Map<String, String> settings) {
    for (String key : settings.keySet()) {
      if (!key.equals("listen-port")) throw new IllegalArgumentException("unknown setting " + key + "; known: listen-port");
    }
    return new ExampleAdapter(port(settings.getOrDefault("listen-port", "7060")));
  }

  private static int port(String value) {
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
      throw new IllegalArgumentException("listen-port must be 1 to 65535, was " + value);
    }
    return Integer.parseInt(value);
  }
}
