package meridian.cim.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;

/** Makes the usage points and the meters installed at them. */
final class MeteringAssembly {
  /** The NameType under which a device is named after its adapter. */
  static final String ADAPTER = "adapter";

  private final RdfModel model;
  private final Places places;
  private final Map<Mrid, RdfObject> consumerOf = new HashMap<>();
  private final Map<Mrid, Set<String>> phasesOf = new HashMap<>();
  private final Map<Mrid, RdfObject> deviceAt = new HashMap<>();
  private final Map<Mrid, String> adapterOf = new HashMap<>();

  MeteringAssembly(RdfModel model, Places places) {
    this.model = model;
    this.places = places;
    for (RdfObject consumer : model.all(CimClass.CONSUMER)) {
      consumer.references(Property.USAGE_POINT).forEach(point -> consumerOf.putIfAbsent(point, consumer));
    }
    for (RdfObject phase : model.all(CimClass.CONSUMER_PHASE)) {
      Mrid consumer = phase.reference(Property.ENERGY_CONSUMER);
      if (consumer != null) phasesOf.computeIfAbsent(consumer, none -> new TreeSet<>()).add(phase.text(Property.PHASE_CODE));
    }
    for (RdfObject device : model.all(CimClass.METER)) {
      Mrid point = device.reference(Property.INSTALLED_AT);
      if (point != null) deviceAt.putIfAbsent(point, device);
    }
    for (RdfObject name : model.all(CimClass.NAME)) {
      var type = model.follow(name, Property.NAME_TYPE, CimClass.NAME_TYPE);
      Mrid named = name.reference(Property.NAMED);
      if (named != null && type != null && type.name().equals(ADAPTER)) adapterOf.put(named, name.name());
    }
  }

  List<UsagePoint> usagePoints() {
    var points = new ArrayList<UsagePoint>();
    var names = new HashSet<String>();
    for (RdfObject object : model.all(CimClass.USAGE_POINT)) {
      String name = GridAssembly.name(object);
      if (!names.add(name)) {
        model.duplicate(object, Property.NAME, name);
        continue;
      }
      var consumer = consumer(object);
      if (consumer == null) model.missing(object, Property.EQUIPMENTS, "hangs on nothing");
      points.add(new UsagePoint(object.mrid, name, places.address(object), position(object, consumer),
        consumer == null ? object.mrid : consumer.mrid, phases(object, consumer)));
    }
    return points;
  }

  private @Nullable RdfObject consumer(RdfObject point) {
    for (Mrid equipment : point.references(Property.EQUIPMENTS)) {
      var object = model.find(equipment);
      if (object != null && object.type == CimClass.CONSUMER) return object;
      model.dangling(point, Property.EQUIPMENTS, equipment);
    }
    return consumerOf.get(point.mrid);
  }

  private Position position(RdfObject point, @Nullable RdfObject consumer) {
    var position = places.find(point);
    if (position == null) position = places.find(consumer);
    if (position == null) position = places.find(deviceAt.get(point.mrid));
    if (position != null) return position;
    model.missing(point, Property.SERVICE_LOCATION, "placed in the middle of the network");
    return places.middle();
  }

  private String phases(RdfObject point, @Nullable RdfObject consumer) {
    String told = point.text(Property.PHASE_CODE);
    if (!told.isEmpty()) return told;
    var phases = consumer == null ? null : phasesOf.get(consumer.mrid);
    return phases == null ? "ABC" : String.join("", phases);
  }

  List<Meter> meters(List<UsagePoint> usagePoints) {
    var known = usagePoints.stream().map(UsagePoint::mrid).collect(Collectors.toSet());
    var names = new HashSet<String>();
    var serials = new HashSet<String>();
    var meters = new ArrayList<Meter>();
    for (RdfObject object : model.all(CimClass.METER)) {
      Mrid point = object.reference(Property.INSTALLED_AT);
      var meter = meter(object, point == null ? object.mrid : point);
      if (point == null) model.missing(object, Property.INSTALLED_AT, "not imported");
      else if (!known.contains(point)) model.dangling(object, Property.INSTALLED_AT, point);
      else if (!names.add(meter.name())) model.duplicate(object, Property.NAME, meter.name());
      else if (!serials.add(meter.adapter() + " " + meter.serialNumber()))
        model.duplicate(object, Property.SERIAL_NUMBER, meter.serialNumber());
      else
        meters.add(meter);
    }
    return meters;
  }

  private Meter meter(RdfObject object, Mrid point) {
    String serial = object.text(Property.SERIAL_NUMBER);
    if (serial.isEmpty()) model.missing(object, Property.SERIAL_NUMBER, "its name stands for it");
    String adapter = adapterOf.getOrDefault(object.mrid, "");
    if (adapter.isEmpty()) model.missing(object, Property.NAMED, "no adapter reads it");
    var address = model.follow(object, Property.ELECTRONIC_ADDRESS, CimClass.ELECTRONIC_ADDRESS);
    String lan = address == null ? "" : address.text(Property.LAN);
    if (lan.isEmpty() && !adapter.isEmpty()) model.missing(object, Property.LAN, "it cannot be reached");
    String name = GridAssembly.name(object);
    return new Meter(object.mrid, name, serial.isEmpty() ? name : serial, adapter, lan, modelName(object), point);
  }

  private String modelName(RdfObject device) {
    var info = model.follow(device, Property.INFO, CimClass.DEVICE_INFO);
    if (info == null) return "";
    var product = model.follow(info, Property.INFO, CimClass.DEVICE_INFO);
    for (RdfObject told : product == null ? List.of(info) : List.of(product, info)) {
      if (!told.text(Property.MODEL_NUMBER).isEmpty()) return told.text(Property.MODEL_NUMBER);
      if (!told.name().isEmpty()) return told.name();
    }
    return "";
  }
}
