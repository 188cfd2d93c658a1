package meridian.hub.demo.town;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import meridian.hub.demo.town.Houses.House;
import meridian.hub.demo.town.Streets.Stretch;
import meridian.model.Mrid;
import meridian.model.grid.Feeder;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.Switch;

/** Six feeders from one substation along the streets to the transformers, and from those to the houses. */
final class Supply {
  private static final double MEDIUM_kV = 20;
  private static final double LOW_kV = 0.4;
  private static final int FEEDERS = 6;
  private static final List<String> FEEDER_NAMES = List.of("Mill", "Castle", "Harbour", "Orchard", "Station", "Meadow");

  private final Streets streets;
  private final List<House> houses;
  private final List<Integer> sites;
  private final Draft draft;
  /** From each transformer to the houses, and from the substation to the transformers. */
  private final Routes low;
  private final Routes medium;
  private final int head;
  private final Point yard;
  private final Map<Integer, Integer> housesOfSite = new HashMap<>();
  private final Map<Integer, Integer> feederOfSite = new HashMap<>();
  private final Map<House, Mrid> nodeOfHouse = new HashMap<>();

  Supply(Streets streets, List<House> houses, List<Integer> sites, Draft draft) {
    this.streets = streets;
    this.houses = houses;
    this.sites = sites;
    this.draft = draft;
    low = new Routes(streets, sites, Stretch::length);
    head = outskirts();
    yard = streets.crossings().get(head).times(1 + 70 / streets.crossings().get(head).radius());
    medium = new Routes(streets, List.of(head), stretch -> stretch.length() * (stretch.arterial() ? 0.55 : 1));
  }

  void build() {
    for (House house : houses)
      housesOfSite.merge(low.origin[nearEnd(house)], 1, Integer::sum);
    var substation = new Substation(draft.id("Town substation"), "Town substation", yard.position());
    draft.substations.add(substation);
    draft.connect(substation.mrid(), 1, draft.id("busbar"));
    share();
    for (int i = 0; i < FEEDERS; i++) {
      draft.feeders.add(new Feeder(feeder(i), FEEDER_NAMES.get(i) + " feeder", substation.mrid()));
      new MediumVoltage(i).build();
    }
    tie();
    for (int site : sites)
      transformer(site);
    lowVoltage();
  }

  /** The connectivity node a house hangs on. */
  Mrid nodeOf(House house) {
    return nodeOfHouse.getOrDefault(house, draft.id("low " + nearEnd(house)));
  }

  /** An arterial crossing at the edge of the town, to the north-east. */
  private int outskirts() {
    int best = -1;
    for (Stretch stretch : streets.stretches()) {
      if (!stretch.arterial() || stretch.rural()) continue;
      Point place = streets.crossings().get(stretch.from());
      if (best < 0 || place.x() + 1.3 * place.y() > streets.crossings().get(best).x() + 1.3 * streets.crossings().get(best).y())
        best = stretch.from();
    }
    return best;
  }

  private Mrid feeder(int index) { return draft.id(FEEDER_NAMES.get(index) + " feeder"); }

  /** Neighbouring branches of the tree of ways together, the same number of houses each. */
  private void share() {
    var children = new HashMap<Integer, List<Integer>>();
    for (int crossing : medium.order) {
      if (medium.before(crossing) >= 0) children.computeIfAbsent(medium.before(crossing), none -> new ArrayList<>()).add(crossing);
    }
    var stack = new ArrayList<>(List.of(head));
    var isSite = new HashSet<>(sites);
    double before = 0;
    while (!stack.isEmpty()) {
      int crossing = stack.removeLast();
      if (isSite.contains(crossing)) {
        int count = housesOfSite.getOrDefault(crossing, 0);
        feederOfSite.put(crossing, Math.min(FEEDERS - 1, (int) ((before + count / 2.0) * FEEDERS / houses.size())));
        before += count;
      }
      Point place = streets.crossings().get(crossing);
      var next = children.getOrDefault(crossing, new ArrayList<>());
      next.sort(Comparator.comparingDouble(child -> angle(place, streets.crossings().get(child))));
      stack.addAll(next);
    }
  }

  private static double angle(Point from, Point to) { return StrictMath.atan2(to.y() - from.y(), to.x() - from.x()); }

  private Mrid mediumNode(int feeder, int crossing) { return draft.id("medium " + feeder + " " + crossing); }

  /** One feeder: a tree of lines, a breaker at its head, two switches on the way. */
  private final class MediumVoltage {
    private final int feeder;
    private final Map<Integer, Integer> below = new HashMap<>();
    private final Map<Integer, List<Integer>> children = new HashMap<>();

    private record Run(int from, List<Integer> way) {}

    MediumVoltage(int feeder) {
      this.feeder = feeder;
      for (int site : sites) {
        if (feederOfSite.get(site) != feeder) continue;
        for (int crossing : medium.back(site))
          below.merge(crossing, housesOfSite.getOrDefault(site, 0), Integer::sum);
      }
      for (int crossing : medium.order) {
        if (below.containsKey(crossing) && crossing != head) {
          children.computeIfAbsent(medium.before(crossing), none -> new ArrayList<>()).add(crossing);
        }
      }
    }

    void build() {
      var runs = new ArrayList<Run>();
      for (int crossing : medium.order) {
        if (!isEnd(crossing)) continue;
        for (int child : children.getOrDefault(crossing, List.of()))
          runs.add(run(crossing, child));
      }
      Point place = yard.plus(shift().times(2.5));
      String name = FEEDER_NAMES.get(feeder);
      draft.toSwitch(name + " CB", Switch.Kind.BREAKER, feeder(feeder), place, false, draft.id("busbar"), draft.id("outgoing " + feeder));
      draft.line(name + " cable", feeder(feeder), MEDIUM_kV, List.of(place, shifted(head)), draft.id("outgoing " + feeder),
        mediumNode(feeder, head));
      var sectionalised = Set.of(nearest(runs, 0.66), nearest(runs, 0.33));
      int number = 0;
      for (Run run : runs) {
        number++;
        Mrid from = mediumNode(feeder, run.from);
        if (sectionalised.contains(run)) {
          Mrid behind = draft.id("behind switch " + feeder + " " + number);
          Point at = streets.crossings().get(run.from).plus(shift()).towards(shifted(run.way.getFirst()), 0.12);
          draft.toSwitch(name + " SW" + number, Switch.Kind.LOAD_BREAK_SWITCH, feeder(feeder), at, false, from, behind);
          from = behind;
        }
        draft.line(name + " MV " + number, feeder(feeder), MEDIUM_kV, path(run), from, mediumNode(feeder, run.way.getLast()));
      }
    }

    private boolean isEnd(int crossing) {
      return below.containsKey(crossing) && (crossing == head || children.getOrDefault(crossing, List.of()).size() != 1
        || feederOfSite.getOrDefault(crossing, -1) == feeder);
    }

    private Run run(int from, int child) {
      var way = new ArrayList<>(List.of(child));
      while (!isEnd(way.getLast()))
        way.add(children.get(way.getLast()).getFirst());
      return new Run(from, way);
    }

    private Run nearest(List<Run> runs, double share) {
      double wanted = share * below.get(head);
      return runs.stream().min(Comparator.comparingDouble(run -> Math.abs(below.get(run.way.getFirst()) - wanted) + 1e-6 * run.from))
        .orElseThrow();
    }

    private List<Point> path(Run run) {
      var path = new ArrayList<Point>();
      for (int crossing : run.way)
        for (Point point : medium.lastPath(crossing))
          path.add(point.plus(shift()));
      return path;
    }

    /** Feeders in one street lie beside each other. */
    private Point shift() {
      double offset = (feeder - (FEEDERS - 1) / 2.0) * 2.6;
      return new Point(offset, offset * 0.6);
    }

    private Point shifted(int crossing) { return streets.crossings().get(crossing).plus(shift()); }
  }

  /** A normally open switch between two feeders, where they come near each other far from the substation. */
  private void tie() {
    Stretch best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Stretch stretch : streets.stretches()) {
      int one = low.origin[stretch.from()];
      int other = low.origin[stretch.to()];
      if (one < 0 || other < 0 || feederOfSite.get(one).equals(feederOfSite.get(other))) continue;
      double length = low.distance[stretch.from()] + stretch.length() + low.distance[stretch.to()];
      double cost = length - 0.25 * (medium.distance[one] + medium.distance[other]);
      if (cost >= least) continue;
      least = cost;
      best = stretch;
    }
    if (best == null) throw new IllegalStateException("no two feeders meet");
    int one = low.origin[best.from()];
    int other = low.origin[best.to()];
    double middle = best.length() / 2;
    Point place = Houses.at(best.path(), middle, 0);
    var half = way(best.from());
    half.addAll(beginning(best.path(), middle));
    var rest = way(best.to());
    rest.addAll(beginning(best.path().reversed(), middle));
    Mrid feeder = feeder(feederOfSite.get(one));
    draft.line("Tie MV 1", feeder, MEDIUM_kV, half, mediumNode(feederOfSite.get(one), one), draft.id("tie 1"));
    draft.toSwitch("Town TIE", Switch.Kind.LOAD_BREAK_SWITCH, feeder, place, true, draft.id("tie 1"), draft.id("tie 2"));
    draft.line("Tie MV 2", feeder(feederOfSite.get(other)), MEDIUM_kV, rest, mediumNode(feederOfSite.get(other), other), draft.id("tie 2"));
  }

  /** From the transformer to a crossing. */
  private List<Point> way(int crossing) {
    var path = new ArrayList<Point>();
    for (int at : low.back(crossing).reversed()) {
      if (path.isEmpty()) path.add(streets.crossings().get(at));
      else
        path.addAll(low.lastPath(at));
    }
    return path;
  }

  private void transformer(int site) {
    int feeder = feederOfSite.get(site);
    int count = housesOfSite.getOrDefault(site, 0);
    String name = "T%03d".formatted(sites.indexOf(site) + 1);
    double ratedS_kVA = count <= 6 ? 100 : count <= 16 ? 250 : count <= 34 ? 400 : 630;
    Point place = streets.crossings().get(site).plus(new Point(5, -5));
    draft.transformers.add(new PowerTransformer(draft.id(name), name, feeder(feeder), place.position(), ratedS_kVA, MEDIUM_kV, LOW_kV));
    draft.connect(draft.id(name), 1, mediumNode(feeder, site));
    draft.connect(draft.id(name), 2, draft.id("low " + site));
  }

  /** Lines along every street with houses, each stretch from its nearer end. */
  private void lowVoltage() {
    var needed = new HashSet<Integer>();
    var stubs = new HashMap<String, List<House>>();
    for (House house : houses) {
      needed.addAll(low.back(nearEnd(house)));
      var stretch = house.stretch();
      if (low.last[stretch.to()] != stretch && low.last[stretch.from()] != stretch) {
        stubs.computeIfAbsent(streets.stretches().indexOf(stretch) + " " + nearEnd(house), none -> new ArrayList<>()).add(house);
      }
    }
    int number = 0;
    for (int crossing : low.order) {
      if (!needed.contains(crossing) || low.before(crossing) < 0) continue;
      draft.line("LV %04d".formatted(++number), lowFeeder(crossing), LOW_kV, low.lastPath(crossing),
        draft.id("low " + low.before(crossing)),
        draft.id("low " + crossing));
    }
    for (var stub : stubs.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
      int end = nearEnd(stub.getValue().getFirst());
      Mrid node = draft.id("stub " + stub.getKey());
      double reach = 0;
      for (House house : stub.getValue()) {
        reach = Math.max(reach, from(house, end));
        nodeOfHouse.put(house, node);
      }
      var path = stub.getValue().getFirst().stretch().pathFrom(end);
      draft.line("LV %04d".formatted(++number), lowFeeder(end), LOW_kV, beginning(path, reach), draft.id("low " + end), node);
    }
  }

  private Mrid lowFeeder(int crossing) { return feeder(feederOfSite.get(low.origin[crossing])); }

  private static List<Point> beginning(List<Point> path, double reach) {
    var part = new ArrayList<Point>(List.of(path.getFirst()));
    double walked = 0;
    for (int i = 1; i < path.size() && (walked += path.get(i - 1).distance(path.get(i))) < reach; i++)
      part.add(path.get(i));
    part.add(Houses.at(path, reach, 0));
    return part;
  }

  /** The end of its stretch a house is supplied from: the far end of a line that passes it, else the nearer one. */
  private int nearEnd(House house) {
    var stretch = house.stretch();
    if (low.last[stretch.to()] == stretch) return stretch.to();
    if (low.last[stretch.from()] == stretch) return stretch.from();
    return low.distance[stretch.from()] + from(house, stretch.from()) <= low.distance[stretch.to()] + from(house, stretch.to())
      ? stretch.from()
      : stretch.to();
  }

  private static double from(House house, int end) {
    return end == house.stretch().from() ? house.along() : house.stretch().length() - house.along();
  }
}
