package meridian.services.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How the other side has been doing: how long to wait before the next try, and whether only a probe is sent. One writer; {@link #state} may
 * be asked by anyone.
 */
final class Circuit {
  /** Part of a pause that is left to chance, so that many subscribers behind one server do not knock together. */
  private static final double JITTER = 0.2;

  private final Patience patience;
  private final RandomGenerator chance;
  private volatile int failures;
  private volatile boolean trying;

  /**
   * @param first pause after the first failure; each further one is twice as long
   * @param longest pause there is
   * @param failuresToOpen failures in a row after which only probes are sent
   * @param equalDefects equal RuntimeExceptions after which a notice is set aside
   */
  record Patience(Duration first, Duration longest, int failuresToOpen, int equalDefects) {
    static final Patience USUAL = new Patience(Duration.ofMillis(200), Duration.ofSeconds(30), 5, 3);
  }

  Circuit(Patience patience, RandomGenerator chance) {
    this.patience = patience;
    this.chance = chance;
  }

  Delivery.State state() {
    if (failures < patience.failuresToOpen) return Delivery.State.CLOSED;
    return trying ? Delivery.State.HALF_OPEN : Delivery.State.OPEN;
  }

  /** Whether nothing failed since it last succeeded. */
  boolean isSound() { return failures == 0; }

  void tries() { trying = true; }

  void succeeded() {
    failures = 0;
    trying = false;
  }

  void failed() {
    failures++;
    trying = false;
  }

  /** Before the next try. */
  Duration pause() {
    long pause_ms = patience.first.toMillis() << Math.min(20, Math.max(0, failures - 1));
    long bounded_ms = Math.min(pause_ms, patience.longest.toMillis());
    return Duration.ofMillis(Math.round(bounded_ms * (1 - JITTER * chance.nextDouble())));
  }
}
