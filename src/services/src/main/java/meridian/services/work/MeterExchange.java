package meridian.services.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.model.master.CimElement;
import meridian.model.work.MeterServiceWork;
import meridian.services.master.MasterData;
import meridian.services.master.Problem;
import meridian.services.master.Wish;
import meridian.services.registry.Registry;

/** Puts the new meter in the old one's place, in the master data. */
public final class MeterExchange {
  private final Registry registry;
  private final Change change;

  /** {@link MasterData#apply}. */
  @FunctionalInterface
  public interface Change {
    MasterData.Done apply(List<Wish> wishes, boolean allOrNothing);
  }

  MeterExchange(Registry registry, Change change) {
    this.registry = registry;
    this.change = change;
  }

  /** Does nothing when it was done before. @return why it cannot be; empty when it is */
  Optional<String> make(MeterServiceWork work) {
    Mrid place = work.usagePoint().orElseThrow();
    Mrid fresh = work.meter().orElseThrow();
    Mrid old = work.oldMeter().orElseThrow();
    if (fresh.equals(old)) return Optional.of("Meter and OldMeter are the same");
    if (isAt(fresh, place) && !isAt(old, place)) return Optional.empty();
    var wishes = new ArrayList<Wish>();
    if (isAt(old, place)) wishes.add(new Wish.TakeApart(List.of(named("Meter", old), named("UsagePoint", place))));
    if (!isAt(fresh, place)) wishes.add(new Wish.LinkTogether(List.of(named("Meter", fresh), named("UsagePoint", place))));
    List<Problem> problems = change.apply(wishes, true).problems();
    if (problems.isEmpty()) return Optional.empty();
    return Optional.of(problems.stream().map(problem -> problem.type() + " " + problem.identifier() + ": " + problem.says())
      .collect(Collectors.joining("; ")));
  }

  private boolean isAt(Mrid meter, Mrid place) {
    return registry.findMeter(meter).map(Meter::usagePoint).filter(place::equals).isPresent();
  }

  private static CimElement named(String type, Mrid mrid) { return CimElement.part(type, CimElement.value("mRID", mrid.toString())); }
}
