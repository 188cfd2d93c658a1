package meridian.services.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.grid.Grid;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.UsagePoint;

/** What feeds what, from the terminals and the switches' states. Immutable. */
public final class Topology {
  private final Map<Mrid, PowerTransformer> transformerOfUsagePoint = new HashMap<>();

  public Topology(Grid grid) {}

  /** The distribution transformer upstream of a usage point; empty when it hangs on none. */
  public Optional<PowerTransformer> transformerOf(UsagePoint point) {
    return Optional.ofNullable(transformerOfUsagePoint.get(point.mrid()));
  }
}
