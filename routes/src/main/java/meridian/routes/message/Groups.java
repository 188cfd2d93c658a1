package meridian.routes.message;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import meridian.cim.CimError;
import meridian.cim.GroupReference;
import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.services.master.MasterData;
import meridian.services.registry.Registry;

/** Groups as messages name them: the meters that are in them now. Safe for concurrent callers. */
public final class Groups {
  private final MasterData masterData;
  private final Registry registry;

  public Groups(MasterData masterData, Registry registry) {
    this.masterData = masterData;
    this.registry = registry;
  }

  /**
   * The meters of the groups.
   *
   * @param meters gets them, in any order
   * @param errors gets one for each group that is not known or has no meter
   */
  public void expand(Collection<GroupReference> groups, Collection<Meter> meters, List<CimError> errors) {
    for (GroupReference group : groups) {
      String type = group.type();
      String identifier = group.identifier();
      Optional<Set<Mrid>> members = masterData.members(type, identifier);
      if (members.isEmpty()) {
        errors.add(ObjectCodes.unknown(type, identifier, "no " + type + " has this mRID or name"));
        continue;
      }
      List<Meter> there = members.get().stream().sorted().flatMap(meter -> registry.findMeter(meter).stream()).toList();
      if (there.isEmpty()) errors.add(ObjectCodes.unknown(type, identifier, "no meter is in this " + type));
      meters.addAll(there);
    }
  }
}
