package meridian.routes.enddeviceevents;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Configure;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.cim.Timestamps;
import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.grid.Meter;
import meridian.model.master.CimElement;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.ObjectCodes;
import meridian.routes.message.PartialSuccess;
import meridian.routes.message.Testing;
import meridian.services.record.RecordEvents;

/**
 * Keeps the events that a head-end tells of, those of known devices; durable when it is answered. One Error for each event that cannot be
 * kept; the others are, unless the operator wants all or nothing. An event that comes again is kept once. Safe for concurrent callers.
 */
public final class TakeEndDeviceEvents {
  private final Desk desk;
  private final Devices devices;
  private final RecordEvents record;
  private final PartialSuccess partialSuccess;

  public TakeEndDeviceEvents(Desk desk, Devices devices, RecordEvents record, PartialSuccess partialSuccess) {
    this.desk = desk;
    this.devices = devices;
    this.record = record;
    this.partialSuccess = partialSuccess;
  }

  public Answer serve(Configure request) {
    Map<String, EndDeviceEventType> described = described(request.objects());
    List<CimError> errors = new ArrayList<>();
    List<EndDeviceEvent> events = new ArrayList<>();
    int place = 0;
    for (CimElement object : request.objects()) {
      if (!object.name().equals("EndDeviceEvent")) continue;
      place++;
      String path = "Payload/EndDeviceEvents/EndDeviceEvent[" + place + "]: ";
      try {
        read(object, described, path, errors).ifPresent(events::add);
      } catch (DateTimeException noTime) {
        errors.add(ErrorCode.INVALID_MESSAGE.about(object.mrid(), "EndDeviceEvent", path + "createdDateTime " + noTime.getMessage()));
      }
    }
    if (place == 0) errors.add(ErrorCode.MANDATORY_MISSING.error("Payload/EndDeviceEvents: there is no EndDeviceEvent in it"));
    PartialSuccess partly = partialSuccess.of(request.header().dialect().profile());
    boolean kept = errors.isEmpty() || partly != PartialSuccess.NOTHING;
    if (kept && !Testing.isAskedFor(request.header())) record.take(events);
    if (errors.isEmpty()) return desk.reply(request, Reply.ok());
    return desk.reply(request, new Reply(partly.result(!events.isEmpty()), errors));
  }

  /** What the message's own EndDeviceEventTypes mean, by mRID and name. */
  private static Map<String, EndDeviceEventType> described(List<CimElement> objects) {
    Map<String, EndDeviceEventType> described = new HashMap<>();
    for (CimElement object : objects) {
      if (!object.name().equals("EndDeviceEventType")) continue;
      String code = String.join(".", part(object, "type"), part(object, "domain"), part(object, "subDomain"),
        part(object, "eventOrAction"));
      EndDeviceEventType.find(code)
        .ifPresent(type -> object.identifiers().forEach(identifier -> described.put(identifier, type)));
    }
    return described;
  }

  private static String part(CimElement type, String name) {
    return type.text(name).isEmpty() ? "0" : type.text(name);
  }

  private Optional<EndDeviceEvent> read(CimElement event, Map<String, EndDeviceEventType> described, String path, List<CimError> errors) {
    String ref = event.find("EndDeviceEventType").map(type -> type.attributes().getOrDefault("ref", "")).orElse("");
    Optional<EndDeviceEventType> type = EndDeviceEventType.find(ref).or(() -> Optional.ofNullable(described.get(ref)));
    if (type.isEmpty())
      errors.add(ObjectCodes.unknown("EndDeviceEventType", ref, path + "EndDeviceEventType/@ref has four parts, such as 3.26.0.85"));
    Optional<Meter> meter = device(event, path, errors);
    if (type.isEmpty() || meter.isEmpty()) return Optional.empty();
    Mrid device = meter.get().mrid();
    var created = Timestamps.parse(event.text("createdDateTime"));
    if (!RecordEvents.isKeepable(created)) {
      errors.add(ErrorCode.BUSINESS_RULE.about(event.mrid(), "EndDeviceEvent", path + created + " is outside the years 1 to 9999"));
      return Optional.empty();
    }
    Map<String, String> details = new HashMap<>();
    event.list("EndDeviceEventDetails").forEach(detail -> details.put(detail.text("name"), detail.text("value")));
    return Optional.of(new EndDeviceEvent(event.uuid().orElseGet(() -> RecordEvents.identity(device, type.get(), created)), device,
      type.get(), created, event.text("reason"), event.text("issuerTrackingID"), details));
  }

  private Optional<Meter> device(CimElement event, String path, List<CimError> errors) {
    List<String> asset = event.find("Assets").map(CimElement::identifiers).orElse(List.of());
    List<String> point = event.find("UsagePoint").map(CimElement::identifiers).orElse(List.of());
    if (asset.isEmpty() && point.isEmpty()) {
      errors
        .add(ErrorCode.MANDATORY_MISSING.about(event.mrid(), "EndDeviceEvent", path + "neither Assets nor UsagePoint says which device"));
      return Optional.empty();
    }
    for (String identifier : asset) {
      Devices.Found found = devices.find(List.of(identifier), List.of());
      if (!found.meters().isEmpty()) return Optional.of(found.meters().getFirst());
    }
    if (!asset.isEmpty()) {
      errors.add(ErrorCode.INVALID_METER.about(asset.getFirst(), "EndDevice", path + "no EndDevice has this mRID, name or serial number"));
      return Optional.empty();
    }
    Devices.Found found = devices.find(List.of(), point.subList(0, 1));
    errors.addAll(found.unknown());
    return found.meters().stream().findFirst();
  }
}
