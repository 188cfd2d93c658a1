package meridian.console;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.UsagePoint;
import meridian.services.registry.Registry;

/** The network as the map wants it: bounds, feeders, GeoJSON, search. Of one moment: it is given a copy of the registry. */
final class NetworkView {
  static final int MOST_FOUND = 20;
  private static final int NO_FEEDER = 65_535;
  private final Registry registry;
  private final Grid grid;
  private final Map<Mrid, Feeder> feeders = new HashMap<>();
  private final Map<Mrid, Integer> metersOfFeeder = new HashMap<>();
  private final Map<Mrid, Position> middleOfFeeder = new HashMap<>();
  private final double[] bounds;

  NetworkView(Registry registry) {
    this.registry = registry;
    grid = registry.grid();
    grid.feeders().forEach(feeder -> feeders.put(feeder.mrid(), feeder));
    var transformersOfFeeder = new HashMap<Mrid, List<Position>>();
    for (PowerTransformer transformer : grid.transformers()) {
      transformersOfFeeder.computeIfAbsent(transformer.feeder(), _ -> new ArrayList<>()).add(transformer.position());
    }
    transformersOfFeeder.forEach((feeder, positions) -> middleOfFeeder.put(feeder, positions.get(positions.size() / 2)));
    for (Meter meter : grid.meters()) {
      registry.findUsagePoint(meter).flatMap(this::transformerOf)
        .ifPresent(transformer -> metersOfFeeder.merge(transformer.feeder(), 1, Integer::sum));
    }
    bounds = bounds();
  }

  private double[] bounds() {
    double[] box = {180, 90, -180, -90};
    Stream.of(
      registry.meters().flatMap(meter -> registry.findUsagePoint(meter).stream()).flatMap(point -> Stream.ofNullable(point.position())),
      grid.transformers().stream().map(PowerTransformer::position),
      grid.substations().stream().map(Substation::position),
      grid.lines().stream().flatMap(line -> line.path().stream()))
      .flatMap(positions -> positions).forEach(position -> {
        box[0] = Math.min(box[0], position.longitude_deg());
        box[1] = Math.min(box[1], position.latitude_deg());
        box[2] = Math.max(box[2], position.longitude_deg());
        box[3] = Math.max(box[3], position.latitude_deg());
      });
    return box[0] > box[2] ? new double[]{-180, -85, 180, 85} : box;
  }

  /** Adds to the answer of {@code /api/model} what the network knows. */
  JsonObject describe(JsonObject model) {
    return model
      .put("bounds", JsonArray.of(bounds[0], bounds[1], bounds[2], bounds[3]))
      .put("meters", registry.count())
      .put("indexes", registry.size())
      .put("feeders", JsonViews.array(grid.feeders(),
        feeder -> reference(feeder.mrid(), feeder.name()).put("meters", metersOf(feeder))))
      .put("counts", JsonObject.of(
        "transformers", grid.transformers().size(),
        "lines", grid.lines().size(),
        "switches", grid.switches().size(),
        "substations", grid.substations().size()));
  }

  private int metersOf(Feeder feeder) { return metersOfFeeder.getOrDefault(feeder.mrid(), 0); }

  /**
   * Which feeder each meter hangs on: its position in the list of {@link #describe}, as u16, little-endian, by dense index; 65535 for a meter
   * on none, or gone. With it a browser counts a feeder's meters by state on its own.
   */
  byte[] feederOfMeters() {
    var positions = new HashMap<Mrid, Integer>();
    grid.feeders().forEach(feeder -> positions.put(feeder.mrid(), positions.size()));
    var bytes = ByteBuffer.allocate(2 * registry.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int index = 0; index < registry.size(); index++) {
      bytes.putShort((short) (int) registry.findMeter(index).flatMap(registry::findUsagePoint).flatMap(this::transformerOf)
        .map(transformer -> positions.get(transformer.feeder())).orElse(NO_FEEDER));
    }
    return bytes.array();
  }

  Optional<PowerTransformer> transformerOf(UsagePoint point) { return registry.topology().transformerOf(point); }

  Optional<Feeder> feederOf(PowerTransformer transformer) { return Optional.ofNullable(feeders.get(transformer.feeder())); }

  static JsonObject reference(Mrid mrid, String name) { return JsonObject.of("mrid", mrid.toString(), "name", name); }

  /** The network as one FeatureCollection. */
  JsonObject geoJson() {
    var features = new JsonArray();
    for (var line : grid.lines()) {
      var path = new JsonArray(line.path().stream().map(NetworkView::coordinate).toList());
      features.add(feature("LineString", path,
        properties("line", line.mrid(), line.name(), line.feeder()).put("kv", line.nominal_kV())));
    }
    for (var transformer : grid.transformers()) {
      features.add(feature("Point", coordinate(transformer.position()),
        properties("transformer", transformer.mrid(), transformer.name(), transformer.feeder())
          .put("ratedS_kVA", transformer.ratedS_kVA())));
    }
    for (var device : grid.switches()) {
      features.add(feature("Point", coordinate(device.position()),
        properties("switch", device.mrid(), device.name(), device.feeder())
          .put("switchKind", device.kind().name()).put("open", device.open()).put("normalOpen", device.normalOpen())));
    }
    for (var substation : grid.substations()) {
      features.add(feature("Point", coordinate(substation.position()),
        reference(substation.mrid(), substation.name()).put("kind", "substation")));
    }
    return JsonObject.of("type", "FeatureCollection", "features", features);
  }

  private JsonObject properties(String kind, Mrid mrid, String name, Mrid feeder) {
    var properties = reference(mrid, name).put("kind", kind);
    Feeder known = feeders.get(feeder);
    if (known != null) properties.put("feeder", known.name());
    return properties;
  }

  private static JsonObject feature(String geometry, JsonArray coordinates, JsonObject properties) {
    return JsonObject.of(
      "type", "Feature",
      "geometry", JsonObject.of("type", geometry, "coordinates", coordinates),
      "properties", properties);
  }

  private static JsonArray coordinate(Position position) { return JsonArray.of(position.longitude_deg(), position.latitude_deg()); }

  /** Finds by mRID, or by words in names, serial numbers and addresses, any case; equipment first, for it is scarcer. At most 20. */
  JsonArray search(String words) {
    String wanted = words.toLowerCase(Locale.ROOT).strip();
    var found = new ArrayList<JsonObject>();
    if (wanted.isEmpty()) return new JsonArray();
    grid.feeders().stream().filter(feeder -> matches(feeder.mrid(), feeder.name(), wanted)).limit(MOST_FOUND)
      .forEach(it -> found.add(result("feeder", it.mrid(), it.name(), metersOf(it) + " meters", placeOf(it))));
    grid.transformers().stream().filter(transformer -> matches(transformer.mrid(), transformer.name(), wanted)).limit(MOST_FOUND)
      .forEach(it -> found.add(result("transformer", it.mrid(), it.name(), it.ratedS_kVA() + " kVA", it.position())));
    grid.switches().stream().filter(device -> matches(device.mrid(), device.name(), wanted)).limit(MOST_FOUND)
      .forEach(it -> found.add(result("switch", it.mrid(), it.name(), it.open() ? "open" : "closed", it.position())));
    Stream.concat(registry.findMeter(words.strip()).stream(), registry.search(wanted, MOST_FOUND).stream()).distinct()
      .forEach(meter -> found.add(meterResult(meter)));
    found.sort((a, b) -> Boolean.compare(isNamed(b, wanted), isNamed(a, wanted)));
    return new JsonArray(List.copyOf(found.subList(0, Math.min(MOST_FOUND, found.size()))));
  }

  private static boolean isNamed(JsonObject result, String wanted) {
    return result.getString("name").equalsIgnoreCase(wanted) || result.getString("mrid").equals(wanted);
  }

  private static boolean matches(Mrid mrid, String name, String wanted) {
    return name.toLowerCase(Locale.ROOT).contains(wanted) || mrid.toString().equals(wanted);
  }

  private Position placeOf(Feeder feeder) {
    Position middle = middleOfFeeder.get(feeder.mrid());
    if (middle != null) return middle;
    return grid.substations().stream().filter(substation -> substation.mrid().equals(feeder.substation())).findFirst()
      .map(Substation::position).orElse(new Position((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2));
  }

  private JsonObject meterResult(Meter meter) {
    Optional<UsagePoint> point = registry.findUsagePoint(meter);
    String address = point.map(UsagePoint::address).orElse("");
    String detail = address.isEmpty() ? meter.serialNumber() : address + ", " + meter.serialNumber();
    return result("meter", meter.mrid(), meter.name(), detail, point.map(UsagePoint::position).orElse(null))
      .put("index", registry.indexOf(meter.mrid()).orElseThrow());
  }

  /** Without longitude and latitude when it is nowhere on the map. */
  private static JsonObject result(String kind, Mrid mrid, String name, String detail, @Nullable Position position) {
    return place(reference(mrid, name).put("kind", kind).put("detail", detail), position);
  }

  static JsonObject place(JsonObject json, @Nullable Position position) {
    return position == null ? json : json.put("longitude", position.longitude_deg()).put("latitude", position.latitude_deg());
  }
}
