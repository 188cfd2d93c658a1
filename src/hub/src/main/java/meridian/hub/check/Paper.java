package meridian.hub.check;

import java.io.PrintStream;

/** Lines of a report on a terminal: a word on the left, what it is on the right. */
final class Paper {
  private static final int LEFT = 11;

  private final PrintStream out;
  private final boolean colours;

  Paper(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  void title(String text) { out.println(styled("1", text)); }

  /** Nothing at all for an empty text. */
  void line(String word, String text) {
    if (!text.isEmpty()) out.println("  " + styled("2", word + " ".repeat(Math.max(1, LEFT - word.length()))) + text);
  }

  /** Goes on with the line before. */
  void more(String text) { out.println("  " + " ".repeat(LEFT) + text); }

  void good(String text) { out.println("  " + styled("32", "✓ ") + text); }

  void bad(String text) { out.println("  " + styled("31", "✗ ") + text); }

  void blank() { out.println(); }

  private String styled(String style, String text) { return colours ? "\u001b[" + style + "m" + text + "\u001b[0m" : text; }
}
