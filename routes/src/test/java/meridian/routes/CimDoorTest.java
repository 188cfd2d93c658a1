package meridian.routes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.routes.soap.SoapService;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** What scripts see: bare envelopes, generic SOAP, zipped bodies, the list of services. */
@Timeout(30)
class CimDoorTest {
  private static final String GET = """
    <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message">
      <Header><Verb>get</Verb><Noun>MeterReadings</Noun><Source>MDM</Source><MessageID>ask-1</MessageID></Header>
      <Request>
        <g:GetMeterReadings xmlns:g="http://iec.ch/TC57/2011/GetMeterReadings#">
          <g:EndDevice><g:Names><g:name>MTR-1</g:name></g:Names></g:EndDevice>
        </g:GetMeterReadings>
      </Request>
    </RequestMessage>""";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  @TempDir
  static Path data;
  private static World world;

  @BeforeAll
  static void open() throws Exception { world = World.open(data); }

  @AfterAll
  static void close() { world.close(); }

  private static HttpResponse<byte[]> post(String url, byte[] body, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) request.headers(headers);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static byte[] bytes(String text) { return text.getBytes(StandardCharsets.UTF_8); }

  private static String text(HttpResponse<byte[]> answer) { return new String(answer.body(), StandardCharsets.UTF_8); }

  private static byte[] zipped(byte[] bytes) throws Exception {
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      zip.write(bytes);
    }
    return zipped.toByteArray();
  }

  @Test
  void aBareEnvelopeIsAnsweredWithABareOne() throws Exception {
    HttpResponse<byte[]> answer = post(world.routes.cimUrl(), bytes(GET), "Content-Type", "application/xml");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/xml");
    assertThat(text(answer)).startsWith("<ResponseMessage").contains("<Result>OK</Result>", "<value>1234.5</value>");
    assertThat(world.memory.exchanges.getLast().endpoint()).isEqualTo("http:cim");
    assertThat(post(world.routes.cimUrl() + "/", bytes(GET)).statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestThatFailsIs200AndWhatCannotBeReadIs400() throws Exception {
    HttpResponse<byte[]> failed = post(world.routes.cimUrl(), bytes(GET.replace("MTR-1", "nobody")));
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(text(failed)).contains("<Result>FAILED</Result>", "<code>2.4</code>");
    HttpResponse<byte[]> unread = post(world.routes.cimUrl(), bytes("hello"));
    assertThat(unread.statusCode()).isEqualTo(400);
    assertThat(text(unread)).startsWith("<FaultMessage").contains("<code>1.8</code>");
    assertThat(post(world.routes.cimUrl(), bytes(GET + " ".repeat(70_000))).statusCode()).isEqualTo(413);
  }

  @Test
  void genericSoapTakesTheSameEnvelope() throws Exception {
    String soap = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body>" + GET + "</s:Body></s:Envelope>";
    HttpResponse<byte[]> answer = post(world.routes.soapUrl(SoapService.GENERIC), bytes(soap), "Content-Type",
      "application/soap+xml; charset=utf-8; action=\"http://iec.ch/61968/Request\"");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/soap+xml");
    assertThat(text(answer)).contains("http://www.w3.org/2003/05/soap-envelope", "<ResponseMessage", "<value>1234.5</value>");
    HttpResponse<byte[]> fault = post(world.routes.soapUrl(SoapService.GENERIC), bytes("<a/>"), "Content-Type", "application/soap+xml");
    assertThat(fault.statusCode()).isEqualTo(500);
    assertThat(text(fault)).contains("<soap:Detail><FaultMessage");
  }

  @Test
  void aServiceThatIsNotThereNamesThoseThatAre() throws Exception {
    HttpResponse<byte[]> answer = post(world.routes.cimUrl() + "/GetWeather", bytes(GET), "Content-Type", "text/xml");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(text(answer)).contains("soap:Client", "no service GetWeather", "GetMeterConfig, ", "<code>2.5</code>");
    assertThat(post(world.routes.cimUrl() + "/" + "x".repeat(1000), bytes(GET)).statusCode()).isEqualTo(404);
    assertThat(post(world.routes.cimUrl().replace("/cim", "/elsewhere"), bytes(GET)).statusCode()).isEqualTo(404);
  }

  @Test
  void theListOfServicesLeadsToEachWsdl() throws Exception {
    HttpResponse<String> list = world.get(world.routes.cimUrl() + "/");
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(SoapService.all()).hasSizeGreaterThan(60)
      .allSatisfy(service -> assertThat(list.body()).contains("href=\"/cim/" + service.text() + "?wsdl\""));
    assertThat(world.get(world.routes.soapUrl(SoapService.GENERIC) + "?xsd=../../secret").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsZippedIsUnzippedAndAnswersAreZippedForWhoTakesIt() throws Exception {
    String url = world.routes.cimUrl();
    assertThat(text(post(url, zipped(bytes(GET)), "Content-Encoding", "gzip"))).contains("<value>1234.5</value>");
    String many = GET.replace("</g:EndDevice>", "</g:EndDevice>" + "<g:EndDevice><g:Names><g:name>nobody</g:name></g:Names></g:EndDevice>"
      .repeat(50));
    HttpResponse<byte[]> answer = post(url, bytes(many), "Accept-Encoding", "br, gzip");
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8)).contains("<Result>PARTIAL</Result>").endsWith(">");
    }
    assertThat(post(url, bytes(many), "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void badZipsAreTheSendersFault() throws Exception {
    String url = world.routes.cimUrl();
    assertThat(post(url, bytes(GET), "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
    byte[] cut = zipped(bytes(GET));
    assertThat(post(url, java.util.Arrays.copyOf(cut, cut.length / 2), "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
    assertThat(post(url, zipped(new byte[10 << 20]), "Content-Encoding", "gzip").statusCode()).isEqualTo(413);
    assertThat(post(url, bytes(GET), "Content-Encoding", "br").statusCode()).isEqualTo(415);
  }
}
