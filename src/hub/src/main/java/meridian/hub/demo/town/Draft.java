package meridian.hub.demo.town;

import java.util.ArrayList;
import java.util.List;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.ACLineSegment;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;
import meridian.model.grid.UsagePoint;

/** The grid as it grows. Identities come from the seed and the object's name. */
final class Draft {
  final List<Substation> substations = new ArrayList<>();
  final List<Feeder> feeders = new ArrayList<>();
  final List<PowerTransformer> transformers = new ArrayList<>();
  final List<UsagePoint> usagePoints = new ArrayList<>();
  final List<Meter> meters = new ArrayList<>();
  private final List<ACLineSegment> lines = new ArrayList<>();
  private final List<Switch> switches = new ArrayList<>();
  private final List<Terminal> terminals = new ArrayList<>();
  private final String prefix;

  Draft(long seed) { prefix = "demo town " + seed + " "; }

  Mrid id(String name) { return Mrid.derivedFrom(prefix + name); }

  void connect(Mrid equipment, int sequenceNumber, Mrid node) { terminals.add(new Terminal(equipment, sequenceNumber, node)); }

  void line(String name, Mrid feeder, double nominal_kV, List<Point> path, Mrid from, Mrid to) {
    lines.add(new ACLineSegment(id(name), name, feeder, nominal_kV, positions(path)));
    connect(id(name), 1, from);
    connect(id(name), 2, to);
  }

  void toSwitch(String name, Switch.Kind kind, Mrid feeder, Point place, boolean open, Mrid from, Mrid to) {
    switches.add(new Switch(id(name), name, kind, feeder, place.position(), open, open));
    connect(id(name), 1, from);
    connect(id(name), 2, to);
  }

  /** Without repetitions. */
  private static List<Position> positions(List<Point> path) {
    var positions = new ArrayList<Position>();
    for (Point point : path) {
      var position = point.position();
      if (positions.isEmpty() || !positions.getLast().equals(position)) positions.add(position);
    }
    if (positions.size() == 1) positions.add(positions.getFirst());
    return positions;
  }

  Grid grid() { return new Grid(substations, feeders, transformers, lines, switches, terminals, usagePoints, meters); }
}
