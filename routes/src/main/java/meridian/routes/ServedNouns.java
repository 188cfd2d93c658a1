package meridian.routes;

import java.util.Optional;
import java.util.stream.Collectors;

import meridian.cim.CimNoun;
import meridian.cim.CimRequest;
import meridian.cim.CimRequest.Configure;
import meridian.cim.CimRequest.Query;
import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.model.message.Verb;
import meridian.routes.enddevicecontrols.CancelEndDeviceControls;
import meridian.routes.enddevicecontrols.CreateEndDeviceControls;
import meridian.routes.enddeviceevents.GetEndDeviceEvents;
import meridian.routes.enddeviceevents.TakeEndDeviceEvents;
import meridian.routes.masterdata.ConfigureMasterData;
import meridian.routes.masterdata.GetMasterData;
import meridian.routes.masterdata.MasterDataNouns;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.message.Nouns;
import meridian.routes.message.Paging;
import meridian.routes.meterreadings.GetMeterReadings;
import meridian.routes.meterreadings.RequestMeterReadings;
import meridian.routes.meterreadschedule.ConfigureMeterReadSchedule;
import meridian.routes.meterreadschedule.GetMeterReadSchedule;
import meridian.routes.meterservicerequests.ConfigureMeterServiceRequests;
import meridian.routes.meterservicerequests.GetMeterServiceRequests;
import meridian.routes.operationset.ExecuteOperationSet;

/** Where a request goes: the one place that says which package serves which verb and noun. */
record ServedNouns(Desk desk, CreateEndDeviceControls createEndDeviceControls, CancelEndDeviceControls cancelEndDeviceControls,
  GetMeterReadings getMeterReadings, RequestMeterReadings requestMeterReadings, GetEndDeviceEvents getEndDeviceEvents,
  TakeEndDeviceEvents takeEndDeviceEvents, ConfigureMasterData configureMasterData, GetMasterData getMasterData,
  ConfigureMeterReadSchedule configureMeterReadSchedule, GetMeterReadSchedule getMeterReadSchedule,
  ConfigureMeterServiceRequests configureMeterServiceRequests, GetMeterServiceRequests getMeterServiceRequests) implements Nouns {

  @Override
  public Answer serve(CimRequest request, Incoming incoming) throws Exception {
    return switch (request) {
      case CimRequest.CreateEndDeviceControls create -> createEndDeviceControls.serve(create, incoming);
      case CimRequest.CancelEndDeviceControls cancel -> cancelEndDeviceControls.serve(cancel, incoming);
      case CimRequest.GetMeterReadings get -> getMeterReadings.serve(get, incoming);
      case Configure configure -> switch (noun(request.header())) {
        case "MeterReadings" -> requestMeterReadings.serve(configure, incoming);
        case "EndDeviceEvents" -> takeEndDeviceEvents.serve(configure);
        case "MeterReadSchedule" -> configureMeterReadSchedule.serve(configure, incoming);
        case "MeterServiceRequests" -> configureMeterServiceRequests.serve(configure, incoming);
        case String _ when configureMasterData.serves(configure) -> configureMasterData.serve(configure, incoming);
        default -> unserved(request);
      };
      case Query query -> switch (noun(request.header())) {
        case "EndDeviceEvents" -> getEndDeviceEvents.serve(query);
        case "MeterReadSchedule" -> getMeterReadSchedule.serve(query, incoming);
        case "MeterServiceRequests" -> getMeterServiceRequests.serve(query);
        case String noun when MasterDataNouns.NAMES.contains(noun) -> getMasterData.serve(query);
        default -> unserved(request);
      };
      case CimRequest.OperationSet set -> new ExecuteOperationSet(desk, configureMasterData, this).serve(set, incoming);
      case CimRequest.Unserved _ -> unserved(request);
    };
  }

  @Override
  public Optional<CimRequest> rest(CimRequest request, Reply reply) {
    return request instanceof Query query ? Paging.rest(query, reply).map(CimRequest.class::cast) : Optional.empty();
  }

  private static String noun(Header header) { return CimNoun.find(header.noun()).map(CimNoun::name).orElse(header.noun()); }

  private Answer unserved(CimRequest request) {
    Header header = request.header();
    Optional<CimNoun> noun = CimNoun.find(header.noun());
    String asked = header.verb().text() + " " + header.noun() + " is not served; ";
    return desk.reply(request, Reply.failed(noun.isPresent()
      ? ErrorCode.INVALID_VERB.error(asked + "served: " + verbs(noun.get()))
      : ErrorCode.INVALID_NOUN.error(asked + "served: "
        + CimNoun.all().stream().map(CimNoun::name).sorted().collect(Collectors.joining(", ")) + ", OperationSet")));
  }

  private static String verbs(CimNoun noun) {
    return noun.verbs().stream().sorted().map(Verb::text).collect(Collectors.joining(", "));
  }
}
