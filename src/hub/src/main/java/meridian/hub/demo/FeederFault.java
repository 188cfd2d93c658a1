package meridian.hub.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import meridian.console.Scenarios;
import meridian.services.live.Feed;

/** The demo's scenarios: a feeder loses its supply, its meters send their last gasps over the wire, and come back when it is restored. */
final class FeederFault implements Scenarios {
  private static final String NAME = "feeder-fault";

  private final FleetProcess fleet;
  private final String feeder;
  private final String group;
  private final Feed<Scenario> changes = new Feed<>();
  private boolean running;

  /** @param group the feeder's meters in the fleet */
  FeederFault(FleetProcess fleet, String feeder, String group) {
    this.fleet = fleet;
    this.feeder = feeder;
    this.group = group;
  }

  @Override
  public synchronized List<Scenario> list() { return List.of(now()); }

  @Override
  public Optional<Scenario> start(String name) throws NotNow { return turn(name, true); }

  @Override
  public Optional<Scenario> stop(String name) throws NotNow { return turn(name, false); }

  @Override
  public Feed<Scenario> changes() { return changes; }

  private synchronized Optional<Scenario> turn(String name, boolean on) throws NotNow {
    if (!name.equals(NAME)) return Optional.empty();
    if (on != running) {
      try {
        fleet.order((on ? "outage " : "restore ") + group);
      } catch (IOException gone) {
        throw new NotNow(gone.getMessage());
      }
      running = on;
      changes.tell(now());
    }
    return Optional.of(now());
  }

  private Scenario now() {
    return new Scenario(NAME, "Feeder fault", "The feeder's breaker trips: every meter behind it sends its last gasp and falls silent.",
      running, feeder);
  }
}
