package meridian.services.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import meridian.model.metering.ReadingQuality;

/**
 * Which times can be those of readings.
 *
 * @param latest past it a time is in the future: kept, and marked unless its quality says something already
 */
record Soundness(Instant latest) {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
  /** How far the clock of a device may run ahead. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  static Soundness at(InstantSource clock) { return new Soundness(clock.instant().plus(AHEAD)); }

  boolean isSound(Instant time) { return !time.isBefore(EARLIEST) && !time.isAfter(LAST); }

  boolean isFuture(Instant time) { return time.isAfter(latest); }

  int quality(int packed, Instant time) {
    return packed == ReadingQuality.VALID.packed() && isFuture(time) ? ReadingQuality.FUTURE.packed() : packed;
  }
}
