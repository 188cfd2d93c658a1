package meridian.store;

import java.time.Instant;

/** Instants as the database keeps them to be ordered and found: microseconds since 1970. */
final class Micros {
  private static final long EARLIEST_s = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LATEST_s = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Micros() {}

  /** Rounded down. @throws IllegalArgumentException outside the years 1 to 9999 */
  static long of(Instant time) {
    if (time.getEpochSecond() < EARLIEST_s || time.getEpochSecond() > LATEST_s)
      throw new IllegalArgumentException("time: " + time + " is outside the years 1 to 9999");
    return clamped(time);
  }

  /** As {@link #of}, rounded up. */
  static long ceiling(Instant time) { return of(time) + (time.getNano() % 1_000 == 0 ? 0 : 1); }

  /** As {@link #of} for the limits of a search: a time beyond the years kept becomes the nearest kept. */
  static long clamped(Instant time) {
    long second = Math.clamp(time.getEpochSecond(), EARLIEST_s, LATEST_s);
    return second * 1_000_000 + time.getNano() / 1_000;
  }

  static Instant instant(long time_us) {
    return Instant.ofEpochSecond(Math.floorDiv(time_us, 1_000_000L), Math.floorMod(time_us, 1_000_000L) * 1_000);
  }
}
