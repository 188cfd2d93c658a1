package meridian.model.grid;

import java.util.List;
import java.util.Set;

import meridian.model.Mrid;

/**
 * What a message changes of the grid's meters and usage points; the network stays.
 *
 * @param usagePoints new, or in place of the one with the same mRID; likewise meters
 * @param gone mRIDs of meters and usage points that are no more
 */
public record GridChange(List<UsagePoint> usagePoints, List<Meter> meters, Set<Mrid> gone) {
  public static final GridChange NONE = new GridChange(List.of(), List.of(), Set.of());

  public GridChange {
    usagePoints = List.copyOf(usagePoints);
    meters = List.copyOf(meters);
    gone = Set.copyOf(gone);
  }

  public boolean isNone() { return usagePoints.isEmpty() && meters.isEmpty() && gone.isEmpty(); }
}
