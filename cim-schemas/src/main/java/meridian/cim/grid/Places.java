package meridian.cim.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.Position;

/** Where things are: Locations and their PositionPoints, linked from either side, on WGS 84. */
final class Places {
  private static final Pattern WGS84 = Pattern.compile("(.*EPSG.*[:/#])?4326|.*CRS:?84|WGS ?84", Pattern.CASE_INSENSITIVE);
  /** A point that is further than this from the middle of the network, and near it when x and y change places, has them swapped. */
  private static final double FAR_deg = 10;
  private static final double NEAR_deg = 3;

  private final RdfModel model;
  private final Map<Mrid, List<Point>> pointsOfLocation = new HashMap<>();
  private final Map<Mrid, RdfObject> locationOfResource = new HashMap<>();
  private final Set<Mrid> unsupported = new HashSet<>();
  private double middleX;
  private double middleY;

  private record Point(RdfObject object, int sequenceNumber, double x, double y) {}

  Places(RdfModel model) {
    this.model = model;
    for (RdfObject system : model.all(CimClass.COORDINATE_SYSTEM)) {
      String crs = system.text(Property.CRS_URN);
      if (WGS84.matcher(crs).matches()) continue;
      unsupported.add(system.mrid);
      model.defect(new GridDefect.UnsupportedCoordinateSystem(system.element, system.mrid.toString(), system.line, crs));
    }
    for (RdfObject location : model.all(CimClass.LOCATION)) {
      location.references(Property.LOCATED).forEach(resource -> locationOfResource.putIfAbsent(resource, location));
    }
    for (RdfObject point : model.all(CimClass.POSITION_POINT))
      collect(point);
    for (List<Point> points : pointsOfLocation.values())
      points.sort(Comparator.comparingInt(Point::sequenceNumber));
    var all = pointsOfLocation.values().stream().flatMap(List::stream).toList();
    middleX = middle(all.stream().mapToDouble(Point::x).toArray());
    middleY = middle(all.stream().mapToDouble(Point::y).toArray());
    if (Math.abs(middleY) > 90) { // Most are swapped.
      double latitude = middleX;
      middleX = middleY;
      middleY = latitude;
    }
  }

  private void collect(RdfObject point) {
    var location = model.follow(point, Property.LOCATION_OF_POINT, CimClass.LOCATION);
    if (location == null) {
      model.missing(point, Property.LOCATION_OF_POINT, "belongs to nothing");
      return;
    }
    Mrid system = location.reference(Property.COORDINATE_SYSTEM);
    if (system != null && unsupported.contains(system)) return;
    double x = Numbers.scaled(point.text(Property.X), 0);
    double y = Numbers.scaled(point.text(Property.Y), 0);
    boolean onEarth = Math.abs(x) <= 180 && Math.abs(y) <= 180 && Math.min(Math.abs(x), Math.abs(y)) <= 90;
    if (!onEarth) {
      model.bad(point, Math.abs(x) <= 180 ? Property.Y : Property.X);
      return;
    }
    var points = pointsOfLocation.computeIfAbsent(location.mrid, none -> new ArrayList<>(1));
    int sequence = Numbers.small(point.text(Property.SEQUENCE_NUMBER));
    points.add(new Point(point, sequence < 0 ? points.size() + 1 : sequence, x, y));
  }

  /** The middle of all that has a place. */
  Position middle() { return new Position(middleX, middleY); }

  /** Its first position; null when it has none. */
  @Nullable
  Position find(@Nullable RdfObject object) {
    var points = pointsOf(object);
    return points.isEmpty() ? null : position(points.getFirst());
  }

  /** All its positions in order. */
  List<Position> path(RdfObject object) { return pointsOf(object).stream().map(this::position).toList(); }

  /** Street and number; empty when it has no such address. */
  String address(RdfObject object) {
    var address = model.follow(locationOf(object), Property.MAIN_ADDRESS, CimClass.STREET_ADDRESS);
    var street = model.follow(address, Property.STREET_DETAIL, CimClass.STREET_DETAIL);
    return street == null ? "" : (street.text(Property.STREET) + " " + street.text(Property.STREET_NUMBER)).strip();
  }

  private List<Point> pointsOf(@Nullable RdfObject object) {
    var location = locationOf(object);
    return location == null ? List.of() : pointsOfLocation.getOrDefault(location.mrid, List.of());
  }

  private @Nullable RdfObject locationOf(@Nullable RdfObject object) {
    if (object == null) return null;
    var location = model.follow(object, Property.LOCATION, CimClass.LOCATION);
    if (location == null) location = model.follow(object, Property.SERVICE_LOCATION, CimClass.LOCATION);
    return location == null ? locationOfResource.get(object.mrid) : location;
  }

  private Position position(Point point) {
    if (!isSwapped(point)) return new Position(point.x, point.y);
    var object = point.object;
    model.defect(
      new GridDefect.SwappedAxes(object.element, object.mrid.toString(), object.line, object.text(Property.X), object.text(Property.Y)));
    return new Position(point.y, point.x);
  }

  private boolean isSwapped(Point point) {
    if (Math.abs(point.y) > 90) return true;
    return distance(point.x, point.y) > FAR_deg && distance(point.y, point.x) < NEAR_deg && Math.abs(point.x) <= 90;
  }

  private double distance(double x, double y) { return Math.max(Math.abs(x - middleX), Math.abs(y - middleY)); }

  private static double middle(double[] values) {
    Arrays.sort(values);
    return values.length == 0 ? 0 : values[values.length / 2];
  }
}
