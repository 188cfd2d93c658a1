package meridian.model.metering;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import meridian.model.CodeTable;

/** What a ReadingType is called. Parts that are not known are told as the numbers they are. Source: IEC 61968-9 annex C. */
public final class ReadingTypeWords {
  private static final CodeTable TABLE = CodeTable.of(ReadingTypeWords.class, "reading-type.tsv");
  /** measurementKind.unit: what energy, power and demand are, only the unit tells. */
  private static final Map<String, String> QUANTITIES = Map.of("12.72", "active energy", "12.73", "reactive energy", "12.71",
    "apparent energy", "37.38", "active power", "37.63", "reactive power", "37.61", "apparent power", "8.38", "active demand", "8.63",
    "reactive demand", "8.61", "apparent demand");
  private static final int ELECTRICITY = 1;

  private ReadingTypeWords() {}

  /** Every part that is not 0, for example {@code 15-minute delta active energy delivered, rate 2, kWh}. */
  public static String of(ReadingType type) {
    String what = join(" ", words("macroPeriod", type.macroPeriod()), words("measuringPeriod", type.measuringPeriod()),
      words("aggregate", type.part(1)), words("accumulation", type.accumulation()),
      type.part(5) == ELECTRICITY ? "" : words("commodity", type.part(5)), quantity(type), words("flowDirection", type.flowDirection()));
    String words = join(", ", what, ratio("interharmonic", type.part(7), type.part(8)), ratio("argument", type.part(9), type.part(10)),
      number("rate", type.part(11)), number("critical peak", type.part(12)), number("tier", type.part(13)),
      words("phases", type.phases()), words("currency", type.part(17)), unit(type));
    return words.isEmpty() ? type.code() : words;
  }

  /** Short, for tables: {@code Active energy, delivered, 15 min}. The code when the quantity is not known. */
  public static String label(ReadingType type) {
    String quantity = quantity(type);
    if (quantity.isEmpty() || quantity.startsWith("measurementKind")) return type.code();
    String period = words("measuringPeriod", type.measuringPeriod()).replace("-minute", " min").replace("-hour", " h");
    return capital(join(", ", quantity, words("flowDirection", type.flowDirection()), words("phases", type.phases()).replace(" to neutral",
      ""), period, number("rate", type.part(11))));
  }

  /** For example {@code kWh}; empty for pure numbers and where none applies. */
  public static String unit(ReadingType type) {
    if (type.unit() == 0) return "";
    Unit unit = Unit.find(type.unit()).orElse(new Unit(type.unit(), "unit " + type.unit(), "unit " + type.unit(), type.unit(), 1, 0));
    String prefix = words("multiplier", type.multiplier());
    boolean hasSymbol = !unit.symbol().isEmpty() && !unit.symbol().equals(unit.name());
    if (prefix.isEmpty() || hasSymbol && !prefix.startsWith("multiplier")) return prefix + unit.symbol();
    return ("10^" + type.multiplier() + ' ' + unit.symbol()).strip();
  }

  private static String quantity(ReadingType type) {
    String known = QUANTITIES.get(type.measurementKind() + "." + type.unit());
    return known == null ? words("measurementKind", type.measurementKind()) : known;
  }

  private static String words(String part, int value) { return TABLE.words(part, value); }

  private static String ratio(String name, int numerator, int denominator) {
    return numerator == 0 && denominator == 0 ? "" : name + ' ' + numerator + '/' + denominator;
  }

  private static String number(String name, int value) { return value == 0 ? "" : name + ' ' + value; }

  private static String join(String between, String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(between));
  }

  private static String capital(String text) { return Character.toUpperCase(text.charAt(0)) + text.substring(1); }
}
