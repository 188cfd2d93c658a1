package meridian.routes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import meridian.routes.soap.SoapService;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** Input nobody should send: always a client's fault or a Reply FAILED, in our words, with nothing of a stack in answer or log. */
@Timeout(30)
class SoapOdditiesTest {
  private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
  @TempDir
  static Path data;
  private static World world;
  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

  @BeforeAll
  static void open() throws Exception {
    world = World.open(data);
    LOG.start();
    ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(LOG);
  }

  @AfterAll
  static void close() {
    ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(LOG);
    world.close();
  }

  record Odd(String what, String method, String type, byte[] body, int status, String words) {
    @Override
    public String toString() { return what; }
  }

  static List<Odd> oddities() throws Exception {
    String good = World.conversation("GetMeterReadings.now.request.xml");
    List<Odd> odd = new ArrayList<>();
    odd.add(odd("nothing at all", "", 500, "1.8"));
    odd.add(odd("no XML", "hello", 500, "1.8"));
    odd.add(odd("no envelope", "<a/>", 500, "1.8"));
    odd.add(odd("SOAP 1.2 called 1.1", good.replace(SOAP11, SOAP12), 200, SOAP12));
    odd.add(odd("a SOAP nobody knows", good.replace(SOAP11, "http://example.org/soap"), 500, "VersionMismatch"));
    odd.add(odd("SOAP 1.2 and a header that must be understood",
      good.replace(SOAP11, SOAP12).replace("<soapenv:Header/>",
        "<soapenv:Header><x:y xmlns:x='urn:x' soapenv:mustUnderstand='true'/></soapenv:Header>"),
      500, "<soap:Value>soap:MustUnderstand</soap:Value>"));
    odd.add(odd("SOAP 1.2, broken", good.replace(SOAP11, SOAP12).replace("<get:Header>", "<get:Header><"), 500,
      "<soap:Value>soap:Sender</soap:Value>"));
    odd.add(
      new Odd("SOAP 1.2 that cannot be read", "POST", "application/soap+xml; action=\"x\"", "hello".getBytes(StandardCharsets.UTF_8), 500,
        "<soap:Code>"));
    odd.add(odd("a header nobody need understand",
      good.replace("<soapenv:Header/>", "<soapenv:Header><x:y xmlns:x='urn:x'>z</x:y></soapenv:Header>"), 200, "1234.5"));
    odd.add(odd("a comment around the request",
      good.replace("<soapenv:Body>", "<soapenv:Body><!-- <a> -->").replace("</soapenv:Body>", "<!-- b --></soapenv:Body>"), 200, "1234.5"));
    odd.add(odd("an envelope that ends otherwise than it began", good.replace("</soapenv:Envelope>", "</soap:Envelope>"), 200, "1.8"));
    odd.add(
      new Odd("Latin letters declared", "POST", "text/xml", good.replace("UTF-8", "ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1), 200,
        "1234.5"));
    odd.add(odd("an empty Body", "<s:Envelope xmlns:s='" + SOAP11 + "'><s:Body/></s:Envelope>", 500, "SOAP Body is empty"));
    odd.add(odd("no Body", "<s:Envelope xmlns:s='" + SOAP11 + "'/>", 500, "1.8"));
    odd.add(odd("two requests in one Body", good.replace("</soapenv:Body>", "<more/></soapenv:Body>"), 200, "1.8"));
    odd.add(odd("a header that must be understood",
      good.replace("<soapenv:Header/>", "<soapenv:Header><x:y xmlns:x='urn:x' soapenv:mustUnderstand='1'/></soapenv:Header>"), 500,
      "MustUnderstand"));
    odd.add(odd("text after the end", good + "trailing", 200, "1.8"));
    odd.add(odd("depth", good.replace("<gmr:GetMeterReadings>", "<a>".repeat(5000)), 200, "line 17"));
    odd.add(odd("attributes", good.replace("<gmr:GetMeterReadings>", "<gmr:GetMeterReadings " + attributes(2000) + ">"), 200, "ttribute"));
    odd.add(odd("a billion laughs",
      "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>" + good.substring(good.indexOf('\n')).replace("MTR-1", "&b;"), 500,
      "entities"));
    odd.add(odd("an unknown entity", good.replace("MTR-1", "&who;"), 200, "1.8"));
    odd.add(
      new Odd("another encoding", "POST", "text/xml", good.replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_16), 200, "1234.5"));
    odd.add(new Odd("bytes that are no UTF-8", "POST", "text/xml", new byte[]{(byte) 0xC3, 0x28, '<'}, 500, "1.8"));
    odd.add(new Odd("another content type", "POST", "application/json", good.getBytes(StandardCharsets.UTF_8), 200, "1234.5"));
    odd.add(new Odd("attachments", "POST", "multipart/related; boundary=x",
      ("--x\r\n\r\n" + good + "\r\n--x--").getBytes(StandardCharsets.UTF_8), 415, "attachments"));
    odd.add(new Odd("GET", "GET", "text/xml", new byte[0], 405, ""));
    odd.add(new Odd("PUT", "PUT", "text/xml", good.getBytes(StandardCharsets.UTF_8), 405, ""));
    odd.add(new Odd("DELETE", "DELETE", "text/xml", new byte[0], 405, ""));
    return odd;
  }

  private static Odd odd(String what, String body, int status, String words) {
    return new Odd(what, "POST", "text/xml; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), status, words);
  }

  private static String attributes(int count) {
    return String.join(" ", Stream.iterate(0, i -> i + 1).limit(count).map(i -> "a" + i + "='1'").toList());
  }

  @ParameterizedTest
  @MethodSource("oddities")
  void isAnsweredInOurWords(Odd odd) throws Exception {
    LOG.list.clear();
    world.memory.exchanges.clear();
    HttpRequest request = HttpRequest.newBuilder(URI.create(world.routes.soapUrl(SoapService.GET_METER_READINGS)))
      .header("Content-Type", odd.type())
      .method(odd.method(), HttpRequest.BodyPublishers.ofByteArray(odd.body())).build();
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains(odd.words()).doesNotContain("Exception", "wstx", "org.apache", "\tat ");
      assertThat(answer.statusCode()).isEqualTo(odd.status());
    }
    if (odd.status() != 200)
      assertThat(world.memory.exchanges).as("nothing was done").noneMatch(exchange -> exchange.outcome().startsWith("OK"));
    assertThat(LOG.list).allSatisfy(event -> assertThat(event.getThrowableProxy()).as(event.getFormattedMessage()).isNull());
  }
}
