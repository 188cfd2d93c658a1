package meridian.routes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

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

/**
 * The story of each request that was taken in at the {@link meridian.routes.message.Counter}: one route a verb and noun, whichever door it came
 * by. Readings in bulk go past it, see {@link meridian.routes.message.Intake}.
 */
final class CimRoutes extends RouteBuilder implements Nouns {
  private static final String SERVE = "direct:serve";
  private static final String INCOMING = "meridian.incoming";

  private final Desk desk;
  private final Map<String, Desk.Service<CimRequest>> services = new LinkedHashMap<>();
  private final ConfigureMasterData masterData;
  private @Nullable ProducerTemplate producer;

  CimRoutes(Desk desk, CreateEndDeviceControls createEndDeviceControls, CancelEndDeviceControls cancelEndDeviceControls,
    GetMeterReadings getMeterReadings, RequestMeterReadings requestMeterReadings, GetEndDeviceEvents getEndDeviceEvents,
    TakeEndDeviceEvents takeEndDeviceEvents, ConfigureMasterData configureMasterData, GetMasterData getMasterData,
    ConfigureMeterReadSchedule configureMeterReadSchedule, GetMeterReadSchedule getMeterReadSchedule,
    ConfigureMeterServiceRequests configureMeterServiceRequests, GetMeterServiceRequests getMeterServiceRequests) {
    this.desk = desk;
    masterData = configureMasterData;
    serve("create-end-device-controls", CimRequest.CreateEndDeviceControls.class, createEndDeviceControls::serve);
    serve("cancel-end-device-controls", CimRequest.CancelEndDeviceControls.class, cancelEndDeviceControls::serve);
    serve("get-meter-readings", CimRequest.GetMeterReadings.class, getMeterReadings::serve);
    serve("configure-meter-readings", Configure.class, requestMeterReadings::serve);
    serve("configure-end-device-events", Configure.class, (request, _) -> takeEndDeviceEvents.serve(request));
    serve("configure-meter-read-schedule", Configure.class, configureMeterReadSchedule::serve);
    serve("configure-meter-service-requests", Configure.class, configureMeterServiceRequests::serve);
    serve("configure-master-data", Configure.class, configureMasterData::serve);
    serve("get-end-device-events", Query.class, (request, _) -> getEndDeviceEvents.serve(request));
    serve("get-meter-read-schedule", Query.class, getMeterReadSchedule::serve);
    serve("get-meter-service-requests", Query.class, (request, _) -> getMeterServiceRequests.serve(request));
    serve("get-master-data", Query.class, (request, _) -> getMasterData.serve(request));
    serve("execute-operation-set", CimRequest.OperationSet.class, new ExecuteOperationSet(desk, configureMasterData, this)::serve);
    serve("unserved", CimRequest.class, (request, _) -> unserved(request));
  }

  private <R extends CimRequest> void serve(String route, Class<R> type, Desk.Service<R> service) {
    services.put(route, (request, incoming) -> service.serve(type.cast(request), incoming));
  }

  @Override
  public void configure() {
    producer = getContext().createProducerTemplate();
    errorHandler(noErrorHandler());
    // @formatter:off
    from(SERVE).routeId("serve")
      .choice()
        .when(is(CimRequest.CreateEndDeviceControls.class)).to("direct:create-end-device-controls")
        .when(is(CimRequest.CancelEndDeviceControls.class)).to("direct:cancel-end-device-controls")
        .when(is(CimRequest.GetMeterReadings.class)).to("direct:get-meter-readings")
        .when(is(Configure.class, "MeterReadings")).to("direct:configure-meter-readings")
        .when(is(Configure.class, "EndDeviceEvents")).to("direct:configure-end-device-events")
        .when(is(Configure.class, "MeterReadSchedule")).to("direct:configure-meter-read-schedule")
        .when(is(Configure.class, "MeterServiceRequests")).to("direct:configure-meter-service-requests")
        .when(exchange -> masterData.serves(exchange.getIn().getBody(CimRequest.class))).to("direct:configure-master-data")
        .when(is(Query.class, "EndDeviceEvents")).to("direct:get-end-device-events")
        .when(is(Query.class, "MeterReadSchedule")).to("direct:get-meter-read-schedule")
        .when(is(Query.class, "MeterServiceRequests")).to("direct:get-meter-service-requests")
        .when(is(Query.class, MasterDataNouns.NAMES.toArray(String[]::new))).to("direct:get-master-data")
        .when(is(CimRequest.OperationSet.class)).to("direct:execute-operation-set")
        .otherwise().to("direct:unserved");

    services.forEach((route, service) -> from("direct:" + route).routeId(route)
      .process(exchange -> exchange.getMessage().setBody(
        service.serve(exchange.getIn().getBody(CimRequest.class), exchange.getProperty(INCOMING, Incoming.class)))));
    // @formatter:on
  }

  /** @param nouns any of them; none: of whatever noun */
  private static Predicate is(Class<? extends CimRequest> type, String... nouns) {
    Set<String> wanted = Set.of(nouns);
    return exchange -> {
      CimRequest request = exchange.getIn().getBody(CimRequest.class);
      return type.isInstance(request) && (wanted.isEmpty() || wanted.contains(noun(request.header())));
    };
  }

  @Override
  public Answer serve(CimRequest request, Incoming incoming) throws Exception {
    Exchange served = Objects.requireNonNull(producer, "the routes are not started").send(SERVE, exchange -> {
      exchange.getIn().setBody(request);
      exchange.setProperty(INCOMING, incoming);
    });
    if (served.getException() != null) throw served.getException();
    return served.getMessage().getBody(Answer.class);
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
