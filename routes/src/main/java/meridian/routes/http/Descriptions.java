package meridian.routes.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import meridian.cim.Wsdl;
import meridian.routes.soap.SoapService;

/** What a client can learn with GET: the list of services, their WSDLs and schemas, all with addresses that lead back here. */
final class Descriptions {
  private static final Pattern ADDRESS = Pattern.compile("(<[A-Za-z0-9]+:address location=\")[^\"]*\"");
  private static final Pattern SCHEMA = Pattern.compile("schemaLocation=\"(?:[^\"]*/)?([^\"/]+)\"");

  private static final Pattern BINDING = Pattern.compile("(?s) *<wsdl:binding .*?</wsdl:binding>\\s*");
  private static final Pattern PORT = Pattern.compile("(?s) *<wsdl:port .*?</wsdl:port>\\s*");

  private Descriptions() {}

  /** The standard's WSDL, which is for SOAP 1.1, with a second port for SOAP 1.2. @param url of the service, as the client has it */
  static String wsdl(SoapService service, String url) {
    String both = twice(twice(read(Wsdl.open(service.text())), BINDING), PORT).replaceFirst(" xmlns:wsdl=",
      " xmlns:soap12=\"http://schemas.xmlsoap.org/wsdl/soap12/\"$0");
    return located(ADDRESS.matcher(both).replaceAll("$1" + Matcher.quoteReplacement(escape(url)) + "\""), url);
  }

  /** What is found, and behind it the same for SOAP 1.2. */
  private static String twice(String wsdl, Pattern part) {
    return part.matcher(wsdl).replaceAll(found -> Matcher.quoteReplacement(found.group() + found.group().replace("<soap:", "<soap12:")
      .replaceAll("(?<name>_Binding|name=\"[A-Za-z]+_Port)\"", "${name}12\"")));
  }

  /** Nothing when there is none of this name. */
  static Optional<String> schema(String file, String url) {
    try {
      return Optional.of(located(read(Wsdl.schema(file)), url));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /** Schemas import one another by file name; here each is a query of the service's URL. */
  private static String located(String xml, String url) {
    return SCHEMA.matcher(xml).replaceAll("schemaLocation=\"" + Matcher.quoteReplacement(escape(url)) + "?xsd=$1\"");
  }

  private static String escape(String url) { return url.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"); }

  private static String read(InputStream resource) {
    try (resource) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static String index() {
    var html = new StringBuilder(
      """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>CIM services</title>
        <style>body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 50em; } ul { columns: 2; }</style></head><body>
        <h1>CIM services</h1>
        <p>IEC 61968-9 messages in IEC 61968-100 envelopes. Each service takes SOAP 1.1 and 1.2 by POST at its own address; its WSDL is linked.
        <code>Generic</code> takes RequestMessage and EventMessage of any noun; a bare envelope, without SOAP, is posted to <code>/cim</code>.</p>
        <ul>
        """);
    for (SoapService service : SoapService.all()) {
      html.append("<li><a href=\"/cim/").append(service.text()).append("?wsdl\">").append(service.text()).append("</a></li>\n");
    }
    return html.append("</ul></body></html>\n").toString();
  }
}
