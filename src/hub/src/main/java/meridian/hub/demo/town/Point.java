package meridian.hub.demo.town;

import meridian.model.Position;

/** A place in metres east and north of the middle of the town. */
record Point(double x, double y) {
  /** Open country, nobody's town. */
  private static final double LONGITUDE_deg = 16.85;
  private static final double LATITUDE_deg = 47.86;
  private static final double METRES_PER_DEGREE = 111_195;
  private static final double SHRINK = StrictMath.cos(StrictMath.toRadians(LATITUDE_deg));

  /** To a tenth of a metre. */
  Position position() {
    return new Position(rounded(LONGITUDE_deg + x / (METRES_PER_DEGREE * SHRINK)), rounded(LATITUDE_deg + y / METRES_PER_DEGREE));
  }

  double radius() { return Math.sqrt(x * x + y * y); }

  double distance(Point other) { return minus(other).radius(); }

  Point plus(Point other) { return new Point(x + other.x, y + other.y); }

  Point minus(Point other) { return new Point(x - other.x, y - other.y); }

  Point times(double factor) { return new Point(x * factor, y * factor); }

  Point towards(Point other, double share) { return new Point(x + (other.x - x) * share, y + (other.y - y) * share); }

  private static double rounded(double degrees) { return Math.round(degrees * 1e6) / 1e6; }
}
