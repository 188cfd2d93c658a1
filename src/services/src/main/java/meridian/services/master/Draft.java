package meridian.services.master;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.services.port.MasterStore;
import meridian.services.port.MasterStore.Key;
import meridian.services.registry.Registry;

import static meridian.services.master.Problem.Kind.EXISTS;

/**
 * Master data as it is after the wishes of a message that were granted so far; nothing of it is kept yet. Its registry is a copy. For one
 * thread and one message.
 */
final class Draft extends View {

  /** A name within a type. */
  private record Called(String type, String name) {}

  private final Map<Key, Optional<MasterObject>> fetched = new HashMap<>();
  private final Map<Called, Set<Mrid>> fetchedNames = new HashMap<>();
  /** What became of objects; empty when gone. */
  private final Map<Key, Optional<MasterObject>> changed = new LinkedHashMap<>();
  private final Set<Key> everGone = new HashSet<>();
  /** Who had a name or mention at some step; may have it no more. */
  private final Map<Called, Set<Mrid>> changedNames = new HashMap<>();
  private final Map<Mention, Set<Key>> changedMentions = new HashMap<>();
  /** True when they were linked, false when they were taken apart. */
  private final Map<Link, Boolean> changedLinks = new LinkedHashMap<>();
  private final Map<Key, Set<Link>> linksOf = new HashMap<>();
  private final Map<Mrid, Optional<Meter>> meters = new LinkedHashMap<>();
  private final Map<Mrid, Optional<UsagePoint>> points = new LinkedHashMap<>();

  Draft(MasterStore store, Registry registry) { super(store, registry.copy()); }

  /** Reads in few questions what the elements, and what they name, will be looked up by. */
  void prefetch(List<CimElement> told) {
    var wanted = new HashMap<String, Set<String>>();
    for (CimElement element : told) {
      wanted.computeIfAbsent(Mention.keptType(element.name()), _ -> new LinkedHashSet<>()).addAll(element.identifiers());
      for (CimElement child : element.children()) {
        Mention.of(child).forEach(each -> wanted.computeIfAbsent(each.type(), _ -> new LinkedHashSet<>()).add(each.identifier()));
      }
    }
    wanted.forEach(this::prefetch);
  }

  private void prefetch(String type, Set<String> identifiers) {
    Map<String, Set<Mrid>> named = store.findByName(type, identifiers, MOST_NAMESAKES);
    var mrids = new LinkedHashSet<Mrid>();
    for (String identifier : identifiers) {
      Set<Mrid> these = named.getOrDefault(identifier, Set.of());
      fetchedNames.put(new Called(type, identifier), these);
      mrids.addAll(these);
      Mrid.find(identifier).ifPresent(mrids::add);
      if (type.equals(METER)) registry.findMeter(identifier).map(Meter::mrid).ifPresent(mrids::add);
      if (type.equals(USAGE_POINT)) registry.findUsagePoint(identifier).map(UsagePoint::mrid).ifPresent(mrids::add);
    }
    Map<Mrid, MasterObject> kept = store.find(type, mrids);
    mrids.forEach(mrid -> fetched.put(new Key(type, mrid), Optional.ofNullable(kept.get(mrid))));
  }

  @Override
  Optional<MasterObject> kept(Key key) {
    Optional<MasterObject> now = changed.get(key);
    return now != null ? now : fetched.computeIfAbsent(key, super::kept);
  }

  @Override
  Set<Mrid> named(String type, String name) {
    var called = new Called(type, name);
    var all = new LinkedHashSet<>(fetchedNames.computeIfAbsent(called, _ -> super.named(type, name)));
    all.addAll(changedNames.getOrDefault(called, Set.of()));
    all.removeIf(mrid -> {
      Optional<MasterObject> now = changed.get(new Key(type, mrid));
      return now != null && now.filter(object -> object.names().contains(name)).isEmpty();
    });
    return all;
  }

  @Override
  List<Link> keptLinks(Key key) {
    var all = new LinkedHashSet<>(everGone.contains(key) ? List.of() : super.keptLinks(key));
    for (Link link : linksOf.getOrDefault(key, Set.of())) {
      if (Boolean.TRUE.equals(changedLinks.get(link))) all.add(link);
      else
        all.remove(link);
    }
    return List.copyOf(all);
  }

  @Override
  List<Key> mentioning(Collection<Mention> mentions, int limit) {
    var all = new LinkedHashSet<>(super.mentioning(mentions, limit));
    mentions.forEach(mention -> all.addAll(changedMentions.getOrDefault(mention, Set.of())));
    all.removeIf(key -> {
      Optional<MasterObject> now = changed.get(key);
      return now != null && now.filter(object -> object.mentions().stream().anyMatch(mentions::contains)).isEmpty();
    });
    return List.copyOf(all);
  }

  /** @param grid what the object means to the registry @throws Refused when an identity is taken; nothing is changed */
  void put(MasterObject object, GridChange grid) throws Refused {
    change(grid, object.type(), identifier(object.content()));
    changed.put(Key.of(object), Optional.of(object));
    object.names().forEach(name -> changedNames.computeIfAbsent(new Called(object.type(), name), _ -> new LinkedHashSet<>())
      .add(object.mrid()));
    object.mentions().forEach(mention -> changedMentions.computeIfAbsent(mention, _ -> new LinkedHashSet<>()).add(Key.of(object)));
  }

  /** As {@link #put}, of something that only the registry knows of. */
  void change(GridChange grid, String type, String identifier) throws Refused {
    try {
      registry.apply(grid);
    } catch (Registry.Clash clash) {
      throw new Refused(EXISTS, type, identifier, String.valueOf(clash.getMessage()));
    }
    grid.meters().forEach(meter -> meters.put(meter.mrid(), Optional.of(meter)));
    grid.usagePoints().forEach(point -> points.put(point.mrid(), Optional.of(point)));
  }

  void remove(Key key) {
    keptLinks(key).forEach(link -> link(link, false));
    changed.put(key, Optional.empty());
    everGone.add(key);
    if (key.type().equals(METER)) meters.put(key.mrid(), Optional.empty());
    else if (key.type().equals(USAGE_POINT)) points.put(key.mrid(), Optional.empty());
    else
      return;
    registry.apply(new GridChange(List.of(), List.of(), Set.of(key.mrid())));
  }

  void link(Link link, boolean together) {
    changedLinks.put(link, together);
    linksOf.computeIfAbsent(new Key(link.aType(), link.a()), _ -> new LinkedHashSet<>()).add(link);
    linksOf.computeIfAbsent(new Key(link.bType(), link.b()), _ -> new LinkedHashSet<>()).add(link);
  }

  boolean isUnchanged() { return changed.isEmpty() && changedLinks.isEmpty() && meters.isEmpty() && points.isEmpty(); }

  /** All that was granted. */
  MasterStore.Change change() {
    var put = new ArrayList<MasterObject>();
    var gone = new ArrayList<Key>();
    changed.forEach((key, now) -> now.ifPresentOrElse(put::add, () -> gone.add(key)));
    var linked = new ArrayList<Link>();
    var unlinked = new ArrayList<Link>();
    changedLinks.forEach((link, together) -> (together ? linked : unlinked).add(link));
    var goneFromGrid = new HashSet<Mrid>();
    meters.forEach((mrid, now) -> { if (now.isEmpty()) goneFromGrid.add(mrid); });
    points.forEach((mrid, now) -> { if (now.isEmpty()) goneFromGrid.add(mrid); });
    return new MasterStore.Change(put, gone, linked, unlinked, new GridChange(
      points.values().stream().flatMap(Optional::stream).toList(), meters.values().stream().flatMap(Optional::stream).toList(),
      goneFromGrid));
  }
}
