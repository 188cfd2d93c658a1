package meridian.cim;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import meridian.model.TimePeriod;
import meridian.model.master.CimElement;
import meridian.model.message.Verb;

/** Makes the request out of header, noun and what stands beside it; what a request must not be without is checked here. */
final class Requests {
  private final Header header;
  private final Wrapping wrapping;
  private final Wanted wanted;
  private final Asked asked;
  /** Where something is missing when it is. */
  private final String place;

  Requests(Header header, Wrapping wrapping, Wanted wanted, Asked asked, String place) {
    this.header = header;
    this.wrapping = wrapping;
    this.wanted = wanted;
    this.asked = asked;
    this.place = place;
  }

  CimRequest of(@Nullable Content content) throws Refused {
    return switch (wanted.made()) {
      case READINGS_QUERY -> readings(content);
      case CONTROLS -> header.verb() == Verb.CANCEL ? cancelled(content) : controls(content);
      case TREES -> header.verb() == Verb.GET ? query(content) : configure(content);
    };
  }

  private CimRequest readings(@Nullable Content content) throws Refused {
    if (content == null && asked.requestPlace().isEmpty())
      throw new Refused(ErrorCode.REQUEST_MISSING, place, "a Request is needed here");
    if (content == null) throw new Refused(ErrorCode.INVALID_MESSAGE, asked.requestPlace(), "holds no " + wanted.element());
    var mapper = new RequestMapper(content.path());
    var query = content.query();
    Optional<TimePeriod> period = asked.period();
    if (period.isEmpty()) period = mapper.period(query);
    return new CimRequest.GetMeterReadings(header, wrapping, mapper.endDevices(query), mapper.usagePoints(query), mapper.groups(query),
      mapper.readingTypes(query), period, asked.options());
  }

  private CimRequest controls(@Nullable Content content) throws Refused {
    if (content == null) throw payloadMissing();
    return new CimRequest.CreateEndDeviceControls(header, wrapping, new RequestMapper(content.path()).controls(content.controls()),
      asked.options());
  }

  private CimRequest cancelled(@Nullable Content content) throws Refused {
    if (content != null)
      return new CimRequest.CancelEndDeviceControls(header, wrapping, new RequestMapper(content.path()).references(content.controls()));
    if (asked.ids().isEmpty()) throw payloadMissing();
    return new CimRequest.CancelEndDeviceControls(header, wrapping,
      asked.ids().stream().map(id -> new ControlReference("", id, List.of(), List.of(), List.of())).toList());
  }

  private CimRequest query(@Nullable Content content) throws Refused {
    return new CimRequest.Query(header, wrapping, objects(content), asked.ids(), asked.period(), asked.options());
  }

  private CimRequest configure(@Nullable Content content) throws Refused {
    boolean byId = switch (header.verb()) {
      case DELETE, CANCEL, CLOSE -> !asked.ids().isEmpty();
      case CREATE, CHANGE, GET, CANCELED, CHANGED, CREATED, CLOSED, DELETED, REPLY, EXECUTE, EXECUTED -> false;
    };
    if (content == null && !byId) throw payloadMissing();
    if (content != null && content.objects().isEmpty() && !byId)
      throw new Refused(ErrorCode.PAYLOAD_MISSING, content.place(), "is empty");
    return new CimRequest.Configure(header, wrapping, objects(content), asked.ids(), asked.options());
  }

  private static List<CimElement> objects(@Nullable Content content) { return content == null ? List.of() : content.objects(); }

  private Refused payloadMissing() {
    return new Refused(ErrorCode.PAYLOAD_MISSING, place,
      asked.sawPayload() ? "Payload holds no " + wanted.element() : "a Payload is needed here");
  }
}
