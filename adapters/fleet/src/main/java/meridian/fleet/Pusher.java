package meridian.fleet;

import java.time.Duration;

/** Sends what meters report of their own accord. */
final class Pusher {
  static final int UDP_COPIES = 2;
  static final int TCP_ATTEMPTS = 5;
  static final Duration TCP_DELAY = Duration.ofSeconds(2);

  private Pusher() {}
}
