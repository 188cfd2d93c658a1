package meridian.routes;

import jakarta.jms.ConnectionFactory;

import org.apache.camel.builder.RouteBuilder;

import meridian.cim.CimRequest.CancelEndDeviceControls;
import meridian.cim.CimRequest.CreateEndDeviceControls;
import meridian.cim.CimRequest.GetMeterReadings;
import meridian.cim.CimRequest.Unserved;
import meridian.routes.jms.JmsDoor;
import meridian.routes.message.Desk;
import meridian.routes.replay.OpenDoors;
import meridian.routes.soap.SoapDoor;
import meridian.routes.soap.SoapService;

/** The story of each message: in by a door, decoded, served by its noun, journalled, out by the same door. */
final class CimRoutes extends RouteBuilder {
  private final Desk desk;
  private final SoapDoor soap;
  private final JmsDoor jms;
  private final ConnectionFactory connections;
  private final Desk.Service<CreateEndDeviceControls> createEndDeviceControls;
  private final Desk.Service<CancelEndDeviceControls> cancelEndDeviceControls;
  private final Desk.Service<GetMeterReadings> getMeterReadings;

  CimRoutes(Desk desk, SoapDoor soap, JmsDoor jms, ConnectionFactory connections,
    Desk.Service<CreateEndDeviceControls> createEndDeviceControls,
    Desk.Service<CancelEndDeviceControls> cancelEndDeviceControls,
    Desk.Service<GetMeterReadings> getMeterReadings) {
    this.desk = desk;
    this.soap = soap;
    this.jms = jms;
    this.connections = connections;
    this.createEndDeviceControls = createEndDeviceControls;
    this.cancelEndDeviceControls = cancelEndDeviceControls;
    this.getMeterReadings = getMeterReadings;
  }

  @Override
  public void configure() {
    // @formatter:off
    from(OpenDoors.REQUEST).routeId("request")
      .process(desk::decode)
      .choice()
        .when(body().isInstanceOf(CreateEndDeviceControls.class)).to("direct:create-end-device-controls")
        .when(body().isInstanceOf(CancelEndDeviceControls.class)).to("direct:cancel-end-device-controls")
        .when(body().isInstanceOf(GetMeterReadings.class)).to("direct:get-meter-readings")
        .when(body().isInstanceOf(Unserved.class)).to("direct:unserved")
      .end()
      .process(desk::journal);

    from("direct:create-end-device-controls").routeId("create-end-device-controls")
      .process(desk.serve(CreateEndDeviceControls.class, createEndDeviceControls));
    from("direct:cancel-end-device-controls").routeId("cancel-end-device-controls")
      .process(desk.serve(CancelEndDeviceControls.class, cancelEndDeviceControls));
    from("direct:get-meter-readings").routeId("get-meter-readings")
      .process(desk.serve(GetMeterReadings.class, getMeterReadings));
    from("direct:unserved").routeId("unserved")
      .process(desk::unserved);

    for (SoapService service : SoapService.values()) {
      from(soap.endpoint(service, getContext())).routeId("soap-" + service.text())
        .to(OpenDoors.REQUEST);
    }
    from(jms.endpoint(getContext(), connections)).routeId("jms-" + JmsDoor.REQUEST_QUEUE)
      .process(jms::take)
      .to(OpenDoors.REQUEST)
      .process(jms::give);
    // @formatter:on
  }
}
