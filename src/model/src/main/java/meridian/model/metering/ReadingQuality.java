package meridian.model.metering;

import java.util.Optional;

/**
 * How far a value can be trusted: system.category.index of IEC 61968-9 annex D, kept as one int so that blocks stay small. {@code VALID}
 * is the quality of a value nobody complained about.
 */
public record ReadingQuality(int packed) {
  public static final ReadingQuality VALID = of(1, 0, 0);
  public static final ReadingQuality POWER_FAIL = of(1, 2, 32);
  public static final ReadingQuality CLOCK_CHANGED = of(1, 4, 9);
  public static final ReadingQuality SUSPECT = of(1, 5, 258);
  public static final ReadingQuality PARTIAL_INTERVAL = of(1, 4, 2);
  public static final ReadingQuality DEVICE_ERROR = of(1, 1, 0);
  /** Told apart by the head-end: a value that came after another for the same instant and differs from it. */
  public static final ReadingQuality CORRECTED = of(2, 7, 0);
  /** Told apart by the head-end: stamped later than the hub's clock allows. */
  public static final ReadingQuality FUTURE = of(2, 5, 256);

  public static ReadingQuality of(int system, int category, int index) {
    if (system < 0 || system > 255 || category < 0 || category > 255 || index < 0 || index > 65_535)
      throw new IllegalArgumentException("ReadingQuality: " + system + "." + category + "." + index + " is out of range");
    return new ReadingQuality(system << 24 | category << 16 | index);
  }

  /** Parses three integers with dots; empty when it is anything else or out of range. */
  public static Optional<ReadingQuality> find(String code) {
    if (!code.matches("\\d{1,3}\\.\\d{1,3}\\.\\d{1,5}")) return Optional.empty();
    String[] parts = code.split("\\.");
    try {
      return Optional.of(of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
    } catch (IllegalArgumentException outOfRange) {
      return Optional.empty();
    }
  }

  public int system() { return packed >>> 24; }

  public int category() { return packed >>> 16 & 0xFF; }

  public int index() { return packed & 0xFFFF; }

  public String code() { return system() + "." + category() + "." + index(); }
}
