package meridian.hub.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.config.Setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfigurationTest {
  record Kitchen(
    @Setting(value = "15m", min = "1s", says = "How long tea draws.") Duration teaTime,
    @Setting(value = "64MB", says = "Size of the pot.") long pot_bytes,
    @Setting(value = "a,b", says = "Guests.") List<String> guests,
    @Setting(value = "8080", min = "0", says = "Door.") int port) {}

  @TempDir
  Path folder;
  private final Configuration configuration = new Configuration().add("kitchen", Kitchen.class);

  @Test
  void withoutAnyFileTheDefaultsHold() throws Exception {
    assertThat(read()).isEqualTo(new Kitchen(Duration.ofMinutes(15), 64L << 20, List.of("a", "b"), 8080));
  }

  @Test
  void commandLineBeatsEnvironmentBeatsFile() throws Exception {
    configuration.file(file("kitchen:\n  tea-time: 3m\n  port: 1\n  pot: 512kB\n  guests: [x, y, z]\n"));
    configuration.environment(Map.of("HUB_KITCHEN_PORT", "2", "HUB_KITCHEN_TEA_TIME", "4m", "OTHER", "x"));
    configuration.argument("kitchen.port=3");
    assertThat(read()).isEqualTo(new Kitchen(Duration.ofMinutes(4), 512L << 10, List.of("x", "y", "z"), 3));
  }

  @Test
  void adapterSettingsAreHandedOnAsTheyAre() throws Exception {
    configuration.file(file("adapters:\n  dlms:\n    push.udp: 127.0.0.1:4060\n"));
    configuration.environment(Map.of("HUB_ADAPTERS_DLMS_MASTER_SECRET", "00ff"));
    configuration.refuseUnknown();
    assertThat(configuration.adapters()).isEqualTo(Map.of("dlms", Map.of("push.udp", "127.0.0.1:4060", "master-secret", "00ff")));
  }

  @Test
  void aBadValueNamesKeyValueAndLine() throws Exception {
    configuration.file(file("kitchen:\n  port: 1\n  tea-time: soon\n"));
    assertThatThrownBy(this::read).isInstanceOf(ConfigException.class)
      .hasMessage("kitchen.tea-time wants a time with unit: 500ms, 15s, 15m, 2h, 30d, was: soon (hub.yaml line 3)");
  }

  @Test
  void aValueBelowTheLeastIsRefused() throws Exception {
    configuration.argument("kitchen.tea-time=0s");
    assertThatThrownBy(this::read).hasMessage("kitchen.tea-time must be at least 1s, was: 0s (--set)");
  }

  @Test
  void anUnknownKeyStopsTheStart() throws Exception {
    configuration.file(file("kitchen:\n  port: 1\ncellar:\n  port: 1\n"));
    assertThatThrownBy(() -> configuration.refuseUnknown())
      .hasMessage("unknown key cellar.port (hub.yaml line 4); did you mean kitchen.port?");
  }

  @Test
  void anUnknownHubVariableStopsTheStart() {
    configuration.environment(Map.of("HUB_NONSENSE", "1"));
    assertThatThrownBy(() -> configuration.refuseUnknown()).hasMessage("unknown key HUB_NONSENSE (variable HUB_NONSENSE)");
  }

  @Test
  void brokenYamlNamesTheLine() throws Exception {
    assertThatThrownBy(() -> configuration.file(file("kitchen:\n  port: [1\n"))).isInstanceOf(ConfigException.class)
      .hasMessageContaining("hub.yaml line ");
  }

  @Test
  void aKeySetTwiceIsRefused() throws Exception {
    assertThatThrownBy(() -> configuration.file(file("kitchen:\n  port: 1\n  port: 2\n"))).isInstanceOf(ConfigException.class)
      .hasMessageContaining("twice");
  }

  private Kitchen read() throws ConfigException { return configuration.section("kitchen", Kitchen.class); }

  private Path file(String text) throws Exception { return Files.writeString(folder.resolve("hub.yaml"), text); }
}
