package meridian.console;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import meridian.model.metering.ReadingType;

/** What a ReadingType is called on the screen. Source: IEC 61968-9 annex C; a part unknown here leaves the code to speak for itself. */
final class ReadingTypeLabels {
  /** By measurementKind and unit. */
  private static final Map<Integer, Map<Integer, String>> QUANTITIES = Map.of(12, Map.of(72, "Active energy", 73, "Reactive energy", 71,
    "Apparent energy"), 37, Map.of(38, "Active power", 63, "Reactive power", 61, "Apparent power"), 8, Map.of(38, "Demand"), 54,
    Map.of(29,
      "Voltage"),
    4, Map.of(5, "Current"), 15, Map.of(33, "Frequency"), 38, Map.of(65, "Power factor"), 46, Map.of(23, "Temperature"));
  private static final Map<Integer, String> DIRECTIONS = Map.of(1, "delivered", 19, "received", 4, "net", 20, "total");
  private static final Map<Integer, String> PERIODS = Map.of(1, "10 min", 2, "15 min", 3, "1 min", 4, "24 h", 5, "30 min", 6, "5 min", 7,
    "60 min", 10, "2 min", 14, "3 min", 31, "20 min");
  private static final Map<Integer, String> PHASES = Map.of(128, "phase A", 129, "phase A", 64, "phase B", 65, "phase B", 32, "phase C", 33,
    "phase C", 16, "neutral");
  private static final Map<Integer, String> UNITS = Map.ofEntries(Map.entry(72, "Wh"), Map.entry(73, "varh"), Map.entry(71, "VAh"),
    Map.entry(38,
      "W"),
    Map.entry(63, "var"), Map.entry(61, "VA"), Map.entry(29, "V"), Map.entry(5, "A"), Map.entry(33, "Hz"), Map.entry(23, "°C"), Map.entry(
      9, "°"),
    Map.entry(27, "s"), Map.entry(42, "m³"), Map.entry(65, ""), Map.entry(111, ""));
  private static final Map<Integer, String> MULTIPLIERS = Map.of(-6, "µ", -3, "m", -2, "c", -1, "d", 0, "", 3, "k", 6, "M", 9, "G");

  private ReadingTypeLabels() {}

  /** For example {@code Active energy, delivered, 15 min}. */
  static String label(ReadingType type) {
    String quantity = QUANTITIES.getOrDefault(type.measurementKind(), Map.of()).get(type.unit());
    if (quantity == null) return type.code();
    var label = new StringBuilder(quantity);
    append(label, DIRECTIONS.get(type.flowDirection()));
    append(label, PHASES.get(type.phases()));
    append(label, PERIODS.get(type.measuringPeriod()));
    if (type.part(11) > 0) append(label, "rate " + type.part(11));
    return label.toString();
  }

  private static void append(StringBuilder label, @Nullable String part) { if (part != null) label.append(", ").append(part); }

  /** For example {@code kWh}; empty for pure numbers; the two code parts when unknown. */
  static String unit(ReadingType type) {
    String unit = UNITS.get(type.unit());
    String multiplier = MULTIPLIERS.get(type.multiplier());
    return unit == null || multiplier == null ? "10^" + type.multiplier() + " unit " + type.unit() : multiplier + unit;
  }
}
