package meridian.console;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

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

/** A town drawn in code: one substation, feeders like spokes, transformers along them, meters in rows on both sides. The same each time. */
final class Town {
  static final Position MIDDLE = new Position(8.55, 47.37);
  private static final int METERS_A_TRANSFORMER = 24;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
  private final List<Feeder> feeders = new ArrayList<>();
  private final List<PowerTransformer> transformers = new ArrayList<>();
  private final List<ACLineSegment> lines = new ArrayList<>();
  private final List<Switch> switches = new ArrayList<>();
  private final List<Terminal> terminals = new ArrayList<>();
  private final List<UsagePoint> points = new ArrayList<>();
  private final List<Meter> meters = new ArrayList<>();

  private Town() {}

  static Grid of(int meters, int feeders) {
    var town = new Town();
    var substation = new Substation(id("substation"), "Mill Road", MIDDLE);
    for (int feeder = 0; feeder < feeders; feeder++) {
      town.build(substation, feeder, feeders, meters / feeders + (feeder < meters % feeders ? 1 : 0));
    }
    return new Grid(List.of(substation), town.feeders, town.transformers, town.lines, town.switches, town.terminals, town.points,
      town.meters);
  }

  private void build(Substation substation, int number, int ofFeeders, int meterCount) {
    var feeder = new Feeder(id("feeder " + number), "Feeder " + (number + 1), substation.mrid());
    feeders.add(feeder);
    double angle = 2 * Math.PI * number / ofFeeders + 0.2;
    Position before = MIDDLE;
    Mrid node = id("busbar");
    for (int done = 0; done < meterCount; done += METERS_A_TRANSFORMER) {
      int serial = transformers.size() + 1;
      angle += (random.nextDouble() - 0.5) * 0.6;
      Position here = move(before, 260 * Math.cos(angle), 260 * Math.sin(angle));
      var transformer = new PowerTransformer(id("transformer " + serial), "T" + serial, feeder.mrid(), here, serial % 3 == 0 ? 250 : 400,
        20,
        0.4);
      var line = new ACLineSegment(id("line " + serial), "L" + serial, feeder.mrid(), 20, List.of(before, here));
      transformers.add(transformer);
      lines.add(line);
      if (done == 0)
        switches.add(new Switch(id("breaker " + number), "CB" + (number + 1), Switch.Kind.BREAKER, feeder.mrid(), before, false,
          false));
      Mrid lowVoltage = id("lv " + serial);
      Mrid highVoltage = id("hv " + serial);
      terminals.add(new Terminal(line.mrid(), 1, node));
      terminals.add(new Terminal(line.mrid(), 2, highVoltage));
      terminals.add(new Terminal(transformer.mrid(), 1, highVoltage));
      terminals.add(new Terminal(transformer.mrid(), 2, lowVoltage));
      for (int i = 0; i < Math.min(METERS_A_TRANSFORMER, meterCount - done); i++) {
        meter(transformer, lowVoltage, i, angle);
      }
      before = here;
      node = highVoltage;
    }
  }

  private void meter(PowerTransformer transformer, Mrid lowVoltage, int place, double angle) {
    int number = meters.size() + 1;
    double along = (place / 2 - 6) * 20 + random.nextDouble() * 6;
    double aside = (place % 2 == 0 ? 22 : -22) + random.nextDouble() * 8;
    Position position = move(transformer.position(), along * Math.cos(angle) - aside * Math.sin(angle),
      along * Math.sin(angle) + aside * Math.cos(
        angle));
    Mrid consumer = id("consumer " + number);
    var point = new UsagePoint(id("usage point " + number), "UP" + number, "Mill Road " + number, position, consumer, "A");
    points.add(point);
    terminals.add(new Terminal(consumer, 1, lowVoltage));
    meters.add(
      new Meter(id("meter " + number), "M" + number, String.format("SN%06d", number), "dlms", "127.1." + number / 250 + "." + number % 250
        + ":4059", "TEST-1", point.mrid()));
  }

  private static Position move(Position from, double east_m, double north_m) {
    return new Position(from.longitude_deg() + east_m / (111_320 * Math.cos(Math.toRadians(from.latitude_deg()))),
      from.latitude_deg() + north_m
        / 111_320);
  }

  private static Mrid id(String words) { return Mrid.derivedFrom("console test " + words); }
}
