package meridian.model.metering;

import java.time.Instant;

/** One value of one ReadingType at one instant, in the type's own unit and multiplier. */
public record Reading(ReadingType type, Instant time, double value, ReadingQuality quality) {

  public Reading {
    if (!Double.isFinite(value)) throw new IllegalArgumentException("reading of " + type + " at " + time + " is " + value);
  }
}
