package meridian.services.master;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import meridian.model.master.CimElement;
import meridian.model.master.Name;

/** Changes trees: only what a message names. */
final class Merge {
  /** Parts with an identity of which there is one only: another takes the place of the one before. */
  private static final Set<String> ONE_ONLY = Set.of("ConfigurationEvents", "Equipments", "Manufacturer", "PricingStructures",
    "ReadingType",
    "ServiceCategory", "ServiceLocation", "ServiceSupplier", "UsagePointLocation");

  private Merge() {}

  /**
   * As {@link Wish.Change} says. The mRID stays.
   *
   * @param rename whether a name takes the place of another of the same NameType; else it is one more
   */
  static CimElement change(CimElement kept, CimElement told, boolean rename) {
    var children = new ArrayList<>(kept.children());
    byName(told).forEach((name, these) -> {
      switch (name) {
        case "mRID" -> {}
        case "Names" -> these.forEach(each -> names(children, each, told, rename));
        default -> put(children, name, these);
      }
    });
    String text = told.children().isEmpty() && kept.children().isEmpty() ? told.text() : kept.text();
    return new CimElement(kept.name(), told.attributes().isEmpty() ? kept.attributes() : told.attributes(), text, children);
  }

  private static Map<String, List<CimElement>> byName(CimElement element) {
    var all = new LinkedHashMap<String, List<CimElement>>();
    element.children().forEach(child -> all.computeIfAbsent(child.name(), _ -> new ArrayList<>()).add(child));
    return all;
  }

  private static void put(List<CimElement> children, String name, List<CimElement> told) {
    if (told.stream().allMatch(Merge::hasIdentity) && !ONE_ONLY.contains(name)) {
      told.forEach(each -> {
        int at = indexOfSame(children, each);
        if (at < 0) insert(children, each);
        else
          children.set(at, change(children.get(at), each, false));
      });
      return;
    }
    List<Integer> there = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).name().equals(name)) there.add(i);
    }
    boolean one = there.size() == 1 && told.size() == 1;
    if (one && !told.getFirst().children().isEmpty() && !other(children.get(there.getFirst()), told.getFirst())) {
      children.set(there.getFirst(), change(children.get(there.getFirst()), told.getFirst(), false));
      return;
    }
    int at = there.isEmpty() ? children.size() : there.getFirst();
    children.removeIf(child -> child.name().equals(name));
    children.addAll(at, told);
  }

  /** Whether both have an identity, and not the same. */
  private static boolean other(CimElement kept, CimElement told) {
    return hasIdentity(kept) && hasIdentity(told) && !isSame(kept, told);
  }

  private static boolean hasIdentity(CimElement element) {
    return !element.identifiers().isEmpty() || element.attributes().containsKey("ref") && element.children().isEmpty();
  }

  private static boolean isSame(CimElement one, CimElement other) {
    if (one.attributes().containsKey("ref") || other.attributes().containsKey("ref"))
      return one.attributes().getOrDefault("ref", "").equals(other.attributes().getOrDefault("ref", ""));
    if (!one.mrid().isEmpty() && !other.mrid().isEmpty()) return one.mrid().equals(other.mrid());
    return View.claimTheSame(one, other);
  }

  private static int indexOfSame(List<CimElement> children, CimElement wanted) {
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).name().equals(wanted.name()) && isSame(children.get(i), wanted)) return i;
    }
    return -1;
  }

  /** Behind the last of its name. */
  private static void insert(List<CimElement> children, CimElement one) {
    int at = children.size();
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).name().equals(one.name())) at = i + 1;
    }
    children.add(at, one);
  }

  private static void names(List<CimElement> children, CimElement told, CimElement object, boolean rename) {
    Name name = name(told);
    int same = -1;
    int ofItsType = -1;
    for (int i = 0; i < children.size(); i++) {
      if (!children.get(i).name().equals("Names")) continue;
      Name there = name(children.get(i));
      // A name without its type says nothing new of one that has one.
      if (name.type().isEmpty() && name.name().equals(there.name())) return;
      if (there.equals(name)) same = i;
      boolean stays = object.names().contains(there);
      if (!stays && there.type().equals(name.type()) && there.authority().equals(name.authority())) ofItsType = ofItsType == -1 ? i : -2;
    }
    // An adapter is no name: there is one only, whoever is told it.
    boolean replaces = rename || name.type().equalsIgnoreCase(Name.ADAPTER);
    if (same >= 0) children.set(same, told);
    else if (replaces && ofItsType >= 0) children.set(ofItsType, told);
    else
      insert(children, told);
  }

  private static Name name(CimElement names) { return CimElement.part("of", names).names().getFirst(); }

  /**
   * As {@link Wish.DeleteElements} says.
   *
   * @param names whether Names are among what is to go; else they only say which object is meant
   */
  static CimElement delete(CimElement kept, CimElement told, boolean names) {
    var children = new ArrayList<>(kept.children());
    for (CimElement each : told.children()) {
      switch (each.name()) {
        case "mRID" -> {}
        case "Names" -> {
          if (names) children.removeIf(child -> child.name().equals("Names") && name(child).equals(name(each)));
        }
        default -> delete(children, each);
      }
    }
    return kept.with(children);
  }

  private static void delete(List<CimElement> children, CimElement told) {
    if (hasIdentity(told)) {
      children.removeIf(child -> child.name().equals(told.name()) && isSame(child, told));
      return;
    }
    if (told.children().isEmpty()) {
      children.removeIf(child -> child.name().equals(told.name()));
      return;
    }
    for (int i = children.size() - 1; i >= 0; i--) {
      CimElement child = children.get(i);
      if (!child.name().equals(told.name())) continue;
      CimElement left = delete(child, told, true);
      if (left.children().isEmpty()) children.remove(i);
      else
        children.set(i, left);
    }
  }
}
