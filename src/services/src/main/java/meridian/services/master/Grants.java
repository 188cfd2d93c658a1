package meridian.services.master;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.services.port.MasterStore.Key;

import static meridian.services.master.Problem.Kind.DANGLING;
import static meridian.services.master.Problem.Kind.EXISTS;
import static meridian.services.master.Problem.Kind.INCOMPLETE;
import static meridian.services.master.Problem.Kind.IN_USE;
import static meridian.services.master.Problem.Kind.NOT_ALLOWED;
import static meridian.services.master.View.METER;
import static meridian.services.master.View.USAGE_POINT;

/** Grants the wishes of one message, one by one; each wholly or not at all. */
final class Grants {
  private static final Set<String> LOCATIONS = Set.of("ServiceLocation", "UsagePointLocation");
  private static final Set<String> GROUPS = Set.of("EndDeviceGroup", "UsagePointGroup");
  private static final Set<String> MEMBERS = Set.of(METER, USAGE_POINT, "EndDeviceGroup", "UsagePointGroup");
  private static final int MOST_AT_A_LOCATION = 10_000;
  private static final int MOST_NAME = 500;

  private final Draft draft;
  private final Predicate<Mrid> hasOpenCommands;

  Grants(Draft draft, Predicate<Mrid> hasOpenCommands) {
    this.draft = draft;
    this.hasOpenCommands = hasOpenCommands;
  }

  /** What was touched, called as the wish calls it. */
  List<MasterObject> grant(Wish wish) throws Refused {
    return switch (wish) {
      case Wish.Create(CimElement told) -> List.of(called(told, create(told)));
      case Wish.Change(CimElement told) -> List.of(called(told, change(told, false)));
      case Wish.DeleteElements(CimElement told) -> List.of(called(told, change(told, true)));
      case Wish.Delete(CimElement told) -> List.of(called(told, delete(told)));
      case Wish.LinkTogether(List<CimElement> told) -> link(told, true);
      case Wish.TakeApart(List<CimElement> told) -> link(told, false);
    };
  }

  private static MasterObject called(CimElement told, MasterObject object) {
    return new MasterObject(object.mrid(), told.name(), object.content().named(told.name()));
  }

  private MasterObject create(CimElement told) throws Refused {
    String type = Mention.keptType(told.name());
    if (told.identifiers().isEmpty())
      throw new Refused(INCOMPLETE, told.name(), "", "this " + told.name() + " has neither mRID nor Names");
    refuseTwins(type, told);
    Mrid mrid = told.uuid().orElseGet(() -> derived(type, View.identifier(told)));
    var object = new MasterObject(mrid, type, told.named(type));
    put(object);
    return object;
  }

  private void refuseTwins(String type, CimElement told) throws Refused {
    Optional<Mrid> uuid = told.uuid();
    if (uuid.isPresent() && draft.exists(new Key(type, uuid.get())))
      throw new Refused(EXISTS, told.name(), told.mrid(), "there is a " + told.name() + " with the mRID " + told.mrid() + " already");
    for (String identifier : told.identifiers()) {
      for (Mrid other : draft.named(type, identifier)) {
        Optional<MasterObject> there = draft.find(new Key(type, other));
        if (there.isPresent() && View.claimTheSame(told, there.get().content()))
          throw new Refused(EXISTS, told.name(), identifier, "there is a " + told.name() + " called " + identifier + " already");
      }
    }
  }

  /** The same object that is told twice without mRID is the same; one that took its name after it was renamed is another. */
  private Mrid derived(String type, String identifier) {
    Mrid mrid = Mrid.derivedFrom(type + " " + identifier);
    for (int i = 2; draft.exists(new Key(type, mrid)); i++) {
      mrid = Mrid.derivedFrom(type + " " + identifier + " " + i);
    }
    return mrid;
  }

  private MasterObject change(CimElement told, boolean delete) throws Refused {
    MasterObject kept = draft.get(told);
    boolean byMrid = told.uuid().isPresent();
    CimElement content = delete
      ? Merge.delete(kept.content(), told, byMrid)
      : Merge.change(kept.content(), told.named(kept.type()), byMrid);
    var object = new MasterObject(kept.mrid(), kept.type(), content);
    if (byMrid) refuseNamesake(object, told);
    put(object);
    return object;
  }

  private void refuseNamesake(MasterObject object, CimElement told) throws Refused {
    for (String identifier : told.identifiers()) {
      for (Mrid other : draft.named(object.type(), identifier)) {
        if (other.equals(object.mrid())) continue;
        Optional<MasterObject> there = draft.find(new Key(object.type(), other));
        if (there.isPresent() && View.claimTheSame(object.content(), there.get().content()))
          throw new Refused(EXISTS, told.name(), identifier, "another " + told.name() + " is called " + identifier + " already");
      }
    }
  }

  private void put(MasterObject object) throws Refused {
    refuseEndlessNames(object);
    if (GROUPS.contains(object.type())) refuseStrangers(object);
    if (LOCATIONS.contains(object.type())) {
      Meaning.position(object.content());
      draft.put(object, GridChange.NONE);
      placePointsAt(object);
      return;
    }
    draft.put(object, switch (object.type()) {
      case METER -> {
        Optional<Meter> before = draft.registry.findMeter(object.mrid());
        Meter now = Meaning.meter(object, before.map(Meter::usagePoint).orElse(null));
        yield before.equals(Optional.of(now)) ? GridChange.NONE : meters(List.of(now));
      }
      case USAGE_POINT -> {
        UsagePoint now = meaning(object);
        yield draft.registry.findUsagePoint(object.mrid()).equals(Optional.of(now)) ? GridChange.NONE : points(List.of(now));
      }
      default -> GridChange.NONE;
    });
  }

  /** Names are indexed, and no index takes whatever is written. */
  private static void refuseEndlessNames(MasterObject object) throws Refused {
    for (String name : Stream.concat(object.content().identifiers().stream(), object.mentions().stream().map(Mention::identifier))
      .toList()) {
      if (name.length() > MOST_NAME)
        throw new Refused(NOT_ALLOWED, object.type(), name.substring(0, 40),
          "a name or mRID has " + name.length() + " characters; at most " + MOST_NAME
            + " are taken");
    }
  }

  private static GridChange meters(List<Meter> meters) { return new GridChange(List.of(), meters, Set.of()); }

  private static GridChange points(List<UsagePoint> points) { return new GridChange(points, List.of(), Set.of()); }

  private void refuseStrangers(MasterObject group) throws Refused {
    for (CimElement child : group.content().children()) {
      List<Mention> mentions = Mention.of(child);
      if (mentions.isEmpty() || !MEMBERS.contains(mentions.getFirst().type()) || draft.mentioned(child).isPresent()) continue;
      throw new Refused(DANGLING, group.type(), View.identifier(group.content()),
        "its member " + mentions.getFirst().identifier() + " is no " + mentions.getFirst().type() + " that the hub knows, or is several");
    }
  }

  private UsagePoint meaning(MasterObject point) throws Refused {
    Optional<UsagePoint> before = draft.registry.findUsagePoint(point.mrid());
    var locations = new ArrayList<CimElement>();
    for (CimElement child : point.content().children()) {
      if (!LOCATIONS.contains(child.name())) continue;
      locations.add(child);
      draft.mentioned(child).flatMap(draft::find).map(MasterObject::content).ifPresent(locations::add);
    }
    if (before.isPresent()) {
      var key = Key.of(point);
      for (Link link : draft.keptLinks(key)) {
        Key other = other(link, key);
        if (LOCATIONS.contains(other.type())) draft.find(other).map(MasterObject::content).ifPresent(locations::add);
      }
    }
    return Meaning.usagePoint(point, locations, before);
  }

  static Key other(Link link, Key one) {
    var a = new Key(link.aType(), link.a());
    return a.equals(one) ? new Key(link.bType(), link.b()) : a;
  }

  /** A location that is told tells where the usage points are that name it, or are linked to it. */
  private void placePointsAt(MasterObject location) throws Refused {
    var keys = new LinkedHashSet<>(draft.mentioning(View.mentionsOf(location), MOST_AT_A_LOCATION));
    draft.keptLinks(Key.of(location)).forEach(link -> keys.add(other(link, Key.of(location))));
    for (Key key : keys) {
      if (key.type().equals(USAGE_POINT)) place(key);
    }
  }

  private void place(Key point) throws Refused {
    Optional<MasterObject> object = draft.find(point);
    if (object.isPresent()) draft.change(points(List.of(meaning(object.get()))), USAGE_POINT, View.identifier(object.get().content()));
  }

  private MasterObject delete(CimElement told) throws Refused {
    MasterObject object = draft.get(told);
    String called = View.identifier(told);
    if (object.type().equals(METER) && hasOpenCommands.test(object.mrid()))
      throw new Refused(IN_USE, told.name(), called, "commands to this " + told.name() + " are under way");
    if (object.type().equals(USAGE_POINT)) {
      List<Meter> there = draft.registry.metersAt(object.mrid());
      if (!there.isEmpty())
        throw new Refused(IN_USE, told.name(), called, "meter " + there.getFirst().name() + " is installed at it");
    }
    draft.remove(Key.of(object));
    return object;
  }

  /** All of one type with each of another. */
  private List<MasterObject> link(List<CimElement> told, boolean together) throws Refused {
    var objects = new ArrayList<MasterObject>();
    var called = new ArrayList<MasterObject>();
    for (CimElement each : told) {
      if (each.name().equals("ConfigurationEvent")) continue;
      MasterObject object = draft.get(each);
      objects.add(object);
      called.add(called(each, object));
    }
    var links = new LinkedHashSet<Link>();
    for (MasterObject one : objects) {
      for (MasterObject other : objects) {
        if (one.type().compareTo(other.type()) < 0) links.add(Link.between(one.type(), one.mrid(), other.type(), other.mrid()));
      }
    }
    if (links.isEmpty())
      throw new Refused(INCOMPLETE, told.isEmpty() ? "" : told.getFirst().name(), told.isEmpty() ? "" : View.identifier(told.getFirst()),
        "a link is between objects of different types");
    if (!together) refuseUnlinked(links);
    draft.change(meters(together ? installed(links) : takenDown(links)), METER, "");
    for (Link link : links) {
      if (!isInstallation(link)) draft.link(link, together);
    }
    for (Link link : links) {
      if (together && LOCATIONS.contains(link.aType()) && link.bType().equals(USAGE_POINT)) place(new Key(USAGE_POINT, link.b()));
      if (together && LOCATIONS.contains(link.bType()) && link.aType().equals(USAGE_POINT)) place(new Key(USAGE_POINT, link.a()));
    }
    return called;
  }

  private static boolean isInstallation(Link link) { return link.aType().equals(METER) && link.bType().equals(USAGE_POINT); }

  private List<Meter> installed(Set<Link> links) throws Refused {
    var all = new ArrayList<Meter>();
    var taken = new HashSet<Mrid>();
    for (Link link : links) {
      if (!isInstallation(link)) continue;
      Meter meter = draft.registry.findMeter(link.a()).orElseThrow();
      if (link.b().equals(meter.usagePoint())) continue;
      UsagePoint point = draft.registry.findUsagePoint(link.b()).orElseThrow();
      Optional<UsagePoint> elsewhere = draft.registry.findUsagePoint(meter);
      if (elsewhere.isPresent() || !taken.add(meter.mrid()))
        throw new Refused(IN_USE, METER, meter.name(), "meter " + meter.name() + " is installed at "
          + elsewhere.map(UsagePoint::name).orElse("another usage point") + ": take them apart first");
      List<Meter> there = draft.registry.metersAt(point.mrid());
      if (!there.isEmpty() || !taken.add(point.mrid()))
        throw new Refused(IN_USE, USAGE_POINT, point.name(), "usage point " + point.name() + " has "
          + (there.isEmpty() ? "another meter" : "meter " + there.getFirst().name()) + ": take them apart first");
      all.add(at(meter, point.mrid()));
    }
    return all;
  }

  private void refuseUnlinked(Set<Link> links) throws Refused {
    for (Link link : links) {
      if (!draft.links(new Key(link.aType(), link.a())).contains(link))
        throw new Refused(NOT_ALLOWED, link.aType(), link.a().toString(),
          link.aType() + " " + link.a() + " and " + link.bType() + " " + link.b() + " do not belong together");
    }
  }

  private List<Meter> takenDown(Set<Link> links) {
    return links.stream().filter(Grants::isInstallation).map(link -> at(draft.registry.findMeter(link.a()).orElseThrow(), null)).toList();
  }

  private static Meter at(Meter meter, @Nullable Mrid point) {
    return new Meter(meter.mrid(), meter.name(), meter.serialNumber(), meter.adapter(), meter.lanAddress(), meter.model(), point);
  }
}
