package meridian.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The hub's clock: {@code origin} at the real time {@code realOrigin}, then running {@code speed} times as fast. With speed 1 and equal
 * origins it is the machine's own.
 */
public record ScaledClock(Instant origin, Instant realOrigin, double speed) implements InstantSource {

  public static ScaledClock real() { return new ScaledClock(Instant.EPOCH, Instant.EPOCH, 1); }

  @Override
  public Instant instant() {
    Duration real = Duration.between(realOrigin, Instant.now());
    return speed == 1 ? origin.plus(real) : origin.plusNanos((long) (real.toNanos() * speed));
  }
}
