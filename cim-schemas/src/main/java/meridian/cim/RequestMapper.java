package meridian.cim;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.glassfish.jaxb.core.Locatable;
import org.jspecify.annotations.Nullable;

import meridian.cim.jaxb.controls.EndDeviceControl;
import meridian.cim.jaxb.controls.EndDeviceControls;
import meridian.cim.jaxb.controls.EndDeviceTiming;
import meridian.cim.jaxb.getreadings.GetMeterReadings;
import meridian.model.TimePeriod;
import meridian.model.metering.ReadingType;

/** From schema-valid JAXB objects to the records of this package; what the schema cannot know is checked here. */
final class RequestMapper {
  /** What a period without a beginning or an end reaches to. */
  static final TimePeriod EVER = new TimePeriod(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

  /** Path of the noun's element. */
  private final String path;

  RequestMapper(String path) { this.path = path; }

  List<RequestedControl> controls(EndDeviceControls message) throws Refused {
    var controls = new ArrayList<RequestedControl>();
    for (EndDeviceControl control : message.getEndDeviceControl()) {
      controls.add(control(control, index("EndDeviceControl", controls.size())));
    }
    return controls;
  }

  private RequestedControl control(EndDeviceControl control, String at) throws Refused {
    String type = text(control.getEndDeviceControlType().getRef());
    if (type.isEmpty())
      throw new Refused(ErrorCode.MANDATORY_MISSING, place(control, at + "/EndDeviceControlType"), "has no ref");
    Optional<TimePeriod> timing = Optional.empty();
    EndDeviceTiming primary = control.getPrimaryDeviceTiming();
    if (primary != null && (primary.getDuration() != null || Boolean.TRUE.equals(primary.isDurationIndefinite())))
      throw new Refused(ErrorCode.BUSINESS_RULE, place(primary, at + "/primaryDeviceTiming"),
        "duration is not supported: send the opposite control when it is over");
    if (primary != null && primary.getInterval() != null) {
      var interval = primary.getInterval();
      timing = period(interval.getStart(), interval.getEnd(), place(interval, at + "/primaryDeviceTiming/interval"));
    }
    return new RequestedControl(type, devices(control, at), usagePoints(control, at), groups(control, at), text(control.getReason()),
      timing);
  }

  /** The control type, which the schema wants, says nothing here. */
  List<ControlReference> references(EndDeviceControls message) throws Refused {
    var references = new ArrayList<ControlReference>();
    for (EndDeviceControl control : message.getEndDeviceControl()) {
      String at = index("EndDeviceControl", references.size());
      String mrid = text(control.getMRID());
      String tracking = text(control.getIssuerTrackingID());
      if (mrid.isEmpty() && tracking.isEmpty())
        throw new Refused(ErrorCode.MANDATORY_MISSING, place(control, at), "has neither mRID nor issuerTrackingID");
      references.add(new ControlReference(mrid, tracking, devices(control, at), usagePoints(control, at), groups(control, at)));
    }
    return references;
  }

  private List<String> devices(EndDeviceControl control, String at) throws Refused {
    var devices = new ArrayList<String>();
    for (var device : control.getEndDevices()) {
      devices.add(identity(device, device.getMRID(), controlNames(device.getNames()), ErrorCode.INVALID_METER,
        at + index("EndDevices", devices.size())));
    }
    return devices;
  }

  private List<String> usagePoints(EndDeviceControl control, String at) throws Refused {
    var usagePoints = new ArrayList<String>();
    for (var point : control.getUsagePoints()) {
      usagePoints.add(identity(point, point.getMRID(), controlNames(point.getNames()), ErrorCode.INVALID_USAGE_POINT,
        at + index("UsagePoints", usagePoints.size())));
    }
    return usagePoints;
  }

  private List<GroupReference> groups(EndDeviceControl control, String at) throws Refused {
    var groups = new ArrayList<GroupReference>();
    int count = 0;
    for (var group : control.getEndDeviceGroups()) {
      groups.add(new GroupReference(GroupReference.OF_END_DEVICES, identity(group, group.getMRID(), controlNames(group.getNames()),
        ErrorCode.INVALID_METER, at + index("EndDeviceGroups", count++))));
    }
    count = 0;
    for (var group : control.getUsagePointGroups()) {
      groups.add(new GroupReference(GroupReference.OF_USAGE_POINTS, identity(group, group.getMRID(), controlNames(group.getNames()),
        ErrorCode.INVALID_USAGE_POINT, at + index("UsagePointGroups", count++))));
    }
    return groups;
  }

  List<GroupReference> groups(GetMeterReadings query) throws Refused {
    if (!query.getTransformerTank().isEmpty())
      throw new Refused(ErrorCode.INVALID_METER, place(query, ""),
        "TransformerTank is not served, name EndDevice, UsagePoint or a group of them");
    var groups = new ArrayList<GroupReference>();
    int count = 0;
    for (var group : query.getEndDeviceGroup()) {
      groups.add(new GroupReference(GroupReference.OF_END_DEVICES, identity(group, group.getMRID(), queryNames(group.getNames()),
        ErrorCode.INVALID_METER, index("EndDeviceGroup", count++))));
    }
    count = 0;
    for (var group : query.getUsagePointGroup()) {
      groups.add(new GroupReference(GroupReference.OF_USAGE_POINTS, identity(group, group.getMRID(), queryNames(group.getNames()),
        ErrorCode.INVALID_USAGE_POINT, index("UsagePointGroup", count++))));
    }
    return groups;
  }

  List<String> endDevices(GetMeterReadings query) throws Refused {
    var devices = new ArrayList<String>();
    for (var device : query.getEndDevice()) {
      devices.add(
        identity(device, device.getMRID(), queryNames(device.getNames()), ErrorCode.INVALID_METER, index("EndDevice", devices.size())));
    }
    return devices;
  }

  List<String> usagePoints(GetMeterReadings query) throws Refused {
    var points = new ArrayList<String>();
    for (var point : query.getUsagePoint()) {
      points.add(
        identity(point, point.getMRID(), queryNames(point.getNames()), ErrorCode.INVALID_USAGE_POINT, index("UsagePoint", points.size())));
    }
    return points;
  }

  Set<ReadingType> readingTypes(GetMeterReadings query) throws Refused {
    var types = new LinkedHashSet<ReadingType>();
    int count = 0;
    for (var type : query.getReadingType()) {
      String at = index("ReadingType", count++);
      String code = identity(type, type.getMRID(), queryNames(type.getNames()), ErrorCode.INVALID_READING_TYPE, at);
      types.add(ReadingType.find(code).orElseThrow(() -> new Refused(ErrorCode.INVALID_READING_TYPE, place(type, at),
        Refused.quote(code) + " is not 18 integers with dots")));
    }
    return types;
  }

  /** Period of the payload; the one of the Request, when there is one, goes before it. */
  Optional<TimePeriod> period(GetMeterReadings query) throws Refused {
    var periods = new LinkedHashSet<TimePeriod>();
    int schedules = 0;
    for (var schedule : query.getTimeSchedule()) {
      var interval = schedule.getScheduleInterval();
      period(interval.getStart(), interval.getEnd(), place(interval, index("TimeSchedule", schedules++) + "/scheduleInterval"))
        .ifPresent(periods::add);
    }
    int readings = 0;
    for (var reading : query.getReading()) {
      String at = index("Reading", readings++);
      var interval = reading.getTimePeriod();
      if (interval != null) period(interval.getStart(), interval.getEnd(), place(interval, at + "/timePeriod")).ifPresent(periods::add);
    }
    if (periods.size() > 1) throw new Refused(ErrorCode.TOO_MANY, place(query, ""), "asks for more than one period of time");
    return periods.stream().findFirst();
  }

  /** An open end reaches from 1970 or to the year 9999; empty when neither is given. */
  static Optional<TimePeriod> period(@Nullable String start, @Nullable String end, String place) throws Refused {
    if (start == null && end == null) return Optional.empty();
    try {
      Instant from = start == null ? EVER.start() : Timestamps.parse(start);
      Instant to = end == null ? EVER.end() : Timestamps.parse(end);
      if (to.isBefore(from)) throw new Refused(ErrorCode.INVALID_MESSAGE, place, "the end (" + to + ") is before the start (" + from + ")");
      return Optional.of(new TimePeriod(from, to));
    } catch (DateTimeException e) {
      throw new Refused(ErrorCode.INVALID_MESSAGE, place, "a time " + e.getMessage());
    }
  }

  /** The mRID, else the first name. */
  private String identity(Locatable object, @Nullable String mrid, List<String> names, ErrorCode code, String at) throws Refused {
    if (!text(mrid).isEmpty()) return text(mrid);
    for (String name : names) {
      if (!text(name).isEmpty()) return text(name);
    }
    throw new Refused(code, place(object, at), "has neither mRID nor Names");
  }

  private static List<String> controlNames(List<meridian.cim.jaxb.controls.Name> names) {
    return names.stream().map(meridian.cim.jaxb.controls.Name::getName).toList();
  }

  private static List<String> queryNames(List<meridian.cim.jaxb.getreadings.Name> names) {
    return names.stream().map(meridian.cim.jaxb.getreadings.Name::getName).toList();
  }

  private static String index(String name, int before) { return "/" + name + (before == 0 ? "" : "[" + (before + 1) + "]"); }

  private String place(Locatable object, String below) {
    return Place.at(object.sourceLocation().getLineNumber(), object.sourceLocation().getColumnNumber(), path + below);
  }

  private static String text(@Nullable String text) { return text == null ? "" : text.strip(); }
}
