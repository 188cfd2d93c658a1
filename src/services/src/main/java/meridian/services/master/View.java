package meridian.services.master;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.model.master.Name;
import meridian.services.port.MasterStore;
import meridian.services.port.MasterStore.Key;
import meridian.services.registry.Registry;

import static meridian.services.master.Problem.Kind.AMBIGUOUS;
import static meridian.services.master.Problem.Kind.INCOMPLETE;
import static meridian.services.master.Problem.Kind.NOT_ALLOWED;
import static meridian.services.master.Problem.Kind.UNKNOWN;

/** Master data as it is kept: objects of the store, and the registry's meters and usage points. Types are kept types. */
class View {
  static final String METER = "Meter";
  static final String USAGE_POINT = "UsagePoint";
  /** A name that so many objects have tells nothing. */
  static final int MOST_NAMESAKES = 5;

  final MasterStore store;
  final Registry registry;

  View(MasterStore store, Registry registry) {
    this.store = store;
    this.registry = registry;
  }

  /** As kept; meters and usage points nobody told more of are as the registry knows them. */
  Optional<MasterObject> find(Key key) {
    return switch (key.type()) {
      case METER -> registry.findMeter(key.mrid()).map(meter -> kept(key).orElseGet(() -> Meaning.describe(meter)));
      case USAGE_POINT -> registry.findUsagePoint(key.mrid()).map(point -> kept(key).orElseGet(() -> Meaning.describe(point)));
      default -> kept(key);
    };
  }

  Optional<MasterObject> kept(Key key) { return store.find(key.type(), key.mrid()); }

  boolean exists(Key key) {
    return switch (key.type()) {
      case METER -> registry.findMeter(key.mrid()).isPresent();
      case USAGE_POINT -> registry.findUsagePoint(key.mrid()).isPresent();
      default -> kept(key).isPresent();
    };
  }

  /** Objects that have a name, or were given it for an mRID. */
  Set<Mrid> named(String type, String name) {
    return store.findByName(type, List.of(name), MOST_NAMESAKES).getOrDefault(name, Set.of());
  }

  /** Links, and where meters are installed. */
  List<Link> links(Key key) {
    var all = new ArrayList<>(keptLinks(key));
    if (key.type().equals(METER))
      registry.findMeter(key.mrid()).map(Meter::usagePoint)
        .ifPresent(point -> all.add(Link.between(METER, key.mrid(), USAGE_POINT, point)));
    if (key.type().equals(USAGE_POINT))
      registry.metersAt(key.mrid()).forEach(meter -> all.add(Link.between(METER, meter.mrid(), USAGE_POINT, key.mrid())));
    return all;
  }

  List<Link> keptLinks(Key key) { return store.links(key); }

  List<Key> mentioning(Collection<Mention> mentions, int limit) { return store.mentioning(mentions, limit); }

  /** All that others may name an object by. */
  static List<Mention> mentionsOf(MasterObject object) {
    return Stream.concat(Stream.of(object.mrid().toString()), object.content().identifiers().stream()).distinct()
      .map(identifier -> new Mention(object.type(), identifier)).toList();
  }

  /** @throws Refused when it is not known, or not for certain */
  MasterObject get(CimElement told) throws Refused {
    return identify(told).flatMap(this::find)
      .orElseThrow(() -> new Refused(UNKNOWN, told.name(), identifier(told), "no " + told.name() + " has " + words(told)));
  }

  /**
   * By its mRID when that is a UUID, else by whatever else it is called: all that is known of it must be one object's. Empty when there is none.
   *
   * @throws Refused when it has no identifier, several objects have them, or they are different objects'
   */
  Optional<Key> identify(CimElement told) throws Refused {
    String type = Mention.keptType(told.name());
    if (told.identifiers().isEmpty())
      throw new Refused(INCOMPLETE, told.name(), "", "this " + told.name() + " has neither mRID nor Names");
    Optional<Mrid> uuid = told.uuid();
    if (uuid.isPresent()) return uuid.map(mrid -> new Key(type, mrid)).filter(this::exists);
    Set<Mrid> all = null;
    String first = "";
    for (String identifier : told.identifiers()) {
      Set<Mrid> these = candidates(type, identifier);
      if (these.isEmpty()) continue;
      if (all == null) {
        all = new LinkedHashSet<>(these);
        first = identifier;
      } else {
        all.retainAll(these);
        if (all.isEmpty())
          throw new Refused(NOT_ALLOWED, told.name(), identifier, first + " and " + identifier + " are different objects");
      }
    }
    if (all == null) return Optional.empty();
    if (all.size() > 1) all = withTheSameNameType(type, all, told);
    if (all.size() > 1)
      throw new Refused(AMBIGUOUS, told.name(), first,
        "several objects of type " + type + " are called " + first + ": add the mRID or a NameType");
    return Optional.of(new Key(type, all.iterator().next()));
  }

  private Set<Mrid> withTheSameNameType(String type, Set<Mrid> all, CimElement told) {
    var same = new LinkedHashSet<Mrid>();
    for (Mrid mrid : all) {
      boolean has = find(new Key(type, mrid)).stream().flatMap(object -> object.content().names().stream())
        .anyMatch(told.names()::contains);
      if (has) same.add(mrid);
    }
    return same.isEmpty() ? all : same;
  }

  private Set<Mrid> candidates(String type, String identifier) {
    var all = new LinkedHashSet<Mrid>();
    Mrid.find(identifier).filter(mrid -> exists(new Key(type, mrid))).ifPresent(all::add);
    if (type.equals(METER)) registry.findMeter(identifier).map(Meter::mrid).ifPresent(all::add);
    if (type.equals(USAGE_POINT)) registry.findUsagePoint(identifier).map(UsagePoint::mrid).ifPresent(all::add);
    all.addAll(named(type, identifier));
    return all;
  }

  /** What an element within an object names; empty when the hub does not know it. */
  Optional<Key> mentioned(CimElement child) {
    for (Mention mention : Mention.of(child)) {
      Set<Mrid> these = candidates(mention.type(), mention.identifier());
      if (these.size() == 1) return Optional.of(new Key(mention.type(), these.iterator().next()));
    }
    return Optional.empty();
  }

  static String identifier(CimElement told) { return told.identifiers().stream().findFirst().orElse(""); }

  private static String words(CimElement told) {
    return told.uuid().isPresent()
      ? "the mRID " + told.mrid()
      : (told.mrid().isEmpty() ? "" : "the mRID " + told.mrid() + (told.names().isEmpty() ? "" : " or "))
        + (told.names().isEmpty() ? "" : "the name " + told.names().getFirst().name());
  }

  /** Whether two objects of a type claim the same mRID as written, or the same name of the same NameType. */
  static boolean claimTheSame(CimElement one, CimElement other) {
    if (!one.mrid().isEmpty() && one.mrid().equals(other.mrid())) return true;
    List<Name> taken = other.names();
    return one.names().stream().filter(Name::identifies).anyMatch(taken::contains);
  }
}
