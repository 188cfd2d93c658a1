package meridian.model.metering;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What a value means: the 18 parts of IEC 61968-9 annex C, written with dots. Immutable; equal codes are the same object, so a
 * ReadingType may be compared by identity and used as a map key at no cost. Unknown part values are accepted: utilities use them.
 */
public final class ReadingType {
  public static final int PARTS = 18;
  private static final int MULTIPLIER = 15;
  private static final int UNIT = 16;
  /** Distinct codes kept as one object; past this many, codes still work but are no longer shared. */
  private static final int MOST_INTERNED = 10_000;
  private static final ConcurrentMap<String, ReadingType> INTERNED = new ConcurrentHashMap<>();

  /** Bulk active energy delivered, kWh. OBIS 1-0:1.8.0. */
  public static final ReadingType ACTIVE_ENERGY_FORWARD_kWh = of("0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0");
  /** Bulk active energy received, kWh. OBIS 1-0:2.8.0. */
  public static final ReadingType ACTIVE_ENERGY_REVERSE_kWh = of("0.0.0.1.19.1.12.0.0.0.0.0.0.0.0.3.72.0");
  /** Active energy delivered in each quarter hour, kWh. Load profile 1. */
  public static final ReadingType ACTIVE_ENERGY_FORWARD_15MIN_kWh = of("0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0");
  /** Active energy received in each quarter hour, kWh. Load profile 1. */
  public static final ReadingType ACTIVE_ENERGY_REVERSE_15MIN_kWh = of("0.0.2.4.19.1.12.0.0.0.0.0.0.0.0.3.72.0");
  /** Active power delivered now, kW. OBIS 1-0:1.7.0. */
  public static final ReadingType ACTIVE_POWER_kW = of("0.0.0.6.1.1.37.0.0.0.0.0.0.0.0.3.38.0");
  /** RMS voltage of phase A to neutral now, V. OBIS 1-0:32.7.0. */
  public static final ReadingType VOLTAGE_A_V = of("0.0.0.6.0.1.54.0.0.0.0.0.0.0.129.0.29.0");

  private final String code;
  private final int[] parts;

  private ReadingType(String code, int[] parts) {
    this.code = code;
    this.parts = parts;
  }

  /** @throws IllegalArgumentException when {@code code} is not 18 integers with dots */
  public static ReadingType of(String code) {
    return find(code).orElseThrow(() -> new IllegalArgumentException("not a ReadingType code of 18 parts: " + code));
  }

  /** The type of a code, or empty when the text is not 18 integers with dots. The multiplier (part 16) may be negative. */
  public static Optional<ReadingType> find(String code) {
    ReadingType known = INTERNED.get(code);
    if (known != null) return Optional.of(known);
    if (code.length() > PARTS * 7) return Optional.empty();
    String[] texts = code.split("\\.", -1);
    if (texts.length != PARTS) return Optional.empty();
    int[] parts = new int[PARTS];
    for (int i = 0; i < PARTS; i++) {
      if (!texts[i].matches(i == MULTIPLIER ? "-?\\d{1,6}" : "\\d{1,6}")) return Optional.empty();
      parts[i] = Integer.parseInt(texts[i]);
    }
    var type = new ReadingType(code, parts);
    if (INTERNED.size() >= MOST_INTERNED) return Optional.of(type);
    ReadingType first = INTERNED.putIfAbsent(code, type);
    return Optional.of(first == null ? type : first);
  }

  public String code() { return code; }

  public int macroPeriod() { return parts[0]; }

  public int measuringPeriod() { return parts[2]; }

  /** 1 bulk, 3 cumulative, 4 delta, 6 indicating, 9 summation, 12 instantaneous. */
  public int accumulation() { return parts[3]; }

  /** 1 forward (delivered), 19 reverse (received), 0 not applicable. */
  public int flowDirection() { return parts[4]; }

  /** 12 energy, 37 power, 54 RMS voltage, 4 current. */
  public int measurementKind() { return parts[6]; }

  public int phases() { return parts[14]; }

  /** Power of ten: 3 is kilo. */
  public int multiplier() { return parts[MULTIPLIER]; }

  /** 72 Wh, 73 varh, 38 W, 29 V, 5 A, 33 Hz. */
  public int unit() { return parts[UNIT]; }

  /** Length of the intervals it is about: part 3, measuringPeriod. Empty for registers, and for periods that have no one length. */
  public Optional<Duration> interval() {
    return switch (measuringPeriod()) {
      case 1 -> Optional.of(Duration.ofMinutes(10));
      case 2 -> Optional.of(Duration.ofMinutes(15));
      case 3 -> Optional.of(Duration.ofMinutes(1));
      case 4 -> Optional.of(Duration.ofHours(24));
      case 5 -> Optional.of(Duration.ofMinutes(30));
      case 6 -> Optional.of(Duration.ofMinutes(5));
      case 7 -> Optional.of(Duration.ofHours(1));
      case 10 -> Optional.of(Duration.ofMinutes(2));
      case 14 -> Optional.of(Duration.ofMinutes(3));
      case 31 -> Optional.of(Duration.ofMinutes(20));
      default -> Optional.empty();
    };
  }

  /** Part by position, 0 to 17. */
  public int part(int index) { return parts[index]; }

  /**
   * Whether a value of this type can be told as one of the other: they may differ in multiplier, and in unit when both measure the same, and
   * in nothing else.
   */
  public boolean isCompatibleWith(ReadingType other) {
    for (int i = 0; i < PARTS; i++) {
      if (i != MULTIPLIER && i != UNIT && parts[i] != other.parts[i]) return false;
    }
    if (unit() == other.unit()) return true;
    return Unit.find(unit()).flatMap(unit -> Unit.find(other.unit()).filter(another -> another.base() == unit.base())).isPresent();
  }

  /** A value of one type told as the other; empty when they are not compatible or the value would leave the range of a double. */
  public static OptionalDouble convert(double value, ReadingType from, ReadingType to) {
    if (!from.isCompatibleWith(to)) return OptionalDouble.empty();
    double converted;
    if (from.unit() == to.unit()) {
      converted = scaled(value, (long) from.multiplier() - to.multiplier());
    } else {
      Unit unit = Unit.find(from.unit()).orElseThrow();
      OptionalDouble inUnit = unit.convert(scaled(value, from.multiplier()), Unit.find(to.unit()).orElseThrow());
      converted = scaled(inUnit.orElseThrow(), -to.multiplier());
    }
    return Double.isFinite(converted) ? OptionalDouble.of(converted) : OptionalDouble.empty();
  }

  /** Divides for a negative power, since those have no exact double. */
  private static double scaled(double value, long powerOfTen) {
    return powerOfTen < 0 ? value / Math.pow(10, -powerOfTen) : value * Math.pow(10, powerOfTen);
  }

  @Override
  public boolean equals(Object other) { return this == other || other instanceof ReadingType type && Arrays.equals(parts, type.parts); }

  @Override
  public int hashCode() { return Arrays.hashCode(parts); }

  @Override
  public String toString() { return code; }
}
