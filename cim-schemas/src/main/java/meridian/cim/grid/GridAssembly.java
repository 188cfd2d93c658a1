package meridian.cim.grid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.ACLineSegment;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;

/** Makes the network out of the objects of a document. */
final class GridAssembly {
  private static final Mrid NONE = new Mrid(new UUID(0, 0));

  private final RdfModel model;
  private final Places places;

  GridAssembly(RdfModel model) {
    this.model = model;
    places = new Places(model);
  }

  Grid assemble() {
    var metering = new MeteringAssembly(model, places);
    var usagePoints = metering.usagePoints();
    return new Grid(each(CimClass.SUBSTATION, this::substation), each(CimClass.FEEDER, this::feeder), transformers(),
      each(CimClass.LINE, this::line), each(CimClass.SWITCH, this::toSwitch), terminals(), usagePoints, metering.meters(usagePoints));
  }

  private <T> List<T> each(CimClass type, Function<RdfObject, @Nullable T> maker) {
    var made = new ArrayList<T>();
    for (RdfObject object : model.all(type)) {
      T one = maker.apply(object);
      if (one != null) made.add(one);
    }
    return made;
  }

  static String name(RdfObject object) { return object.name().isEmpty() ? object.mrid.toString() : object.name(); }

  private Substation substation(RdfObject object) { return new Substation(object.mrid, name(object), position(object)); }

  private Feeder feeder(RdfObject object) { return new Feeder(object.mrid, name(object), substationOfFeeder(object)); }

  private Mrid substationOfFeeder(RdfObject feeder) {
    var substation = model.follow(feeder, Property.ENERGIZING_SUBSTATION, CimClass.SUBSTATION);
    if (substation != null) return substation.mrid;
    var all = model.all(CimClass.SUBSTATION);
    model.missing(feeder, Property.ENERGIZING_SUBSTATION, all.size() == 1 ? "taken to be fed by the only one" : "fed from nowhere");
    return all.size() == 1 ? all.getFirst().mrid : NONE;
  }

  /** The Feeder or Substation that holds it, through bays and voltage levels; another container as it is. */
  private Mrid container(RdfObject equipment) {
    Mrid container = equipment.reference(Property.CONTAINER);
    if (container == null) {
      model.missing(equipment, Property.CONTAINER, "belongs to no feeder");
      return NONE;
    }
    for (int hops = 0; hops < 3; hops++) {
      var object = model.find(container);
      if (object == null || object.type != CimClass.BAY && object.type != CimClass.VOLTAGE_LEVEL) break;
      Mrid outer = object.reference(Property.CONTAINER);
      if (outer == null) break;
      container = outer;
    }
    return container;
  }

  private List<PowerTransformer> transformers() {
    var ends = grouped(CimClass.TRANSFORMER_END, Property.TRANSFORMER);
    var tanks = grouped(CimClass.TRANSFORMER_TANK, Property.TRANSFORMER);
    var infos = grouped(CimClass.TRANSFORMER_END_INFO, Property.TANK_INFO);
    return each(CimClass.POWER_TRANSFORMER, object -> {
      var rated = ends.getOrDefault(object.mrid, List.of());
      int units = 1;
      var ofTanks = tanks.getOrDefault(object.mrid, List.of());
      if (rated.isEmpty() && !ofTanks.isEmpty()) {
        Mrid info = ofTanks.getFirst().reference(Property.TANK_INFO);
        rated = info == null ? List.of() : infos.getOrDefault(info, List.of());
        units = ofTanks.size();
      }
      if (rated.size() < 2) {
        model.missing(object, Property.RATED_U, "PowerTransformerEnds are missing, its ratings are 0");
        return new PowerTransformer(object.mrid, name(object), container(object), position(object), 0, 0, 0);
      }
      return new PowerTransformer(object.mrid, name(object), container(object), position(object),
        units * number(rated.getFirst(), Property.RATED_S, model.kiloVolts ? 3 : -3), kV(rated.getFirst(), Property.RATED_U),
        kV(rated.get(1), Property.RATED_U));
    });
  }

  private Map<Mrid, List<RdfObject>> grouped(CimClass type, Property by) {
    var groups = new HashMap<Mrid, List<RdfObject>>();
    for (RdfObject object : model.all(type)) {
      Mrid owner = object.reference(by);
      if (owner == null) model.missing(object, by, "belongs to nothing");
      else
        groups.computeIfAbsent(owner, none -> new ArrayList<>(2)).add(object);
    }
    groups.values().forEach(group -> group.sort(Comparator.comparingInt(end -> Numbers.small(end.text(Property.END_NUMBER)))));
    return groups;
  }

  private @Nullable ACLineSegment line(RdfObject object) {
    var path = places.path(object);
    if (path.size() < 2) {
      model.missing(object, Property.LOCATION, "with two positions at least: not drawn");
      return null;
    }
    var voltage = model.follow(object, Property.BASE_VOLTAGE, CimClass.BASE_VOLTAGE);
    if (voltage == null) model.missing(object, Property.BASE_VOLTAGE, "its voltage is 0");
    return new ACLineSegment(object.mrid, name(object), container(object), voltage == null ? 0 : kV(voltage, Property.NOMINAL_VOLTAGE),
      path);
  }

  private Switch toSwitch(RdfObject object) {
    var kind = switch (object.element) {
      case "LoadBreakSwitch", "Sectionaliser" -> Switch.Kind.LOAD_BREAK_SWITCH;
      case "Disconnector" -> Switch.Kind.DISCONNECTOR;
      case "Fuse" -> Switch.Kind.FUSE;
      default -> Switch.Kind.BREAKER;
    };
    boolean normalOpen = flag(object, Property.NORMAL_OPEN, false);
    return new Switch(object.mrid, name(object), kind, container(object), position(object), normalOpen,
      flag(object, Property.OPEN, normalOpen));
  }

  private List<Terminal> terminals() {
    var seen = new HashMap<Mrid, Integer>();
    return each(CimClass.TERMINAL, object -> {
      Mrid equipment = object.reference(Property.CONDUCTING_EQUIPMENT);
      Mrid node = object.reference(Property.CONNECTIVITY_NODE);
      if (equipment == null || node == null) {
        model.missing(object, equipment == null ? Property.CONDUCTING_EQUIPMENT : Property.CONNECTIVITY_NODE, "connects nothing");
        return null;
      }
      int nth = seen.merge(equipment, 1, Integer::sum);
      if (!flag(object, Property.CONNECTED, true)) return null;
      int sequence = Numbers.small(object.text(Property.SEQUENCE_NUMBER));
      return new Terminal(sourceOrItself(equipment), sequence < 0 ? nth : sequence, node);
    });
  }

  /** An energy source is its substation's: the substation stands for it. */
  private Mrid sourceOrItself(Mrid equipment) {
    var object = model.find(equipment);
    if (object == null || object.type != CimClass.SOURCE) return equipment;
    Mrid container = container(object);
    var holder = model.find(container);
    if (holder != null && holder.type == CimClass.SUBSTATION) return container;
    if (holder != null && holder.type == CimClass.FEEDER) return substationOfFeeder(holder);
    model.dangling(object, Property.CONTAINER, container);
    return equipment;
  }

  private Position position(RdfObject object) {
    var own = places.find(object);
    if (own != null) return own;
    var holder = object.type == CimClass.SUBSTATION ? null : model.find(container(object));
    boolean inside = holder != null && holder.type == CimClass.SUBSTATION;
    if (!inside) holder = model.follow(holder, Property.ENERGIZING_SUBSTATION, CimClass.SUBSTATION);
    var ofSubstation = places.find(holder);
    if (!inside || ofSubstation == null) { // Inside a substation a place of its own need not be given.
      model.missing(object, Property.LOCATION, ofSubstation == null ? "placed in the middle of the network" : "placed at its substation");
    }
    return ofSubstation == null ? places.middle() : ofSubstation;
  }

  private double kV(RdfObject object, Property property) { return number(object, property, model.kiloVolts ? 0 : -3); }

  private double number(RdfObject object, Property property, int exponent) {
    String text = object.text(property);
    if (text.isEmpty()) {
      model.missing(object, property, "taken as 0");
      return 0;
    }
    double value = Numbers.scaled(text, exponent);
    if (!(value >= 0)) model.bad(object, property);
    return value >= 0 ? value : 0;
  }

  private boolean flag(RdfObject object, Property property, boolean otherwise) {
    return switch (object.text(property)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      case "" -> otherwise;
      default -> {
        model.bad(object, property);
        yield otherwise;
      }
    };
  }
}
