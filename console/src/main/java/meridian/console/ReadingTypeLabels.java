package meridian.console;

import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import meridian.model.metering.ReadingType;

/** What a ReadingType is called on the screen. Source: IEC 61968-9 annex C; a quantity unknown here leaves the code to speak for itself. */
final class ReadingTypeLabels {
  /** measurementKind.unit, words. */
  private static final Map<String, String> QUANTITIES = table("""
    12.72  Active energy
    12.73  Reactive energy
    12.71  Apparent energy
    37.38  Active power
    37.63  Reactive power
    37.61  Apparent power
    8.38   Demand
    54.29  Voltage
    4.5    Current
    15.33  Frequency
    38.65  Power factor
    46.23  Temperature
    """);
  private static final Map<String, String> DIRECTIONS = table("""
    1   delivered
    19  received
    4   net
    20  total
    """);
  private static final Map<String, String> PHASES = table("""
    128  phase A
    129  phase A
    64   phase B
    65   phase B
    32   phase C
    33   phase C
    16   neutral
    """);
  private static final Map<String, String> PERIODS = table("""
    3   1 min
    10  2 min
    14  3 min
    6   5 min
    1   10 min
    2   15 min
    31  20 min
    5   30 min
    7   60 min
    4   24 h
    """);
  /** Numbers without a unit end their line. */
  private static final Map<String, String> UNITS = table("""
    72   Wh
    73   varh
    71   VAh
    38   W
    63   var
    61   VA
    29   V
    5    A
    33   Hz
    23   °C
    9    °
    27   s
    42   m³
    65
    111
    """);
  private static final Map<String, String> MULTIPLIERS = table("""
    -6  µ
    -3  m
    -2  c
    -1  d
    0
    3   k
    6   M
    9   G
    """);

  private ReadingTypeLabels() {}

  /** For example {@code Active energy, delivered, 15 min}. */
  static String label(ReadingType type) {
    String quantity = QUANTITIES.get(type.measurementKind() + "." + type.unit());
    if (quantity == null) return type.code();
    var label = new StringBuilder(quantity);
    append(label, DIRECTIONS.get("" + type.flowDirection()));
    append(label, PHASES.get("" + type.phases()));
    append(label, PERIODS.get("" + type.measuringPeriod()));
    int timeOfUse = type.part(11);
    if (timeOfUse > 0) append(label, "rate " + timeOfUse);
    return label.toString();
  }

  private static void append(StringBuilder label, @Nullable String part) { if (part != null) label.append(", ").append(part); }

  /** For example {@code kWh}; empty for pure numbers; the two code parts when unknown. */
  static String unit(ReadingType type) {
    String unit = UNITS.get("" + type.unit());
    String multiplier = MULTIPLIERS.get("" + type.multiplier());
    return unit == null || multiplier == null ? "10^" + type.multiplier() + " unit " + type.unit() : multiplier + unit;
  }

  private static Map<String, String> table(String rows) {
    return rows.lines().map(row -> row.split(" +", 2))
      .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row.length > 1 ? row[1] : ""));
  }
}
