package meridian.services.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

/**
 * A grid drawn in text, a branch per line: {@code SUB1 -CB1- FDR1 -T7- M42,M43}. Between dashes stand devices: CB a breaker, SW a load
 * break switch, TIE one that is normally open, T a transformer, all else a line; {@code -CB1/-} is open, {@code -TIE1=-} closed. The
 * others are nodes; SUB is a substation's source, M a node with meters on it. A branch belongs to the FDR last named before its device, or
 * the first after it.
 */
final class DrawnGrid {
  private static final Position HERE = new Position(9.5, 47.2);

  private final Map<Mrid, Substation> substations = new LinkedHashMap<>();
  private final Map<Mrid, Feeder> feeders = new LinkedHashMap<>();
  private final List<PowerTransformer> transformers = new ArrayList<>();
  private final List<ACLineSegment> lines = new ArrayList<>();
  private final List<Switch> switches = new ArrayList<>();
  private final List<Terminal> terminals = new ArrayList<>();
  private final List<UsagePoint> points = new ArrayList<>();
  private final List<Meter> meters = new ArrayList<>();

  static Grid grid(String... branches) {
    var drawn = new DrawnGrid();
    for (String branch : branches)
      drawn.branch(branch.strip().split("\\s+"));
    return new Grid(List.copyOf(drawn.substations.values()), List.copyOf(drawn.feeders.values()), drawn.transformers, drawn.lines,
      drawn.switches,
      drawn.terminals, drawn.points, drawn.meters);
  }

  static Mrid id(String name) { return Mrid.derivedFrom(name); }

  private void branch(String[] words) {
    String feeder = "FDR1";
    for (int i = words.length - 1; i >= 0; i--)
      if (words[i].startsWith("FDR")) feeder = words[i];
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word.startsWith("FDR")) feeder = word;
      if (word.startsWith("-")) device(word.replaceAll("[-/=]", ""), word, id(feeder), id(words[i - 1]), id(words[i + 1]));
      else
        node(word);
    }
  }

  private void node(String word) {
    if (word.startsWith("SUB") && substations.put(id("station " + word), new Substation(id("station " + word), word, HERE)) == null) {
      terminals.add(new Terminal(id("station " + word), 1, id(word)));
    }
    if (word.startsWith("FDR")) feeders.put(id(word), new Feeder(id(word), word, id("station SUB1")));
    if (!word.startsWith("M")) return;
    for (String name : word.split(",")) {
      points.add(new UsagePoint(id("UP" + name), "UP" + name, "", HERE, id("load " + name), "A"));
      meters.add(new Meter(id(name), name, name, "dlms", "", "", id("UP" + name)));
      terminals.add(new Terminal(id("load " + name), 1, id(word)));
    }
  }

  private void device(String name, String drawn, Mrid feeder, Mrid from, Mrid to) {
    boolean tie = name.startsWith("TIE");
    boolean open = drawn.contains("/") || tie && !drawn.contains("=");
    if (name.startsWith("CB")) switches.add(new Switch(id(name), name, Switch.Kind.BREAKER, feeder, HERE, false, open));
    else if (tie || name.startsWith("SW")) switches.add(new Switch(id(name), name, Switch.Kind.LOAD_BREAK_SWITCH, feeder, HERE, tie, open));
    else if (name.startsWith("T")) transformers.add(new PowerTransformer(id(name), name, feeder, HERE, 400, 20, 0.4));
    else
      lines.add(new ACLineSegment(id(name), name, feeder, 20, List.of(HERE, HERE)));
    terminals.add(new Terminal(id(name), 1, from));
    terminals.add(new Terminal(id(name), 2, to));
  }
}
