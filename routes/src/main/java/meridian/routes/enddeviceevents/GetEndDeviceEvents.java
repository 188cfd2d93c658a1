package meridian.routes.enddeviceevents;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Query;
import meridian.cim.ErrorCode;
import meridian.cim.GroupReference;
import meridian.cim.Reply;
import meridian.cim.Timestamps;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.grid.Meter;
import meridian.model.master.CimElement;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Groups;
import meridian.routes.message.ObjectCodes;
import meridian.routes.message.Paging;
import meridian.services.port.EventStore;

/**
 * Answers a get of EndDeviceEvents from the store, oldest first: by period, by Meter, UsagePoint and groups of them, by EndDeviceEventType,
 * by the event's own mRID. Devices, types and mRIDs of one kind add to each other, kinds narrow each other down. Safe for concurrent callers.
 */
public final class GetEndDeviceEvents {
  private static final TimePeriod EVER = new TimePeriod(Instant.MIN, Instant.MAX);

  private final Desk desk;
  private final Devices devices;
  private final Groups groups;
  private final EventStore store;

  public GetEndDeviceEvents(Desk desk, Devices devices, Groups groups, EventStore store) {
    this.desk = desk;
    this.devices = devices;
    this.groups = groups;
    this.store = store;
  }

  public Answer serve(Query request) throws IOException {
    Optional<Paging> asked = Paging.of(request.options());
    if (asked.isEmpty()) return desk.reply(request, Paging.refusal());
    Paging paging = asked.get();
    var errors = new ArrayList<CimError>();
    TimePeriod period = period(request, errors);
    Set<Meter> meters = meters(request, errors);
    Set<EndDeviceEventType> types = types(request, errors);
    Set<Mrid> events = events(request, errors);
    if (meters.isEmpty() && types.isEmpty() && events.isEmpty() && !errors.isEmpty())
      return desk.reply(request, Reply.failed(errors));

    Set<Mrid> of = meters.stream().map(Meter::mrid).collect(Collectors.toSet());
    List<EndDeviceEvent> found = store.find(new EventStore.Wanted(period, of, types, events), paging.offset(), paging.limit() + 1);
    if (found.size() > paging.limit()) {
      found = found.subList(0, paging.limit());
      errors.addFirst(paging.more());
    }
    Reply reply = errors.isEmpty() ? Reply.ok() : new Reply(found.isEmpty() ? Reply.Result.FAILED : Reply.Result.PARTIAL, errors);
    return desk.events(request, reply, found);
  }

  /** The Request's, or the narrowest that all schedules of the query lie in. */
  private static TimePeriod period(Query request, List<CimError> errors) {
    if (request.period().isPresent()) return request.period().get();
    List<CimElement> intervals = named(request, "TimeSchedule").flatMap(schedule -> schedule.find("scheduleInterval").stream()).toList();
    try {
      Instant start = intervals.stream().map(each -> time(each, "start", Instant.MIN)).min(Instant::compareTo).orElse(Instant.MIN);
      Instant end = intervals.stream().map(each -> time(each, "end", Instant.MAX)).max(Instant::compareTo).orElse(Instant.MAX);
      return new TimePeriod(start, end);
    } catch (DateTimeException | IllegalArgumentException noPeriod) {
      errors.add(ErrorCode.INVALID_MESSAGE.error("Request/GetEndDeviceEvents/TimeSchedule: " + noPeriod.getMessage()));
      return EVER;
    }
  }

  private static Instant time(CimElement interval, String which, Instant otherwise) {
    String written = interval.text(which);
    return written.isEmpty() ? otherwise : Timestamps.parse(written);
  }

  private Set<Meter> meters(Query request, List<CimError> errors) {
    Devices.Found found = devices.find(identifiers(request, "Meter", errors), identifiers(request, "UsagePoint", errors));
    errors.addAll(found.unknown());
    Set<Meter> meters = new LinkedHashSet<>(found.meters());
    for (String type : List.of(GroupReference.OF_END_DEVICES, GroupReference.OF_USAGE_POINTS)) {
      groups.expand(identifiers(request, type, errors).stream().map(group -> new GroupReference(type, group)).toList(), meters, errors);
    }
    for (String type : List.of("Customer", "CustomerAccount", "CustomerAgreement", "ServiceCategory", "ServiceLocation")) {
      for (String identifier : identifiers(request, type, errors)) {
        errors.add(ErrorCode.NOT_ATTEMPTED.about(identifier, type, "events are not looked up by " + type
          + ": name Meters, UsagePoints or groups of them"));
      }
    }
    return meters;
  }

  private static Set<EndDeviceEventType> types(Query request, List<CimError> errors) {
    Set<EndDeviceEventType> types = new HashSet<>();
    for (String code : identifiers(request, "EndDeviceEventType", errors)) {
      EndDeviceEventType.find(code).ifPresentOrElse(types::add,
        () -> errors.add(ObjectCodes.unknown("EndDeviceEventType", code, "an EndDeviceEventType has four parts, such as 3.26.0.85")));
    }
    return types;
  }

  private static Set<Mrid> events(Query request, List<CimError> errors) {
    Set<Mrid> events = new HashSet<>();
    List<String> wanted = new ArrayList<>(request.ids());
    wanted.addAll(identifiers(request, "EndDeviceEvent", errors));
    for (String identifier : wanted) {
      Mrid.find(identifier).ifPresentOrElse(events::add,
        () -> errors.add(ObjectCodes.unknown("EndDeviceEvent", identifier, "events are known by their mRID")));
    }
    return events;
  }

  private static Stream<CimElement> named(Query request, String type) {
    return request.query().stream().filter(element -> element.name().equals(type));
  }

  /** The first identifier of each. */
  private static List<String> identifiers(Query request, String type, List<CimError> errors) {
    var all = new ArrayList<String>();
    for (CimElement element : named(request, type).toList()) {
      if (element.identifiers().isEmpty())
        errors.add(ErrorCode.MANDATORY_MISSING.about("", type, type + " in the query has neither mRID nor Names"));
      else
        all.add(element.identifiers().getFirst());
    }
    return all;
  }
}
