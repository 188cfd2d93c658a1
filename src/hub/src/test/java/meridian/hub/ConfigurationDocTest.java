package meridian.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import meridian.hub.config.Configuration;
import meridian.hub.demo.Demo;
import meridian.model.config.Setting;
import meridian.model.config.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The manual's pages of keys say what the code reads. {@code docs/configuration.md} is written from the config records: to write it anew
 * run this test with {@code -Dmeridian.update-docs=true}.
 */
class ConfigurationDocTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path MANUAL = ROOT.resolve("docs/configuration.md");
  private static final Pattern KEY_READ = Pattern.compile("keyed\\.\\w+\\((ASSOCIATION \\+ )?\"([a-z.-]+)\"");

  @Test
  void theManualListsTheKeysThatThereAre() throws IOException {
    String written = manual();
    if (Boolean.getBoolean("meridian.update-docs")) Files.writeString(MANUAL, written);
    assertThat(Files.exists(MANUAL) ? Files.readString(MANUAL) : "")
      .as("docs/configuration.md is not what the config records say. Write it anew: "
        + "mvn -pl src/hub -am test -Dtest=ConfigurationDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dmeridian.update-docs=true")
      .isEqualTo(written);
  }

  @Test
  void theDlmsPageNamesEveryKeyTheAdapterReads() throws IOException {
    String code = Files.readString(ROOT.resolve("adapters/dlms/src/main/java/meridian/dlms/Settings.java"));
    String page = Files.readString(ROOT.resolve("docs/dlms.md"));
    assertThat(KEY_READ.matcher(code).results().map(ConfigurationDocTest::key).collect(Collectors.toSet())).hasSizeGreaterThan(10)
      .allSatisfy(key -> assertThat(page).as("docs/dlms.md has no row for %s", key).contains("| `" + key + "` |"));
  }

  private static String key(MatchResult read) { return (read.group(1) == null ? "" : "association.") + read.group(2); }

  private static String manual() {
    return """
      # Every key

      Written by `ConfigurationDocTest` from the records that declare the keys; do not edit it by hand.

      A key is written `section.key` in `--set section.key=value`, as nested YAML in `hub.yaml`, and as `HUB_SECTION_KEY` in the environment, with
      every dot and dash an underscore. The command line beats the environment, the environment beats the file. A list is a YAML list, or
      its items separated by commas. "Least" is the smallest value taken. An unknown key or a bad value stops the start.

      """
      + tables(HubConfig.sections())
      + named(HubConfig.sections())
      + """
        ## adapters.NAME

        Everything beneath `adapters.NAME` is handed to the adapter of that name as it is; which keys there are is the adapter's affair, and it
        refuses what it does not know. For DLMS/COSEM meters: [dlms.md](dlms.md). An adapter's secret goes into a variable:
        `HUB_ADAPTERS_DLMS_MASTER_SECRET` means `adapters.dlms.master-secret`.

        """
      + tables(Demo.sections()).replaceFirst("\n\n", """


        Only for `./hub demo`, and only as `--set demo.key=value`; every key above may be given to the demo too.

        """).stripTrailing() + "\n";
  }

  private static String tables(Configuration sections) {
    return sections.keys().stream()
      .collect(Collectors.groupingBy(key -> key.name().substring(0, key.name().indexOf('.')), LinkedHashMap::new,
        Collectors.toList()))
      .entrySet().stream().map(section -> table(section.getKey(), section.getValue())).collect(Collectors.joining());
  }

  private static String named(Configuration sections) {
    return sections.namedKeys().entrySet().stream().map(section -> table(section.getKey(), section.getValue()))
      .collect(Collectors.joining());
  }

  private static String table(String title, List<Configuration.Key> keys) {
    return "## " + title + "\n\n| key | a | default | least | |\n|---|---|---|---|---|\n"
      + keys.stream().map(ConfigurationDocTest::row).collect(Collectors.joining()) + "\n";
  }

  private static String row(Configuration.Key key) {
    Setting setting = key.component().setting();
    assertThat(setting.says()).as(key.name()).isNotBlank().endsWith(".").doesNotContain("|", "\n");
    return "| `%s` | %s | %s | %s | %s |\n".formatted(key.name(), kind(key.component().type()), code(setting.value()), code(setting.min()),
      setting.says());
  }

  private static String kind(Class<?> type) { return Settings.expected(type).replaceAll(":.*", "").replaceFirst("^an? ", ""); }

  private static String code(String value) { return value.isEmpty() ? "" : "`" + value + "`"; }
}
