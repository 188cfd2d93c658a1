package meridian.routes.soap.cxf;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.cxf.common.DataFormat;
import org.apache.camel.component.cxf.jaxws.CxfComponent;
import org.apache.camel.component.cxf.jaxws.CxfEndpoint;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.transport.http_jetty.JettyHTTPServerEngineFactory;
import org.apache.cxf.ws.addressing.WSAddressingFeature;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.message.Intake;
import meridian.routes.soap.SoapService;
import meridian.routes.soap.SoapVersion;

/**
 * CXF in payload mode, one endpoint for each service and SOAP version, made when its first request comes: a hub that is asked plainly never
 * waits for it. CXF's Jetty handlers hang on a server without a port, which is handed requests that were read already. Safe for concurrent
 * callers.
 */
public final class CxfLane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CxfLane.class);
  /** CXF registers its handlers under the port of their address; nobody listens there. */
  private static final int NO_PORT = 1;
  private static final String ROOT = "http://127.0.0.1:" + NO_PORT;
  private static final Pattern NAMESPACE = Pattern.compile("targetNamespace=\"([^\"]+)\"");
  private static final Pattern SERVICE = Pattern.compile("<wsdl:service name=\"([^\"]+)\"");
  private static final Pattern PORT = Pattern.compile("<wsdl:port [^>]*name=\"([^\"]+)\"");

  /** Where an endpoint's description is: its URL, and what is there. */
  public interface Description {
    String url(SoapService service);

    String wsdl(SoapService service);
  }

  private final CamelContext camel;
  private final Intake intake;
  private final Desk desk;
  private final Description description;
  private final Set<String> open = new HashSet<>();
  private final Server handlers = new Server();
  private @Nullable Bus bus;

  public CxfLane(CamelContext camel, Intake intake, Desk desk, Description description) {
    this.camel = camel;
    this.intake = intake;
    this.desk = desk;
    this.description = description;
    handlers.setHandler(new ContextHandlerCollection());
  }

  /**
   * Answers one request.
   *
   * @param raw its whole body
   * @throws Exception when CXF cannot be had; nothing was answered then
   */
  public void take(SoapService service, SoapVersion version, byte[] raw, Request request, Response response, Callback callback)
    throws Exception {
    String path = "/" + version.name() + "/" + service.text();
    open(service, version, path);
    if (!handlers.handle(new ReadAlready(request, path, raw), response, callback))
      throw new IllegalStateException("CXF has no endpoint at " + path);
  }

  private synchronized void open(SoapService service, SoapVersion version, String path) throws Exception {
    if (open.contains(path)) return;
    if (bus == null) bus = bus();
    var endpoint = endpoint(service, version, path, bus);
    camel.addRoutes(new RouteBuilder() {
      @Override
      public void configure() {
        from(endpoint).routeId("cxf" + path)
          .process(exchange -> exchange.getMessage().setBody(intake.answer(exchange.getIn().getBody(Incoming.class))));
      }
    });
    open.add(path);
  }

  private Bus bus() throws Exception {
    handlers.start();
    Bus made = BusFactory.newInstance().createBus();
    made.getExtension(JettyHTTPServerEngineFactory.class).createJettyHTTPServerEngine("127.0.0.1", NO_PORT, "http").setServer(handlers);
    return made;
  }

  private CxfEndpoint endpoint(SoapService service, SoapVersion version, String path, Bus bus) {
    String wsdl = description.wsdl(service);
    String namespace = find(NAMESPACE, wsdl, 0);
    var endpoint = new CxfEndpoint(ROOT + path, camel.getComponent("cxf", CxfComponent.class));
    endpoint.setCamelContext(camel);
    endpoint.setBus(bus);
    endpoint.setDefaultBus(false);
    endpoint.setWsdlURL(description.url(service) + "?wsdl");
    endpoint.setServiceName("{" + namespace + "}" + find(SERVICE, wsdl, 0));
    endpoint.setPortName("{" + namespace + "}" + find(PORT, wsdl, version.ordinal()));
    endpoint.setDataFormat(DataFormat.PAYLOAD);
    endpoint.setSynchronous(true);
    endpoint.setSkipFaultLogging(true);
    endpoint.getFeatures().add(new WSAddressingFeature());
    endpoint.setCxfBinding(new CimBinding(service));
    endpoint.getInInterceptors().add(new TakeBody());
    endpoint.getInInterceptors().add(new TakePayload(desk.clock(), service));
    endpoint.getOutInterceptors().add(new WritePayload());
    endpoint.getOutFaultInterceptors().add(new OwnFaults(desk, service));
    return endpoint;
  }

  private static String find(Pattern pattern, String wsdl, int which) {
    Matcher found = pattern.matcher(wsdl);
    for (int i = 0; i <= which; i++) {
      if (!found.find()) throw new IllegalStateException("the WSDL lacks " + pattern);
    }
    return found.group(1);
  }

  /** A request whose body was taken off the wire before, at another path. */
  private static final class ReadAlready extends Request.Wrapper {
    private final HttpURI uri;
    private final Content.Source body;

    ReadAlready(Request wrapped, String path, byte[] raw) {
      super(wrapped);
      uri = HttpURI.build(wrapped.getHttpURI()).path(path).query(null).asImmutable();
      body = Content.Source.from(ByteBuffer.wrap(raw));
    }

    @Override
    public HttpURI getHttpURI() { return uri; }

    @Override
    public long getLength() { return body.getLength(); }

    @Override
    public Content.Chunk read() { return body.read(); }

    @Override
    public void demand(Runnable callback) { body.demand(callback); }

    @Override
    public void fail(Throwable failure) { body.fail(failure); }
  }

  @Override
  public synchronized void close() {
    if (bus == null) return;
    try {
      for (String path : open) {
        camel.getRouteController().stopRoute("cxf" + path);
      }
      handlers.stop();
    } catch (Exception trouble) {
      LOG.warn("CXF did not close cleanly: {}", trouble.getMessage());
    }
    bus.shutdown(true);
    JettyHTTPServerEngineFactory.destroyForPort(NO_PORT);
  }
}
