package meridian.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Prints one measurement as a table, row by row: the figure, what it stands beside, and their ratio. */
final class Table {
  private static final String ROW = "| %-52s | %10s | %10s | %-34s | %6s |%n";
  private static final String LINE = "|%s|%s:|%s:|%s|%s:|%n".formatted("-".repeat(54), "-".repeat(11), "-".repeat(11), "-".repeat(36),
    "-".repeat(7));

  private final PrintStream out;
  private boolean begun;

  Table(String name, String says, PrintStream out) {
    this.out = out;
    out.printf("%n%s: %s%n%s%n%n", name, says, Machine.describe());
  }

  /** @param beside the peer's or the limit's figure of the same run */
  void row(String figure, double ours, double beside, String besideWhat) {
    row(figure, number(ours), number(beside), besideWhat, number(ours / beside));
  }

  /** A figure that stands alone, or beside a promise of the design. */
  void row(String figure, double ours, String promise) {
    row(figure, number(ours), "", promise, "");
  }

  private void row(String figure, String ours, String beside, String besideWhat, String ratio) {
    if (!begun) {
      out.printf(ROW, "figure", "Meridian", "beside", "what it stands beside", "ratio");
      out.print(LINE);
      begun = true;
    }
    out.printf(ROW, figure, ours, beside, besideWhat, ratio);
    out.flush();
  }

  void note(String text, Object... values) { out.printf(Locale.ROOT, "  " + text + "%n", values); }

  private static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }
}
