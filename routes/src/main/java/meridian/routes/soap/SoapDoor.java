package meridian.routes.soap;

import java.io.IOException;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.cxf.common.DataFormat;
import org.apache.camel.component.cxf.jaxws.CxfComponent;
import org.apache.camel.component.cxf.jaxws.CxfEndpoint;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.transport.http_jetty.JettyHTTPServerEngine;
import org.apache.cxf.transport.http_jetty.JettyHTTPServerEngineFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.Wsdl;
import meridian.routes.message.Desk;

/**
 * One Jetty and one CXF bus: SOAP 1.1 document/literal under {@code /cim/…}, with {@code ?wsdl}. Bodies are bounded, slow senders are cut
 * off, what cannot be read is answered with a fault in our words.
 */
public final class SoapDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SoapDoor.class);

  private final SoapConfig config;
  private final Desk desk;
  private final Server jetty;
  private final Bus bus;
  private final int port;

  private SoapDoor(SoapConfig config, Desk desk, Server jetty, Bus bus, int port) {
    this.config = config;
    this.desk = desk;
    this.jetty = jetty;
    this.bus = bus;
    this.port = port;
  }

  /** @throws IOException when the port cannot be had: names the setting */
  public static SoapDoor open(SoapConfig config, Desk desk) throws IOException {
    Server jetty = jetty(config);
    var connector = (ServerConnector) jetty.getConnectors()[0];
    try {
      connector.open();
    } catch (IOException taken) {
      throw new IOException("soap.port: cannot listen on " + config.host() + ":" + config.port() + " (" + taken.getMessage()
        + "); set soap.port or soap.host to one that is free", taken);
    }
    Bus bus = BusFactory.newInstance().createBus();
    try {
      JettyHTTPServerEngine engine = bus.getExtension(JettyHTTPServerEngineFactory.class).createJettyHTTPServerEngine(config.host(),
        connector.getLocalPort(), "http");
      engine.setServer(jetty);
      jetty.start();
    } catch (Exception trouble) {
      connector.close();
      throw new IOException("the SOAP door does not open: " + trouble.getMessage(), trouble);
    }
    return new SoapDoor(config, desk, jetty, bus, connector.getLocalPort());
  }

  private static Server jetty(SoapConfig config) {
    var threads = new QueuedThreadPool(config.threads(), 4);
    threads.setName("soap");
    var jetty = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize((int) config.headerSize_bytes());
    var connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setAcceptQueueSize(128);
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    jetty.addConnector(connector);
    jetty.setHandler(new ContextHandlerCollection());
    return jetty;
  }

  /** Where a route of this service begins; bodies are {@link meridian.routes.message.Incoming} and must become an Answer. */
  public Endpoint endpoint(SoapService service, CamelContext camel) {
    var endpoint = new CxfEndpoint(url(service), camel.getComponent("cxf", CxfComponent.class));
    endpoint.setCamelContext(camel);
    endpoint.setBus(bus);
    endpoint.setDefaultBus(false);
    endpoint.setWsdlURL(Wsdl.url(service.text()));
    endpoint.setServiceName(service.service().toString());
    endpoint.setPortName(service.port().toString());
    endpoint.setDataFormat(DataFormat.PAYLOAD);
    endpoint.setAllowStreaming(true);
    endpoint.setSynchronous(true);
    endpoint.setSkipFaultLogging(true);
    endpoint.setCxfBinding(new CimBinding(service));
    endpoint.getInInterceptors().add(new TakeBody(config));
    endpoint.getInInterceptors().add(new TakePayload(desk.clock(), service));
    endpoint.getOutInterceptors().add(new WritePayload());
    endpoint.getOutFaultInterceptors().add(new OwnFaults(desk, service));
    return endpoint;
  }

  public String url(SoapService service) { return "http://" + config.host() + ":" + port + "/cim/" + service.text(); }

  /** Give the port back; requests under way are cut off: stop the routes first. */
  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception trouble) {
      LOG.warn("the SOAP door did not close cleanly: {}", trouble.getMessage());
    }
    bus.shutdown(true);
    JettyHTTPServerEngineFactory.destroyForPort(port);
  }
}
