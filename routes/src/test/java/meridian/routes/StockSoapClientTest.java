package meridian.routes;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;

import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.soap.SOAPFaultException;

import org.apache.cxf.staxutils.StaxUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.routes.soap.SoapService;
import meridian.routes.world.Example;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a client that knows nothing but the WSDL's URL sees. */
class StockSoapClientTest {
  private static final Pattern LOCATION = Pattern.compile("schemaLocation=\"([^\"]+)\"");
  @TempDir
  static Path data;
  private static World world;

  @BeforeAll
  static void open() throws Exception { world = World.open(data); }

  @AfterAll
  static void close() { world.close(); }

  static List<SoapService> services() { return SoapService.all(); }

  @ParameterizedTest
  @MethodSource("services")
  void theWsdlTellsTheRealAddressAndAllItsSchemasCanBeFetched(SoapService service) throws Exception {
    String url = world.routes.soapUrl(service);
    HttpResponse<String> wsdl = world.get(url + "?wsdl");
    assertThat(wsdl.statusCode()).isEqualTo(200);
    assertThat(wsdl.body()).contains("location=\"" + url + "\"").contains("soapAction=\"http://iec.ch/");

    Set<String> seen = new HashSet<>();
    var next = new ArrayDeque<>(Set.of(url + "?wsdl"));
    while (!next.isEmpty()) {
      String document = next.poll();
      if (!seen.add(document)) continue;
      HttpResponse<String> got = world.get(document);
      assertThat(got.statusCode()).as(document).isEqualTo(200);
      assertThat(got.body()).as(document).containsAnyOf("definitions", "schema");
      Matcher locations = LOCATION.matcher(got.body());
      while (locations.find())
        next.add(URI.create(document).resolve(locations.group(1).replace("&amp;", "&")).toString());
    }
    assertThat(seen).hasSizeGreaterThanOrEqualTo(service.equals(SoapService.GENERIC) ? 2 : 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetMeterReadings_Port", "GetMeterReadings_Port12"})
  void aClientMadeFromTheWsdlReadsAMeter(String port) throws Exception {
    Dispatch<Source> client = client(port);
    Source answer = client.invoke(new StreamSource(new StringReader(payload("GetMeterReadings.now.request.xml"))));
    assertThat(StaxUtils.toString(answer)).contains("<value>1234.5</value>").contains("MeterReadingsResponseMessage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetMeterReadings_Port", "GetMeterReadings_Port12"})
  void aClientMadeFromTheWsdlGetsAFaultItCanTell(String port) throws Exception {
    Dispatch<Source> client = client(port);
    assertThatThrownBy(() -> client.invoke(new StreamSource(new StringReader("<nonsense/>"))))
      .isInstanceOfSatisfying(SOAPFaultException.class, fault -> {
        assertThat(fault.getFault().getFaultString()).contains("nonsense");
        assertThat(fault.getFault().getDetail().getFirstChild().getLocalName()).isEqualTo("MeterReadingsFaultMessage");
      });
  }

  /** Clients made from each service's WSDL tell one story of a meter, an account and a group. */
  @Test
  void clientsMadeFromTheWsdlsCreateChangeGetAndDelete() throws Exception {
    for (Example example : Example.all()) {
      if (!List.of("MeterConfig", "CustomerAccountConfig", "EndDeviceGroups").contains(example.noun())) {
        world.postBare(example.request());
        continue;
      }
      String wanted = example.response();
      assertThat(StaxUtils.toString(client(example).invoke(new StreamSource(new StringReader(body(example.soap())))))).as(example.name())
        .contains(example.noun() + "ResponseMessage", wanted.substring(wanted.indexOf("<Result>"), wanted.indexOf("</Result>")));
    }
  }

  private static Dispatch<Source> client(Example example) throws Exception {
    String namespace = "http://iec.ch/TC57/2011/" + example.service();
    return Service.create(URI.create(world.routes.soapUrl(SoapService.get(example.service())) + "?wsdl").toURL(),
      new QName(namespace, example.service())).createDispatch(
        new QName(namespace, (example.verb().equals("get") ? "Get" : "") + example.noun() + "_Port"), Source.class, Service.Mode.PAYLOAD);
  }

  private static String body(String soap) {
    return soap.substring(soap.indexOf("Body>") + 5, soap.lastIndexOf("</s:Body>"));
  }

  private static Dispatch<Source> client(String port) throws Exception {
    String namespace = "http://iec.ch/TC57/2011/GetMeterReadings";
    Service service = Service.create(URI.create(world.routes.soapUrl(SoapService.GET_METER_READINGS) + "?wsdl").toURL(),
      new QName(namespace, "GetMeterReadings"));
    return service.createDispatch(new QName(namespace, port), Source.class, Service.Mode.PAYLOAD);
  }

  private static String payload(String file) throws Exception {
    String envelope = World.conversation(file);
    String body = envelope.substring(envelope.indexOf("<get:GetMeterReadings>"), envelope.indexOf("</soapenv:Body>"));
    return body.replaceFirst(">",
      " xmlns:get=\"http://iec.ch/TC57/2011/GetMeterReadingsMessage\" xmlns:msg=\"http://iec.ch/TC57/2011/schema/message\""
        + " xmlns:gmr=\"http://iec.ch/TC57/2011/GetMeterReadings#\">");
  }
}
