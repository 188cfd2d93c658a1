package meridian.services.master;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.model.master.CimElement;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.services.port.MasterStore.Key;

import static meridian.services.master.Problem.Kind.NOT_ALLOWED;

/** From objects to those of another type that belong to them, over links, installations and what their trees name. */
final class Walk {
  /** Who pays is above what measures; a walk goes one way only, so that it does not reach everybody over a supplier all have in common. */
  private static final Map<String, Integer> HEIGHT = Map.ofEntries(Map.entry("ServiceSupplier", 9), Map.entry("ServiceCategory", 9),
    Map.entry("PricingStructure", 8), Map.entry("Customer", 7), Map.entry("CustomerAccount", 6), Map.entry("CustomerAgreement", 5),
    Map.entry("AuxiliaryAgreement", 5), Map.entry("ServiceLocation", 4), Map.entry("UsagePointLocation", 4),
    Map.entry("UsagePointGroup", 4),
    Map.entry("UsagePoint", 3), Map.entry("EndDeviceGroup", 2), Map.entry("Meter", 1), Map.entry("ComModule", 0));
  /** A walk that met more objects than this was not meant. */
  static final int MOST_MET = 250_000;

  private final View view;

  Walk(View view) { this.view = view; }

  /** The objects of a type that one is, or that belong to it. @throws Refused when it meets too many */
  Set<Mrid> from(MasterObject start, String wanted) throws Refused {
    if (start.type().equals(wanted)) return Set.of(start.mrid());
    var found = new LinkedHashSet<Mrid>();
    var met = new LinkedHashSet<Key>();
    var next = new ArrayDeque<Key>();
    met.add(Key.of(start));
    next.add(Key.of(start));
    while (!next.isEmpty()) {
      Key at = next.poll();
      if (at.type().equals(wanted)) {
        found.add(at.mrid());
        continue;
      }
      for (Key neighbour : neighbours(at)) {
        if (!leadsTo(wanted, at.type(), neighbour.type()) || !met.add(neighbour)) continue;
        if (met.size() > MOST_MET)
          throw new Refused(NOT_ALLOWED, start.type(), View.identifier(start.content()), "more than " + MOST_MET + " objects belong to it");
        next.add(neighbour);
      }
    }
    return found;
  }

  /** Whether a step goes on in the walk's direction and not past what is wanted; types of no height are met at the ends only. */
  private static boolean leadsTo(String wanted, String from, String to) {
    if (to.equals(from)) return to.endsWith("Group");
    if (to.equals(wanted)) return true;
    Integer end = HEIGHT.get(wanted);
    Integer here = HEIGHT.get(from);
    Integer there = HEIGHT.get(to);
    if (end == null || here == null || there == null) return false;
    return here > end ? there < here && there > end : there > here && there < end;
  }

  private List<Key> neighbours(Key at) {
    Optional<MasterObject> object = view.find(at);
    if (object.isEmpty()) return List.of();
    var all = new ArrayList<Key>();
    for (Link link : view.links(at)) {
      all.add(Grants.other(link, at));
    }
    for (CimElement child : object.get().content().children()) {
      view.mentioned(child).filter(key -> !key.equals(at)).ifPresent(all::add);
    }
    for (Key container : view.mentioning(View.mentionsOf(object.get()), MOST_MET)) {
      boolean groupOfGroup = container.type().equals(at.type());
      if (!groupOfGroup && !container.equals(at)) all.add(container);
    }
    return all;
  }

  /** Meters of a group: its own, those of the groups in it, those at its usage points. Each group is looked at once. */
  Set<Mrid> members(MasterObject group) {
    var meters = new LinkedHashSet<Mrid>();
    var met = new LinkedHashSet<Key>();
    var next = new ArrayDeque<MasterObject>();
    met.add(Key.of(group));
    next.add(group);
    while (!next.isEmpty()) {
      MasterObject at = next.poll();
      var members = new ArrayList<Key>();
      at.content().children().stream().filter(child -> Mention.typeOf(child.name()).isPresent())
        .forEach(child -> view.mentioned(child).ifPresent(members::add));
      view.links(Key.of(at)).forEach(link -> members.add(Grants.other(link, Key.of(at))));
      for (Key member : members) {
        switch (member.type()) {
          case View.METER -> meters.add(member.mrid());
          case View.USAGE_POINT -> view.registry.metersAt(member.mrid()).stream().map(Meter::mrid).forEach(meters::add);
          case "EndDeviceGroup", "UsagePointGroup" -> {
            if (met.add(member)) view.find(member).ifPresent(next::add);
          }
          default -> {}
        }
      }
    }
    return meters;
  }
}
