package meridian.routes;

import java.io.IOException;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

import meridian.cim.CimCodec;
import meridian.routes.broker.Broker;
import meridian.routes.broker.BrokerException;
import meridian.routes.deliver.Deliveries;
import meridian.routes.deliver.Outbound;
import meridian.routes.deliver.Resend;
import meridian.routes.enddevicecontrols.CancelEndDeviceControls;
import meridian.routes.enddevicecontrols.CreateEndDeviceControls;
import meridian.routes.http.HttpDoor;
import meridian.routes.jms.JmsDoor;
import meridian.routes.message.Answer;
import meridian.routes.message.BulkService;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Intake;
import meridian.routes.message.Requests;
import meridian.routes.meterreadings.GetMeterReadings;
import meridian.routes.replay.OpenDoors;
import meridian.routes.soap.SoapService;
import meridian.services.journal.Doors;

/**
 * The enterprise's doors, open: SOAP, JMS and the broker. Hand the Subscribers of {@link #deliveries()} to Deliver and close that first; then
 * close this.
 */
public final class Routes implements AutoCloseable {
  private static final int SHUTDOWN_PATIENCE_S = 10;

  private final Broker broker;
  private final HttpDoor http;
  private final CamelContext camel;
  private final Deliveries deliveries;
  private final Resend resend;
  private final Doors doors;

  private Routes(Broker broker, HttpDoor http, CamelContext camel, Deliveries deliveries, Resend resend, Doors doors) {
    this.broker = broker;
    this.http = http;
    this.camel = camel;
    this.deliveries = deliveries;
    this.resend = resend;
    this.doors = doors;
  }

  /**
   * Starts the broker and opens the doors; returns when requests are taken.
   *
   * @throws BrokerException when the broker cannot start or its journal cannot be trusted
   * @throws IOException when the HTTP port cannot be had
   */
  public static Routes start(RoutesConfig config, RoutesParts parts) throws BrokerException, IOException {
    var devices = new Devices(parts.registry());
    CimCodec ours = new CimCodec(config.limits(), devices, config.source()).knowing(parts.partners());
    CimCodec codec = parts.official().map(ours::heldAgainst).orElse(ours);
    var desk = new Desk(codec, parts.journal(), parts.clock(), config.source(), config.requestsAtOnce());
    Broker broker = Broker.start(config.jms());
    try {
      HttpDoor http = HttpDoor.open(config.soap());
      var camel = new DefaultCamelContext();
      try {
        var connections = broker.connections();
        camel.getShutdownStrategy().setTimeout(SHUTDOWN_PATIENCE_S);
        camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        camel.setStreamCaching(false);
        var intake = new Intake(requests(camel), BulkService.NONE, desk);
        var jms = new JmsDoor(desk, intake, config.jmsConsumers());
        jms.connect(camel, connections);
        camel.addRoutes(new CimRoutes(desk, jms,
          new CreateEndDeviceControls(desk, devices, parts.controlDevices(), config.replyAddresses(), config.controlValidFor())::serve,
          new CancelEndDeviceControls(desk, devices, parts.controlDevices())::serve,
          new GetMeterReadings(desk, devices, parts.readMeters(), config.readings())::serve));
        camel.start();
        http.serve(intake, desk);
        var outbound = new Outbound(parts.journal(), parts.clock(), config.source());
        var deliveries = new Deliveries(codec, config.source(), outbound, broker::connections,
          config.replyAddresses(), config.replyPatience());
        var resend = new Resend(outbound, parts.clock(), deliveries::find, config.replyAddresses(), connections);
        return new Routes(broker, http, camel, deliveries, resend,
          new OpenDoors(desk, intake, config.soap().bodySize_bytes(), resend));
      } catch (Exception trouble) {
        http.close();
        camel.stop();
        throw trouble instanceof IOException io ? io : new IOException("the routes do not start: " + trouble.getMessage(), trouble);
      }
    } catch (IOException | RuntimeException trouble) {
      broker.close();
      throw trouble;
    }
  }

  /** Into the route of all requests, and out of it, in the caller's thread. */
  private static Requests requests(CamelContext camel) {
    ProducerTemplate producer = camel.createProducerTemplate();
    Endpoint first = camel.getEndpoint(OpenDoors.REQUEST);
    return incoming -> {
      Exchange answered = producer.request(first, exchange -> exchange.getIn().setBody(incoming));
      if (answered.getException() != null) throw new IllegalStateException("a request failed", answered.getException());
      return answered.getMessage().getBody(Answer.class);
    };
  }

  /** Makes the Subscribers of this room; each name is kept over restarts. */
  public Deliveries deliveries() { return deliveries; }

  /** Where a message of the journal is said again. */
  public Doors doors() { return doors; }

  /** Where a service is, without {@code ?wsdl}. */
  public String soapUrl(SoapService service) { return http.url(service); }

  /** Where envelopes without SOAP are posted, and services are listed. */
  public String cimUrl() { return http.url(); }

  /** Where JMS clients connect. */
  public String jmsUrl() { return broker.url(); }

  /** Lets requests under way finish for at most ten seconds, then closes all doors and stops the broker. */
  @Override
  public void close() {
    resend.close();
    deliveries.close();
    http.close();
    camel.stop();
    broker.close();
  }
}
