package meridian.routes;

import java.io.IOException;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

import meridian.cim.CimCodec;
import meridian.routes.broker.Broker;
import meridian.routes.broker.BrokerException;
import meridian.routes.deliver.Deliveries;
import meridian.routes.deliver.Outbound;
import meridian.routes.deliver.Resend;
import meridian.routes.enddevicecontrols.CancelEndDeviceControls;
import meridian.routes.enddevicecontrols.CreateEndDeviceControls;
import meridian.routes.jms.JmsDoor;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.meterreadings.GetMeterReadings;
import meridian.routes.replay.OpenDoors;
import meridian.routes.soap.SoapDoor;
import meridian.routes.soap.SoapEnvelope;
import meridian.routes.soap.SoapService;
import meridian.services.journal.Doors;

/**
 * The enterprise's doors, open: SOAP, JMS and the broker. Hand the Subscribers of {@link #deliveries()} to Deliver and close that first; then
 * close this.
 */
public final class Routes implements AutoCloseable {
  private static final int SHUTDOWN_PATIENCE_S = 10;

  private final Broker broker;
  private final SoapDoor soap;
  private final CamelContext camel;
  private final Deliveries deliveries;
  private final Resend resend;
  private final Doors doors;

  private Routes(Broker broker, SoapDoor soap, CamelContext camel, Deliveries deliveries, Resend resend, Doors doors) {
    this.broker = broker;
    this.soap = soap;
    this.camel = camel;
    this.deliveries = deliveries;
    this.resend = resend;
    this.doors = doors;
  }

  /**
   * Starts the broker and opens the doors; returns when requests are taken.
   *
   * @throws BrokerException when the broker cannot start or its journal cannot be trusted
   * @throws IOException when the SOAP port cannot be had
   */
  public static Routes start(RoutesConfig config, RoutesParts parts) throws BrokerException, IOException {
    var devices = new Devices(parts.registry());
    var codec = new CimCodec(config.limits(), devices, config.source()).knowing(parts.partners());
    var desk = new Desk(codec, parts.journal(), parts.clock(), config.source(), config.requestsAtOnce());
    Broker broker = Broker.start(config.jms());
    try {
      SoapDoor soap = SoapDoor.open(config.soap(), desk);
      var camel = new DefaultCamelContext();
      try {
        var connections = broker.connections();
        camel.getShutdownStrategy().setTimeout(SHUTDOWN_PATIENCE_S);
        camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        camel.setStreamCaching(false);
        camel.addRoutes(new CimRoutes(desk, soap, new JmsDoor(desk, config.jmsConsumers()), connections,
          new CreateEndDeviceControls(desk, devices, parts.controlDevices(), config.replyAddresses(), config.controlValidFor())::serve,
          new CancelEndDeviceControls(desk, devices, parts.controlDevices())::serve,
          new GetMeterReadings(desk, devices, parts.readMeters(), config.readings())::serve));
        camel.start();
        var outbound = new Outbound(parts.journal(), parts.clock(), config.source());
        var deliveries = new Deliveries(codec, config.source(), outbound, broker::connections,
          config.replyAddresses(), config.replyPatience());
        var resend = new Resend(outbound, parts.clock(), deliveries::find, config.replyAddresses(), connections);
        return new Routes(broker, soap, camel, deliveries, resend,
          new OpenDoors(desk, new SoapEnvelope(config.soap()), camel.createProducerTemplate(), resend));
      } catch (Exception trouble) {
        camel.stop();
        soap.close();
        throw trouble instanceof IOException io ? io : new IOException("the routes do not start: " + trouble.getMessage(), trouble);
      }
    } catch (IOException | RuntimeException trouble) {
      broker.close();
      throw trouble;
    }
  }

  /** Makes the Subscribers of this room; each name is kept over restarts. */
  public Deliveries deliveries() { return deliveries; }

  /** Where a message of the journal is said again. */
  public Doors doors() { return doors; }

  /** Where a service is, without {@code ?wsdl}. */
  public String soapUrl(SoapService service) { return soap.url(service); }

  /** Where JMS clients connect. */
  public String jmsUrl() { return broker.url(); }

  /** Lets requests under way finish for at most ten seconds, then closes all doors and stops the broker. */
  @Override
  public void close() {
    resend.close();
    deliveries.close();
    camel.stop();
    soap.close();
    broker.close();
  }
}
