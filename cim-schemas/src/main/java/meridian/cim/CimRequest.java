package meridian.cim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import meridian.model.TimePeriod;
import meridian.model.master.CimElement;
import meridian.model.metering.ReadingType;

/** A request as the enterprise sent it, validated against the schema. Nothing is looked up yet: devices are as written. */
public sealed interface CimRequest {
  Header header();

  Wrapping wrapping();

  /** Request/Option by name, in the order of the message; empty where there can be none. */
  default Map<String, String> options() {
    return Map.of();
  }

  /** The sender wants the payload of the reply in Compressed: Option {@code compressed} = {@code true}. */
  default boolean wantsCompressed() {
    return "true".equals(options().get("compressed"));
  }

  /**
   * Asks for what meters measured.
   *
   * @param endDevices mRIDs or {@code Names.name} as written; likewise usagePoints
   * @param groups whose members are meant, beside those named one by one
   * @param readingTypes empty: all
   * @param period StartTime and EndTime of the Request, else TimeSchedule or Reading.timePeriod of the payload
   * @param options Request/Option by name, in the order of the message
   */
  record GetMeterReadings(Header header, Wrapping wrapping, List<String> endDevices, List<String> usagePoints,
    List<GroupReference> groups, Set<ReadingType> readingTypes, Optional<TimePeriod> period,
    Map<String, String> options) implements CimRequest {

    public GetMeterReadings {
      endDevices = List.copyOf(endDevices);
      usagePoints = List.copyOf(usagePoints);
      groups = List.copyOf(groups);
      readingTypes = Set.copyOf(readingTypes);
      options = Ordered.copy(options);
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
      options = Ordered.copy(options);
    }
  }

  /** Takes controls back. {@code references} come from the payload or, without one, from Request/ID or Payload/ID; may be empty. */
  record CancelEndDeviceControls(Header header, Wrapping wrapping, List<ControlReference> references) implements CimRequest {

    public CancelEndDeviceControls { references = List.copyOf(references); }
  }

  /**
   * Create, change, delete, cancel or close of objects that are told as trees: every …Config, groups, MeterReadSchedule, MeterServiceRequests,
   * events and codes. The Header says verb and noun.
   *
   * @param objects children of the noun's element, in order; also those of several types, as in a MasterDataLinkageConfig
   * @param ids Payload/ID or Request/ID: what is meant when there is no payload
   * @param options Request/Option by name, in the order of the message
   */
  record Configure(Header header, Wrapping wrapping, List<CimElement> objects, List<String> ids, Map<String, String> options)
    implements
      CimRequest {

    public Configure {
      objects = List.copyOf(objects);
      ids = List.copyOf(ids);
      options = Ordered.copy(options);
    }
  }

  /**
   * Get of any noun but MeterReadings.
   *
   * @param query children of the {@code Get{Noun}} element; empty when there is none: all are meant
   * @param ids Request/ID
   * @param period StartTime and EndTime of the Request; an end that is not given is the far past or the far future
   */
  record Query(Header header, Wrapping wrapping, List<CimElement> query, List<String> ids, Optional<TimePeriod> period,
    Map<String, String> options) implements CimRequest {

    public Query {
      query = List.copyOf(query);
      ids = List.copyOf(ids);
      options = Ordered.copy(options);
    }
  }

  /**
   * Several requests in one message. Source: IEC 61968-100 ed. 1, OperationSet.
   *
   * @param inSequence enforceMsgSequence: one after the other, and none after one that failed
   * @param allOrNothing enforceTransactionalIntegrity
   */
  record OperationSet(Header header, Wrapping wrapping, boolean inSequence, boolean allOrNothing, List<Operation> operations)
    implements
      CimRequest {

    public OperationSet { operations = List.copyOf(operations); }
  }

  /**
   * One of an {@link OperationSet}.
   *
   * @param id operationId, for the errors of the reply
   * @param ofElements elementOperation: with the verb delete, the elements named are removed from the object, not the object
   * @param request with the operation's own verb and noun in its header, all else from the set's
   */
  record Operation(String id, boolean ofElements, CimRequest request) {}

  /** A verb and noun that parse but that the hub does not serve: answered with 2.5 (noun) or 2.9 (verb). */
  record Unserved(Header header, Wrapping wrapping) implements CimRequest {}
}
