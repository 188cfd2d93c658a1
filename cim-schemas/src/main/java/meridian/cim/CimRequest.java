package meridian.cim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import meridian.model.TimePeriod;
import meridian.model.metering.ReadingType;

/** A request as the enterprise sent it, validated against the schema. Nothing is looked up yet: devices are as written. */
public sealed interface CimRequest {
  Header header();

  Wrapping wrapping();

  /**
   * Asks for what meters measured.
   *
   * @param endDevices mRIDs or {@code Names.name} as written; likewise usagePoints
   * @param readingTypes empty: all
   * @param period StartTime and EndTime of the Request, else TimeSchedule or Reading.timePeriod of the payload
   * @param options Request/Option by name, in the order of the message
   */
  record GetMeterReadings(Header header, Wrapping wrapping, List<String> endDevices, List<String> usagePoints,
    Set<ReadingType> readingTypes,
    Optional<TimePeriod> period, Map<String, String> options) implements CimRequest {

    public GetMeterReadings {
      endDevices = List.copyOf(endDevices);
      usagePoints = List.copyOf(usagePoints);
      readingTypes = Set.copyOf(readingTypes);
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
  }

  /**
   * Asks devices to do something. {@code controls} may be empty.
   *
   * @param options Request/Option by name, in the order of the message
   */
  record CreateEndDeviceControls(Header header, Wrapping wrapping, List<RequestedControl> controls, Map<String, String> options)
    implements
      CimRequest {

    public CreateEndDeviceControls {
      controls = List.copyOf(controls);
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
  }

  /** Takes controls back. {@code references} come from the payload or, without one, from Request/ID or Payload/ID; may be empty. */
  record CancelEndDeviceControls(Header header, Wrapping wrapping, List<ControlReference> references) implements CimRequest {

    public CancelEndDeviceControls { references = List.copyOf(references); }
  }

  /** A verb and noun that parse but that the hub does not serve: answered with 2.5 (noun) or 2.9 (verb). */
  record Unserved(Header header, Wrapping wrapping) implements CimRequest {}
}
