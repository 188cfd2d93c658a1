package meridian.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved. */
final class ManualClock implements InstantSource {
  private volatile Instant now;

  ManualClock(String now) { this.now = Instant.parse(now); }

  @Override
  public Instant instant() { return now; }

  void advance(Duration by) { now = now.plus(by); }
}
