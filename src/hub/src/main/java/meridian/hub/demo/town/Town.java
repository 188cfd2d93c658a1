package meridian.hub.demo.town;

import java.util.List;
import java.util.SplittableRandom;

import meridian.hub.demo.town.Houses.House;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;

/** The demo's town: one substation, six feeders, 120 transformers, 3,000 usage points with their meters. */
public final class Town {
  static final int TRANSFORMERS = 120;
  static final int USAGE_POINTS = 3000;
  private static final long FIRST_SERIAL_NUMBER = 261_100_000_001L;
  private static final List<String> ONE_PHASE = List.of("A", "B", "C");

  private Town() {}

  /** The town of a seed; the same seed gives an equal one. A meter's {@code lanAddress} is a host without a port: that is the fleet's. */
  public static Grid generate(long seed) {
    var random = new SplittableRandom(seed);
    var land = new Landscape(random);
    var streets = new Streets(land, random);
    var houses = Houses.build(streets, land, USAGE_POINTS, random);
    var draft = new Draft(seed);
    var supply = new Supply(streets, houses, Sites.choose(streets, houses, TRANSFORMERS, random), draft);
    supply.build();
    for (int i = 0; i < houses.size(); i++)
      inhabit(draft, supply, houses.get(i), i, random);
    return draft.grid();
  }

  private static void inhabit(Draft draft, Supply supply, House house, int index, SplittableRandom random) {
    String name = "UP%05d".formatted(index + 1);
    boolean threePhases = random.nextDouble() < (house.stretch().rural() ? 0.7 : 0.3);
    var consumer = draft.id("consumer " + name);
    var point = new UsagePoint(draft.id(name), name, house.address(), house.place().position(), consumer,
      threePhases ? "ABC" : ONE_PHASE.get(index % 3));
    draft.usagePoints.add(point);
    draft.connect(consumer, 1, supply.nodeOf(house));
    String meter = "M%05d".formatted(index + 1);
    String serial = "MRD%013d".formatted(FIRST_SERIAL_NUMBER + index);
    double dice = random.nextDouble();
    String model = dice < 0.6 ? "ML4" : dice < 0.9 ? "MH4" : "MH3";
    draft.meters.add(new Meter(draft.id(meter), meter, serial, "dlms", host(index), model, point.mrid()));
  }

  /** One address of 127/8 each, neither the usual 127.0.0.1 nor an octet 0 or 255 at the end. */
  private static String host(int index) {
    return "127.1." + index / 250 + "." + (1 + index % 250);
  }
}
