package meridian.model.task;

import java.util.Set;

import meridian.model.Mrid;

/**
 * Whose meters are meant: those named, those installed at the usage points, those of the groups, as they are when it is due. Nobody named:
 * all meters.
 */
public record Scope(Set<Mrid> meters, Set<Mrid> usagePoints, Set<Group> groups) {
  public static final Scope ALL = new Scope(Set.of(), Set.of(), Set.of());

  /** @param type EndDeviceGroup or UsagePointGroup @param identifier mRID or name as written */
  public record Group(String type, String identifier) {}

  public Scope {
    meters = Set.copyOf(meters);
    usagePoints = Set.copyOf(usagePoints);
    groups = Set.copyOf(groups);
  }

  public boolean isAll() { return meters.isEmpty() && usagePoints.isEmpty() && groups.isEmpty(); }
}
