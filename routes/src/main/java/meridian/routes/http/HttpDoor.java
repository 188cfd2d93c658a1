package meridian.routes.http;

import java.io.IOException;

import org.apache.camel.CamelContext;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.routes.message.Desk;
import meridian.routes.message.Intake;
import meridian.routes.soap.SoapConfig;
import meridian.routes.soap.SoapService;
import meridian.routes.soap.cxf.CxfLane;

/** One Jetty for all that comes over HTTP; {@link CimHandler} says which URL goes where. */
public final class HttpDoor implements AutoCloseable, CxfLane.Description {
  /** Endpoint of bare envelopes in the journal. */
  public static final String BARE = "http:cim";
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final int SHUTDOWN_PATIENCE_ms = 10_000;

  private final SoapConfig config;
  private final Server jetty;
  private final int port;
  private @Nullable CxfLane cxf;

  private HttpDoor(SoapConfig config, Server jetty, int port) {
    this.config = config;
    this.jetty = jetty;
    this.port = port;
  }

  /** Takes the port; who connects waits until {@link #serve}. @throws IOException when it cannot be had: names the setting */
  public static HttpDoor open(SoapConfig config) throws IOException {
    Server jetty = jetty(config);
    var connector = (ServerConnector) jetty.getConnectors()[0];
    try {
      connector.open();
    } catch (IOException taken) {
      throw new IOException("soap.port: cannot listen on " + config.host() + ":" + config.port() + " (" + taken.getMessage()
        + "); set soap.port or soap.host to one that is free", taken);
    }
    return new HttpDoor(config, jetty, connector.getLocalPort());
  }

  private static Server jetty(SoapConfig config) {
    var threads = new QueuedThreadPool(config.threads(), 4);
    threads.setName("http");
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
    jetty.setStopTimeout(SHUTDOWN_PATIENCE_ms);
    jetty.setErrorHandler((_, response, callback) -> {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=UTF-8");
      Content.Sink.write(response, true, "HTTP " + response.getStatus() + "\n", callback);
      return true;
    });
    return jetty;
  }

  /** Requests are taken from now on. */
  public void serve(Intake intake, Desk desk, CamelContext camel) throws IOException {
    cxf = new CxfLane(camel, intake, desk, this);
    jetty.setHandler(new GracefulHandler(new CimHandler(config, intake, desk, cxf)));
    try {
      jetty.start();
    } catch (Exception trouble) {
      throw new IOException("the HTTP door does not open: " + trouble.getMessage(), trouble);
    }
  }

  @Override
  public String wsdl(SoapService service) { return Descriptions.wsdl(service, url(service)); }

  @Override
  public String url(SoapService service) { return url() + "/" + service.text(); }

  /** Where bare envelopes are posted, and where the list of services is. */
  public String url() {
    return "http://" + config.host() + ":" + port + "/cim";
  }

  /** Lets requests under way finish for at most ten seconds, and gives the port back. */
  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception trouble) {
      LOG.warn("the HTTP door did not close cleanly: {}", trouble.getMessage());
    }
    if (cxf != null) cxf.close();
  }
}
