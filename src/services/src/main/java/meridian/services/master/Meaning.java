package meridian.services.master;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.master.MasterObject;
import meridian.model.master.Name;

import static meridian.services.master.Problem.Kind.NOT_ALLOWED;

/** What the trees of meters, usage points and locations mean to the registry, and back. Source: IEC 61968-9, MeterConfig, UsagePointConfig. */
final class Meaning {
  /** Ways to say WGS 84, longitude first or by the names of the axes. */
  private static final Set<String> WGS_84 = Set.of("EPSG:4326", "URN:OGC:DEF:CRS:EPSG::4326", "URN:OGC:DEF:CRS:OGC:1.3:CRS84",
    "URN:OGC:DEF:CRS:OGC::CRS84", "OGC:CRS84", "WGS84", "WGS 84");

  private Meaning() {}

  /** @param usagePoint where it is installed; null for nowhere */
  static Meter meter(MasterObject object, @Nullable Mrid usagePoint) {
    CimElement told = object.content();
    boolean serialForMrid = !told.mrid().isEmpty() && told.uuid().isEmpty();
    String serial = told.text("serialNumber");
    if (serial.isEmpty() && serialForMrid) serial = told.mrid();
    String adapter = told.names().stream().filter(name -> name.type().equalsIgnoreCase(Name.ADAPTER)).map(Name::name).findFirst()
      .orElseGet(() -> told.text("amrSystem"));
    String model = told.text("EndDeviceInfo", "AssetModel", "modelNumber");
    if (model.isEmpty()) model = told.text("type");
    // Many meters have the same adapter and model: one text for all.
    return new Meter(object.mrid(), name(object), serial, adapter.intern(), told.text("electronicAddress", "lan"), model.intern(),
      usagePoint);
  }

  /** Its first name; without any, what else tells it apart. */
  private static String name(MasterObject object) {
    CimElement told = object.content();
    return Stream.concat(told.names().stream().filter(Name::identifies).map(Name::name), Stream.of(told.mrid(), told.text("serialNumber")))
      .filter(name -> !name.isEmpty()).findFirst().orElseGet(() -> object.mrid().toString());
  }

  /**
   * @param locations what is known of where it is, the most certain first
   * @param before what is known of it already; what the messages do not tell stays
   * @throws Refused when a location is told in coordinates that the hub does not know
   */
  static UsagePoint usagePoint(MasterObject object, List<CimElement> locations, Optional<UsagePoint> before) throws Refused {
    String address = before.map(UsagePoint::address).orElse("");
    Position position = before.map(UsagePoint::position).orElse(null);
    for (CimElement location : locations.reversed()) {
      String told = address(location);
      if (!told.isEmpty()) address = told;
      Optional<Position> place = position(location);
      if (place.isPresent()) position = place.get();
    }
    String phases = object.content().text("phaseCode").intern();
    return new UsagePoint(object.mrid(), name(object), address, position, before.map(UsagePoint::equipment).orElse(null), phases);
  }

  /** Street and number, then the town, as far as told. */
  private static String address(CimElement location) {
    Optional<CimElement> street = location.find("mainAddress").flatMap(main -> main.find("streetDetail"));
    if (street.isEmpty()) return "";
    var words = new ArrayList<String>();
    for (String part : List.of("prefix", "name", "type", "suffix", "number", "suiteNumber")) {
      if (!street.get().text(part).isEmpty()) words.add(street.get().text(part));
    }
    String town = location.text("mainAddress", "townDetail", "name");
    return String.join(" ", words) + (town.isEmpty() ? "" : (words.isEmpty() ? "" : ", ") + town);
  }

  /** @throws Refused when it has a position in another coordinate system than WGS 84, or one that is none */
  static Optional<Position> position(CimElement location) throws Refused {
    Optional<CimElement> point = Stream.of("PositionPoints", "PositionPoint").flatMap(name -> location.list(name).stream())
      .min(Comparator.comparingInt(Meaning::sequence));
    if (point.isEmpty()) return Optional.empty();
    String crs = location.text("CoordinateSystem", "crsUrn");
    if (!crs.isEmpty() && !WGS_84.contains(crs.toUpperCase(Locale.ROOT)))
      throw new Refused(NOT_ALLOWED, location.name(), View.identifier(location),
        "its coordinate system is " + crs + "; only EPSG:4326 is taken");
    String x = point.get().text("xPosition");
    String y = point.get().text("yPosition");
    try {
      return Optional.of(new Position(Double.parseDouble(x), Double.parseDouble(y)));
    } catch (IllegalArgumentException none) {
      throw new Refused(NOT_ALLOWED, location.name(), View.identifier(location), "xPosition '" + x + "' and yPosition '" + y
        + "' are no degrees east and north" + (crs.isEmpty() ? "; say which CoordinateSystem they are in" : ""));
    }
  }

  private static int sequence(CimElement point) {
    String number = point.text("sequenceNumber");
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
  }

  /** A meter nobody told more of than the network model does. */
  static MasterObject describe(Meter meter) {
    var parts = new ArrayList<CimElement>();
    parts.add(CimElement.value("mRID", meter.mrid().toString()));
    value(parts, "amrSystem", meter.adapter());
    value(parts, "serialNumber", meter.serialNumber());
    value(parts, "type", meter.model());
    if (!meter.lanAddress().isEmpty()) parts.add(CimElement.part("electronicAddress", CimElement.value("lan", meter.lanAddress())));
    parts.add(CimElement.part("Names", CimElement.value("name", meter.name())));
    return new MasterObject(meter.mrid(), View.METER, new CimElement(View.METER, Map.of(), "", parts));
  }

  /** Likewise of a usage point. */
  static MasterObject describe(UsagePoint point) {
    var parts = new ArrayList<CimElement>();
    parts.add(CimElement.value("mRID", point.mrid().toString()));
    value(parts, "phaseCode", point.phases());
    parts.add(CimElement.part("Names", CimElement.value("name", point.name())));
    return new MasterObject(point.mrid(), View.USAGE_POINT, new CimElement(View.USAGE_POINT, Map.of(), "", parts));
  }

  private static void value(List<CimElement> parts, String name, String text) {
    if (!text.isEmpty()) parts.add(CimElement.value(name, text));
  }
}
