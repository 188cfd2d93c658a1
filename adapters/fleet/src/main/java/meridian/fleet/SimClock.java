package meridian.fleet;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that runs {@code speed} times as fast as the system's.
 *
 * @param origin the simulated time at {@code realOrigin}
 */
public record SimClock(Instant origin, Instant realOrigin, double speed) implements InstantSource {
  /** Refuses a speed that is not above 0. */
  public SimClock {
    if (!(speed > 0 && speed <= 100_000)) throw new IllegalArgumentException("--speed " + speed + " is not above 0 and at most 100000");
  }

  @Override
  public Instant instant() { return origin.plusMillis((long) ((System.currentTimeMillis() - realOrigin.toEpochMilli()) * speed)); }
}
