package meridian.routes;

import org.apache.camel.builder.RouteBuilder;

import meridian.cim.CimRequest.CancelEndDeviceControls;
import meridian.cim.CimRequest.CreateEndDeviceControls;
import meridian.cim.CimRequest.GetMeterReadings;
import meridian.cim.CimRequest.Unserved;
import meridian.routes.jms.JmsDoor;
import meridian.routes.message.Desk;
import meridian.routes.replay.OpenDoors;

/**
 * The story of each message: in by a door, decoded, served by its noun, journalled, out by the same door. HTTP requests come to the first
 * route from {@code http.CimHandler}, all others from the routes below; readings in bulk go past it, see {@link meridian.routes.message.Intake}.
 */
final class CimRoutes extends RouteBuilder {
  private final Desk desk;
  private final JmsDoor jms;
  private final Desk.Service<CreateEndDeviceControls> createEndDeviceControls;
  private final Desk.Service<CancelEndDeviceControls> cancelEndDeviceControls;
  private final Desk.Service<GetMeterReadings> getMeterReadings;

  CimRoutes(Desk desk, JmsDoor jms,
    Desk.Service<CreateEndDeviceControls> createEndDeviceControls,
    Desk.Service<CancelEndDeviceControls> cancelEndDeviceControls,
    Desk.Service<GetMeterReadings> getMeterReadings) {
    this.desk = desk;
    this.jms = jms;
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

    for (String queue : JmsDoor.QUEUES) {
      from(jms.endpoint(queue, getContext())).routeId("jms-" + queue)
        .process(exchange -> jms.take(queue, exchange))
        .process(jms::give);
    }
    // @formatter:on
  }
}
