package meridian.routes.meterreadschedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Configure;
import meridian.cim.ErrorCode;
import meridian.model.Mrid;
import meridian.model.control.Priority;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.metering.ReadingType;
import meridian.model.task.Scope;
import meridian.routes.message.Devices;
import meridian.routes.message.ObjectCodes;
import meridian.services.registry.Registry;
import meridian.services.task.Members;

/** What a MeterReadSchedule says, looked up. Whatever is wrong in it is an Error with its place. */
final class ScheduleReader {
  static final String TIME_SCHEDULE = "TimeSchedule";
  private static final String PATH = "Payload/MeterReadSchedule/";

  private final Devices devices;
  private final Registry registry;
  private final Members members;

  ScheduleReader(Devices devices, Registry registry, Members members) {
    this.devices = devices;
    this.registry = registry;
    this.members = members;
  }

  /** @param named whether the message says whose meters are meant; if not, all are */
  record Who(Scope scope, boolean named) {}

  static List<CimElement> timeSchedules(Configure request) {
    return request.objects().stream().filter(object -> object.name().equals(TIME_SCHEDULE)).toList();
  }

  Who who(List<CimElement> objects, List<CimError> errors) {
    Set<Mrid> meters = new HashSet<>();
    Set<Mrid> points = new HashSet<>();
    Set<Scope.Group> groups = new HashSet<>();
    boolean named = false;
    for (CimElement object : objects) {
      String type = object.name();
      Optional<String> identifier = object.identifiers().stream().findFirst();
      if (type.equals(TIME_SCHEDULE) || type.equals("ReadingType")) continue;
      named = true;
      if (identifier.isEmpty()) {
        errors.add(ErrorCode.MANDATORY_MISSING.about("", type, PATH + type + ": it has neither mRID nor Names"));
        continue;
      }
      switch (type) {
        case "EndDevice" -> {
          Devices.Found found = devices.find(identifier.stream().toList(), List.of());
          found.meters().stream().map(Meter::mrid).forEach(meters::add);
          errors.addAll(found.unknown());
        }
        case "UsagePoint" -> registry.findUsagePoint(identifier.get()).map(UsagePoint::mrid).ifPresentOrElse(points::add,
          () -> errors.add(ErrorCode.INVALID_USAGE_POINT.about(identifier.get(), type, "no UsagePoint has this mRID or name")));
        case "EndDeviceGroup", "UsagePointGroup" -> {
          groups.add(new Scope.Group(type, identifier.get()));
          if (members.of(type, identifier.get()).isEmpty())
            errors.add(ObjectCodes.unknown(type, identifier.get(), "no " + type + " has this mRID or name"));
        }
        default -> errors.add(ErrorCode.NOT_ATTEMPTED.about(identifier.get(), type,
          "schedules are by EndDevice, UsagePoint, EndDeviceGroup or UsagePointGroup: name the UsagePoints of this " + type));
      }
    }
    return new Who(new Scope(meters, points, groups), named);
  }

  static Set<ReadingType> types(List<CimElement> objects, List<CimError> errors) {
    Set<ReadingType> types = new HashSet<>();
    for (CimElement object : objects) {
      if (!object.name().equals("ReadingType")) continue;
      Optional<ReadingType> type = object.identifiers().stream().flatMap(code -> ReadingType.find(code).stream()).findFirst();
      type.ifPresentOrElse(types::add, () -> errors.add(ErrorCode.INVALID_READING_TYPE.about(
        object.identifiers().stream().findFirst().orElse(""), "ReadingType",
        PATH + "ReadingType: mRID or name must be a code of 18 parts")));
    }
    return types;
  }

  static Optional<Boolean> disabled(CimElement timeSchedule) {
    String text = timeSchedule.text("disabled");
    return text.isEmpty() ? Optional.empty() : Optional.of(text.equals("true") || text.equals("1"));
  }

  static Optional<Priority> priority(Configure request, List<CimError> errors) {
    String text = request.options().get("priority");
    if (text == null) return Optional.empty();
    Optional<Priority> priority = Priority.find(text);
    if (priority.isEmpty()) errors.add(ErrorCode.BUSINESS_RULE.error("Request/Option priority must be high, normal or low"));
    return priority;
  }

  /** What a message calls its schedules by: the ids beside the payload, and the TimeSchedules in it. */
  static List<String> identifiers(Configure request, List<CimError> errors) {
    List<String> identifiers = new ArrayList<>(request.ids());
    for (CimElement schedule : timeSchedules(request)) {
      schedule.identifiers().stream().findFirst().filter(one -> !identifiers.contains(one)).ifPresent(identifiers::add);
    }
    if (identifiers.isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("no schedule is named: neither by ID nor by TimeSchedule/mRID or Names"));
    return identifiers;
  }

  static CimError error(CimElement timeSchedule, TimeSchedules.Wrong wrong) {
    String identifier = timeSchedule.identifiers().stream().findFirst().orElse("");
    return ErrorCode.BUSINESS_RULE.about(identifier, TIME_SCHEDULE, "Payload/MeterReadSchedule/" + wrong.getMessage());
  }

  static boolean saysWhen(CimElement timeSchedule) {
    return timeSchedule.children().stream().anyMatch(part -> TimeSchedules.PARTS.contains(part.name()));
  }
}
