package meridian.hub.demo.town;

import java.io.IOException;
import java.io.Writer;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.services.registry.Topology;

/** The list of simulated meters the fleet is started with: CSV, a group per feeder. */
public final class FleetFile {
  private static final String HEADER = "serialNumber,address,model,group,annual_kWh,phases";

  private FleetFile() {}

  /**
   * Writes all meters of a grid. A household's yearly use depends on its meter's mRID alone.
   *
   * @throws IllegalArgumentException when a meter hangs on no feeder
   */
  public static void write(Grid grid, Writer out) throws IOException {
    var topology = new Topology(grid);
    var points = grid.usagePoints().stream().collect(Collectors.toMap(UsagePoint::mrid, point -> point));
    out.write(HEADER + "\n");
    for (Meter meter : grid.meters()) {
      UsagePoint point = points.get(meter.usagePoint());
      var feeder = point == null ? null : topology.feederOf(point).orElse(null);
      if (point == null || feeder == null) throw new IllegalArgumentException("meter " + meter.name() + " hangs on no feeder");
      int phases = point.phases().equals("ABC") ? 3 : 1;
      out.write(
        String.join(",", meter.serialNumber(), meter.lanAddress(), meter.model(), group(feeder), String.valueOf(annual_kWh(meter, phases)),
          String.valueOf(phases)) + "\n");
    }
  }

  /** What the fleet calls a feeder: its name without blanks. */
  public static String group(Feeder feeder) {
    return feeder.name().replace(" ", "");
  }

  /** Small flats, families, houses heated with electricity, farms and shops. */
  private static int annual_kWh(Meter meter, int phases) {
    var random = new SplittableRandom(meter.mrid().uuid().getMostSignificantBits());
    double spread = StrictMath.exp(0.3 * random.nextGaussian());
    double dice = random.nextDouble();
    double typical = phases == 1 ? dice < 0.45 ? 1700 : 3100 : dice < 0.55 ? 4300 : dice < 0.88 ? 7800 : 21_000;
    return (int) Math.clamp(Math.round(typical * spread), 600, 90_000);
  }
}
