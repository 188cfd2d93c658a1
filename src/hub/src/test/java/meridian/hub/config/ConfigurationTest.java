package meridian.hub.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.config.BadSetting;
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

  record Guest(
    @Setting(value = "", says = "What it is.") String kind,
    @Setting(value = "1", min = "1", says = "Chairs.") int chairs) {}

  record Cat(@Setting(value = "milk", says = "What it drinks.") String drinks) {
    public Cat {
      if (!drinks.contains("milk")) throw new BadSetting("drinks", "milk");
    }
  }

  record Dog(@Setting(value = "10m", says = "How long it is out.") Duration walk) {}

  private Configuration guests() { return configuration.addNamed("guests", Guest.class, Map.of("cat", Cat.class, "dog", Dog.class)); }

  @Test
  void aSectionOfManyNamesIsReadByName() throws Exception {
    guests().file(file("guests:\n  tom:\n    kind: cat\n  rex:\n    kind: dog\n    walk: 5m\n"));
    configuration.environment(Map.of("HUB_GUESTS_TOM_CHAIRS", "2"));
    configuration.argument("guests.rex.chairs=3");
    configuration.refuseUnknown();
    assertThat(configuration.names("guests")).containsExactly("rex", "tom");
    assertThat(configuration.named("guests", "tom", Guest.class)).isEqualTo(new Guest("cat", 2));
    assertThat(configuration.kindOf("guests", "tom")).isEqualTo(new Cat("milk"));
    assertThat(configuration.named("guests", "rex", Guest.class)).isEqualTo(new Guest("dog", 3));
    assertThat(configuration.kindOf("guests", "rex")).isEqualTo(new Dog(Duration.ofMinutes(5)));
  }

  @Test
  void aKeyOfAnotherKindIsUnknown() throws Exception {
    guests().file(file("guests:\n  tom:\n    kind: cat\n    walk: 5m\n"));
    assertThatThrownBy(configuration::refuseUnknown).hasMessage("unknown key guests.tom.walk (hub.yaml line 4)");
  }

  @Test
  void anUnknownKindIsRefused() throws Exception {
    guests().argument("guests.tom.kind=bird");
    assertThatThrownBy(configuration::refuseUnknown).hasMessageStartingWith("guests.tom.kind wants one of ")
      .hasMessageEndingWith(", was: bird (--set)");
  }

  @Test
  void aMissingKindIsRefused() throws Exception {
    guests().argument("guests.tom.chairs=2");
    assertThatThrownBy(configuration::refuseUnknown).hasMessageEndingWith("; it is not given");
  }

  @Test
  void aNameThatCannotBeOneIsRefused() throws Exception {
    guests().argument("guests.Tom_1.kind=cat");
    configuration.refuseUnknown();
    assertThatThrownBy(() -> configuration.named("guests", "Tom_1", Guest.class)).hasMessageContaining("guests.Tom_1: a name is of");
  }

  /** And a password in a URL is not printed. */
  @Test
  void whatARecordRefusesNamesKeyValueAndPlace() throws Exception {
    guests().file(file("guests:\n  tom:\n    kind: cat\n    drinks: http://me:secret@bar/\n"));
    assertThatThrownBy(() -> configuration.kindOf("guests", "tom"))
      .hasMessage("guests.tom.drinks wants milk, was: http://***@bar/ (hub.yaml line 4)");
  }

  @Test
  void aKeyThatThereWasSaysWhatToWriteInstead() throws Exception {
    configuration.retire("kitchen.fire", "it is kitchen.tea-time now").argument("kitchen.fire=on");
    assertThatThrownBy(configuration::refuseUnknown).hasMessage("unknown key kitchen.fire (--set); it is kitchen.tea-time now");
  }

  private Kitchen read() throws ConfigException { return configuration.section("kitchen", Kitchen.class); }

  private Path file(String text) throws Exception { return Files.writeString(folder.resolve("hub.yaml"), text); }
}
