package meridian.dlms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which ReadingType an OBIS code is: {@code readings.tsv}. */
final class ReadingTable {

  /**
   * @param unit COSEM unit the meter must state
   * @param readingType IEC 61968-9 code; of a column without its measuring period
   * @param multiplier power of ten of that code's unit
   */
  record Entry(Obis obis, int unit, String readingType, int multiplier) {

    /** The code of a column whose values stand for {@code seconds} each; empty when the standard has no such period. */
    Optional<String> intervalType(long seconds) {
      int period = switch ((int) Math.min(seconds, Integer.MAX_VALUE)) {
        case 60 -> 3;
        case 300 -> 6;
        case 600 -> 1;
        case 900 -> 2;
        case 1800 -> 5;
        case 3600 -> 7;
        case 86_400 -> 4;
        default -> 0;
      };
      return period == 0 ? Optional.empty() : Optional.of("0.0." + period + readingType.substring("0.0.0".length()));
    }
  }

  static final List<Entry> REGISTERS = load("register");
  static final List<Entry> COLUMNS = load("profile");

  private ReadingTable() {}

  static Optional<Entry> column(Obis obis) { return COLUMNS.stream().filter(entry -> entry.obis().equals(obis)).findFirst(); }

  private static List<Entry> load(String use) {
    List<Entry> entries = new ArrayList<>();
    for (String[] cells : Table.rows("readings.tsv", 4))
      if (cells[1].equals(use)) {
        String multiplier = cells[3].split("\\.")[15];
        entries.add(new Entry(Obis.parse(cells[0]), Integer.parseInt(cells[2]), cells[3], Integer.parseInt(multiplier)));
      }
    return List.copyOf(entries);
  }
}
