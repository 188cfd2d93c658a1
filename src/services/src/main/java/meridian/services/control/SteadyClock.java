package meridian.services.control;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The machine's time when it was made, running on steadily whatever the machine's clock is set to afterwards. Leases and pauses run on it:
 * on a clock set back by an hour a command would wait an hour to be tried again, on one set ahead its lease would end under it. Another
 * process has another one, so a store that changes hands ends the leases it finds.
 */
final class SteadyClock implements InstantSource {
  private final Instant origin = Instant.now();
  private final long origin_ns = System.nanoTime();

  @Override
  public Instant instant() { return origin.plusNanos(System.nanoTime() - origin_ns); }
}
