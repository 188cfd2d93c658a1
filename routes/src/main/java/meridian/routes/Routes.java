package meridian.routes;

import java.io.IOException;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

import meridian.cim.CimCodec;
import meridian.routes.broker.Broker;
import meridian.routes.broker.BrokerException;
import meridian.routes.deliver.Deliveries;
import meridian.routes.deliver.LateReplies;
import meridian.routes.deliver.Outbound;
import meridian.routes.deliver.Resend;
import meridian.routes.enddevicecontrols.CancelEndDeviceControls;
import meridian.routes.enddevicecontrols.CreateEndDeviceControls;
import meridian.routes.enddeviceevents.GetEndDeviceEvents;
import meridian.routes.enddeviceevents.TakeEndDeviceEvents;
import meridian.routes.http.HttpDoor;
import meridian.routes.jms.JmsDoor;
import meridian.routes.masterdata.ConfigureMasterData;
import meridian.routes.masterdata.GetMasterData;
import meridian.routes.masterdata.Granted;
import meridian.routes.message.AnswerLater;
import meridian.routes.message.BulkService;
import meridian.routes.message.Counter;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Groups;
import meridian.routes.message.Intake;
import meridian.routes.meterreadings.GetMeterReadings;
import meridian.routes.meterreadings.OnDemand;
import meridian.routes.meterreadings.RequestMeterReadings;
import meridian.routes.meterreadings.TakeMeterReadings;
import meridian.routes.meterreadschedule.ConfigureMeterReadSchedule;
import meridian.routes.meterreadschedule.GetMeterReadSchedule;
import meridian.routes.meterservicerequests.ConfigureMeterServiceRequests;
import meridian.routes.meterservicerequests.GetMeterServiceRequests;
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
  private final LateReplies late;
  private final Resend resend;
  private final Doors doors;

  private Routes(Broker broker, HttpDoor http, CamelContext camel, Deliveries deliveries, LateReplies late, Resend resend,
    Doors doors) {
    this.broker = broker;
    this.http = http;
    this.camel = camel;
    this.deliveries = deliveries;
    this.late = late;
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
    var codec = new CimCodec(config.limits(), devices, config.source());
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
        var outbound = new Outbound(parts.journal(), parts.clock(), config.source());
        var late = new LateReplies(config.source(), config.replyPatience(), outbound, connections);
        var later = new AnswerLater(desk, config.replyAddresses(), late);
        var readings = new TakeMeterReadings(desk, parts.takeReadings(), config.partialSuccess());
        var nouns = nouns(config, parts, desk, devices, later, readings);
        var intake = new Intake(new Counter(desk, nouns, later), readings, desk);
        var jms = new JmsDoor(desk, intake, config.jmsConsumers());
        jms.connect(camel, connections);
        camel.addRoutes(nouns);
        camel.addRoutes(new JmsRoutes(jms));
        camel.start();
        http.serve(intake, desk, camel);
        var deliveries = new Deliveries(codec, config.source(), outbound, broker::connections,
          config.replyAddresses(), config.replyPatience());
        var resend = new Resend(outbound, parts.clock(), deliveries::find, config.replyAddresses(), connections);
        return new Routes(broker, http, camel, deliveries, late, resend,
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

  private static CimRoutes nouns(RoutesConfig config, RoutesParts parts, Desk desk, Devices devices, AnswerLater later,
    BulkService readings) {
    var groups = new Groups(parts.masterData(), parts.registry());
    var onDemand = new OnDemand(parts.readMeters(), config.readings().conversations());
    return new CimRoutes(desk,
      new CreateEndDeviceControls(desk, devices, groups, parts.controlDevices(), later, config.replyAddresses(), config.controlValidFor()),
      new CancelEndDeviceControls(desk, devices, groups, parts.controlDevices()),
      new GetMeterReadings(desk, devices, groups, parts.readMeters(), onDemand, config.readings()),
      new RequestMeterReadings(desk, devices, onDemand, later, config.replyAddresses(), config.readings().metersNow(), readings),
      new GetEndDeviceEvents(desk, devices, groups, parts.events()),
      new TakeEndDeviceEvents(desk, devices, parts.recordEvents(), config.partialSuccess()),
      new ConfigureMasterData(desk, new Granted(parts.masterData()), config.partialSuccess()),
      new GetMasterData(desk, parts.masterData()),
      new ConfigureMeterReadSchedule(desk, devices, parts.registry(), parts.tasks(), parts.masterData()::members),
      new GetMeterReadSchedule(desk, devices, parts.registry(), parts.tasks(), parts.masterData()::members),
      new ConfigureMeterServiceRequests(desk, devices, parts.registry(), parts.work(), config.partialSuccess()),
      new GetMeterServiceRequests(desk, devices, parts.registry(), parts.work()));
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
    late.close();
    broker.close();
  }
}
