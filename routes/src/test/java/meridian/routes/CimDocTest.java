package meridian.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import meridian.cim.CimNoun;
import meridian.model.message.Verb;
import meridian.routes.world.Example;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/cim.md} is written from the catalogue of nouns and the examples. */
class CimDocTest {
  private static final Path PAGE = Path.of("../docs/cim.md");
  private static final String FOLDER = "routes/src/test/resources/examples/";

  @Test
  void thePageShowsWhatThereIs() throws IOException {
    String written = page();
    if (Boolean.getBoolean("meridian.update-docs")) Files.writeString(PAGE, written);
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
      .as("docs/cim.md is not what the catalogue and the examples say. Write it anew: "
        + "mvn -pl routes -am test -Dtest=CimDocTest+ExamplesTest -Dsurefire.failIfNoSpecifiedTests=false -Dmeridian.update-docs=true")
      .isEqualTo(written);
  }

  private static String page() {
    List<Example> examples = Example.all();
    return """
      # Every noun

      Written by `CimDocTest` from the catalogue of nouns and from the examples, which are sent and answered over HTTP, SOAP and JMS at every build; do
      not edit it by hand. [integrator.md](integrator.md) shows the doors; [routes/README.md](../routes/README.md) has the rules that all nouns share.

      Every command is to be given in the folder of the sources, while `./hub demo` runs. The examples tell one story, in order of their numbers:
      what a later one names, an earlier one has created, and the last ones delete it all. A MessageID is used once: to send an example a second time,
      give it another.

      | noun | verbs | rests on |
      |---|---|---|
      """
      + CimNoun.all().stream().map(noun -> "| [%s](#%s) | %s | %s |\n".formatted(noun.name(), noun.name().toLowerCase(Locale.ROOT),
        verbs(noun), noun.source())).collect(Collectors.joining())
      + """
        | [OperationSet](#operationset) | execute | IEC 61968-100 |

        How sure each of these is: [cim-schemas/SOURCE.md](../cim-schemas/SOURCE.md).

        """
      + CimNoun.all().stream().map(noun -> section(noun.name(), "Objects: " + objects(noun) + ".\n\n", examples))
        .collect(Collectors.joining("\n"))
      + "\n" + section("OperationSet", "Several requests in one message, master data all or nothing.\n\n", examples);
  }

  private static String verbs(CimNoun noun) {
    return noun.verbs().stream().sorted().map(Verb::text).collect(Collectors.joining(", "));
  }

  private static String objects(CimNoun noun) {
    return noun.types().stream().map(type -> "`" + type + "`").collect(Collectors.joining(", "));
  }

  private static String section(String noun, String begin, List<Example> examples) {
    List<Example> shown = examples.stream().filter(example -> example.noun().equals(noun)).toList();
    if (shown.isEmpty()) return "## " + noun + "\n\n" + begin;
    Example first = shown.getFirst();
    return "## " + noun + "\n\n" + begin + "```xml\n" + first.request() + "```\n\n```\n" + curl(first) + "\n```\n\n```xml\n"
      + first.response() + "```\n" + more(shown.subList(1, shown.size()));
  }

  private static String more(List<Example> others) {
    if (others.isEmpty()) return "";
    return "\nMore:\n\n"
      + others.stream()
        .map(example -> "- [%s](../%s%s.request.xml), answered [so](../%s%s.response.xml)\n".formatted(words(example), FOLDER,
          example.name(), FOLDER, example.name()))
        .collect(Collectors.joining());
  }

  private static String words(Example example) {
    return example.name().substring(3).replaceFirst("-", " ").replace('-', ' ');
  }

  private static String curl(Example example) {
    return "curl -s -H 'Content-Type: application/xml' --data-binary @" + FOLDER + example.name()
      + ".request.xml http://localhost:8081/cim";
  }
}
