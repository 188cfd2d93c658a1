package meridian.routes.http;

import java.util.Locale;
import java.util.Optional;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import meridian.cim.ErrorCode;
import meridian.routes.message.Desk;
import meridian.routes.message.Intake;
import meridian.routes.soap.SoapConfig;
import meridian.routes.soap.SoapService;
import meridian.routes.soap.cxf.CxfLane;

/**
 * Which URL goes where: {@code POST /cim/SERVICE} a SOAP request, {@code GET /cim/SERVICE?wsdl} its description, {@code POST /cim} a bare
 * envelope, {@code GET /cim} the list of services. Requests go on to the {@link Intake} as {@link Call}s, one a thread.
 */
final class CimHandler extends Handler.Abstract {
  private final SoapConfig config;
  private final Intake intake;
  private final Desk desk;
  private final CxfLane cxf;

  CimHandler(SoapConfig config, Intake intake, Desk desk, CxfLane cxf) {
    this.config = config;
    this.intake = intake;
    this.desk = desk;
    this.cxf = cxf;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    boolean get = request.getMethod().equals("GET");
    String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    if (path.equals("/cim") || path.equals("/cim/")) {
      if (get) text(response, callback, 200, "text/html", Descriptions.index());
      else
        call(Optional.empty(), request, response, callback).take();
    } else if (path.startsWith("/cim/")) {
      Optional<SoapService> service = SoapService.find(path.substring(5));
      if (service.isEmpty()) call(Optional.of(SoapService.GENERIC), request, response, callback).refuse(unknown(path.substring(5)));
      else if (get && isDescription(query)) describe(service.get(), query, request, response, callback);
      else
        call(service, request, response, callback).take();
    } else {
      text(response, callback, 404, "text/plain", "Nothing is here; the services are listed at /cim/\n");
    }
    return true;
  }

  private Call call(Optional<SoapService> service, Request request, Response response, Callback callback) {
    return new Call(service, request, response, callback, config, intake, desk, cxf);
  }

  private static HttpRefused unknown(String name) {
    String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return new HttpRefused(404, ErrorCode.INVALID_NOUN,
      "there is no service " + shown + "; there are " + String.join(", ", SoapService.all().stream().map(SoapService::text).toList()));
  }

  private static boolean isDescription(String query) {
    String lower = query.toLowerCase(Locale.ROOT);
    return lower.startsWith("wsdl") || lower.startsWith("xsd=");
  }

  private static void describe(SoapService service, String query, Request request, Response response, Callback callback) {
    String url = "http://" + request.getHttpURI().getAuthority() + "/cim/" + service.text();
    Optional<String> document = query.toLowerCase(Locale.ROOT).startsWith("xsd=")
      ? Descriptions.schema(query.substring(4), url)
      : Optional.of(Descriptions.wsdl(service, url));
    document.ifPresentOrElse(xml -> text(response, callback, 200, "text/xml", xml),
      () -> text(response, callback, 404, "text/plain", "There is no such schema; the WSDL at " + url + "?wsdl names those there are.\n"));
  }

  private static void text(Response response, Callback callback, int status, String type, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type + ";charset=UTF-8");
    Content.Sink.write(response, true, text, callback);
  }
}
