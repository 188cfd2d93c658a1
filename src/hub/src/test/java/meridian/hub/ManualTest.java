package meridian.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages point at is there, and the code they show is code that compiles. */
class ManualTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path CLIENT = ROOT.resolve("src/hub/src/test/java/meridian/hub/EnterpriseOverJms.java");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
      while (link.find()) {
        if (link.group(1).matches("[a-z]+:.*")) continue;
        links++;
        if (!leadsSomewhere(page, link.group(1))) dead.add(ROOT.relativize(page) + " -> " + link.group(1));
      }
    }
    assertThat(links).isGreaterThan(30);
    assertThat(dead).as("links to files or headings that are not there; mend the page named before the arrow").isEmpty();
  }

  @Test
  void theJmsClientInTheIntegratorsPageIsTheOneThatCompiles() throws IOException {
    Matcher region = Pattern.compile("(?s) *// shown in docs/integrator.md\n(.*?) *// until here\n").matcher(Files.readString(CLIENT));
    assertThat(region.find()).isTrue();
    String shown = "```java\n" + region.group(1).stripTrailing().stripIndent() + "\n```\n";
    assertThat(Files.readString(ROOT.resolve("docs/integrator.md")).contains(shown))
      .as("the Java block of docs/integrator.md is not the marked region of EnterpriseOverJms; copy it from there, without its indent")
      .isTrue();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".md"))
        .filter(file -> !file.toString().matches(".*/(target|data|node_modules|\\.git)/.*"))
        .toList();
    }
  }

  private static String withoutCode(String page) { return page.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", ""); }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) return false;
    if (parts.length == 1) return true;
    try (Stream<String> lines = Files.lines(target)) {
      return lines.filter(line -> line.startsWith("#")).anyMatch(line -> anchor(line).equals(parts[1]));
    }
  }

  /** A heading's anchor, as GitHub makes it. */
  private static String anchor(String heading) {
    return heading.replaceFirst("^#+ *", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }
}
