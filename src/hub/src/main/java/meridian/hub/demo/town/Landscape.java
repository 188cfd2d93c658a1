package meridian.hub.demo.town;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The ground the town stands on: how it bends a plan of straight lines, where the river runs, where parks are, how far out it is built up. */
final class Landscape {
  /** Half of the strip without streets or houses along the river. */
  static final double BANK = 62;
  private static final double FLAT = 1500;

  private final double[] phase;
  private final double turn;
  private final List<Point> parks = new ArrayList<>();
  private final List<Double> parkSizes = new ArrayList<>();

  Landscape(RandomGenerator random) {
    phase = random.doubles(12, 0, 2 * Math.PI).toArray();
    turn = 0.25 + 0.3 * random.nextDouble();
    for (int i = 0; i < 5; i++) {
      double angle = 2 * Math.PI * (i + random.nextDouble()) / 5;
      double radius = 350 + 750 * random.nextDouble();
      parks.add(new Point(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)));
      parkSizes.add(85 + 90 * random.nextDouble());
    }
  }

  /** Where a point of the straight plan comes to lie. */
  Point bend(double u, double v) {
    // Rounds the square plan, wider outwards.
    double a = Math.clamp(u / FLAT, -1.25, 1.25);
    double b = Math.clamp(v / FLAT, -1.25, 1.25);
    double x = u * (1 - 0.22 * b * b) * (1 + 0.1 * a * a);
    double y = v * (1 - 0.22 * a * a) * (1 + 0.1 * b * b);
    double bentX = x + 85 * sin(y / 430 + phase[0]) + 26 * sin((x + y) / 210 + phase[1]) + 9 * sin(y / 70 + phase[2]);
    double bentY = y + 75 * sin(x / 390 + phase[3]) + 28 * sin((x - y) / 230 + phase[4]) + 8 * sin(x / 64 + phase[5]);
    double angle = turn + 0.35 * StrictMath.exp(-(bentX * bentX + bentY * bentY) / (700 * 700));
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new Point(bentX * cos - bentY * sin, bentX * sin + bentY * cos);
  }

  /** Distance to the middle of the river, negative on its far side. */
  double beyondRiver(Point point) {
    double along = point.x() * 0.82 - point.y() * 0.57;
    double across = point.x() * 0.57 + point.y() * 0.82;
    double bed = -470 + 120 * sin(along / 520 + phase[6]) + 48 * sin(along / 210 + phase[7]);
    return (across - bed) * 0.92;
  }

  boolean isWet(Point point) { return Math.abs(beyondRiver(point)) < BANK; }

  boolean isPark(Point point) {
    for (int i = 0; i < parks.size(); i++)
      if (point.distance(parks.get(i)) < parkSizes.get(i)) return true;
    return false;
  }

  /** How far the town reaches in the direction of a point. */
  double edge(Point point) {
    double angle = StrictMath.atan2(point.y(), point.x());
    double reach = 1330 * (1 + 0.13 * sin(2 * angle + phase[8]) + 0.1 * sin(3 * angle + phase[9]) + 0.06 * sin(5 * angle + phase[10]));
    return beyondRiver(point) < 0 ? 0.86 * reach : reach;
  }

  /** How built up: 1 in the middle, about 0.3 at the edge of the town, little beyond. */
  double density(Point point) {
    double out = point.radius() / edge(point);
    if (out > 1.03) return 0.03;
    double beyond = beyondRiver(point) < 0 ? 0.8 : 1;
    return beyond * Math.max(0.26, 1.05 - 0.85 * out * out);
  }

  private static double sin(double radians) { return StrictMath.sin(radians); }
}
