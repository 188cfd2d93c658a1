package meridian.routes;

import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.model.message.Exchange;
import meridian.routes.soap.SoapService;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** SOAP requests with WS-Addressing headers, which must be understood: they are, in both versions of SOAP, and the answer relates to them. */
class WsAddressingTest {
  private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
  @TempDir
  static Path data;
  private static World world;

  @BeforeAll
  static void open() throws Exception { world = World.open(data); }

  @AfterAll
  static void close() { world.close(); }

  private static String request(String soap, String message) throws Exception {
    String headers = """
      <soapenv:Header xmlns:wsa="http://www.w3.org/2005/08/addressing">
        <wsa:Action soapenv:mustUnderstand="1">http://iec.ch/TC57/2011/GetMeterReadings/GetMeterReadings</wsa:Action>
        <wsa:MessageID>urn:uuid:%s</wsa:MessageID>
        <wsa:ReplyTo><wsa:Address>http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:ReplyTo>
      </soapenv:Header>""".formatted(message);
    return World.conversation("GetMeterReadings.now.request.xml").replace(SOAP11, soap).replace("<soapenv:Header/>", headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {SOAP11, SOAP12})
  void theAnswerRelatesToTheRequest(String soap) throws Exception {
    String message = "7a1bb0d2-5c8e-4f0a-9d3e-" + (soap.equals(SOAP11) ? "000000000011" : "000000000012");
    HttpResponse<String> answer = world.post(SoapService.GET_METER_READINGS, request(soap, message));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains(soap, "urn:uuid:" + message, "RelatesTo", "MeterReadingsResponseMessage", "1234.5");
    assertThat(world.memory.exchanges).filteredOn(exchange -> exchange.direction() == Exchange.Direction.IN)
      .extracting(Exchange::endpoint).containsOnly("soap:GetMeterReadings");
  }

  @Test
  void whatCannotBeReadIsAFaultWithTheServicesDetail() throws Exception {
    HttpResponse<String> answer = world.post(SoapService.GET_METER_READINGS,
      request(SOAP11, "x").replaceAll("(?s)<soapenv:Body>.*</soapenv:Body>", "<soapenv:Body/>"));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("MeterReadingsFaultMessage", "the SOAP Body is empty", "1.8").doesNotContain("Exception", "\tat ");
  }

  @Test
  void anotherHeaderThatMustBeUnderstoodIsRefusedBeforeAnythingIsDone() throws Exception {
    int before = world.memory.exchanges.size();
    HttpResponse<String> answer = world.post(SoapService.GET_METER_READINGS, request(SOAP11, "y").replace("<wsa:MessageID>",
      "<x:y xmlns:x='urn:x' soapenv:mustUnderstand='1'/><wsa:MessageID>"));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("MustUnderstand");
    assertThat(world.memory.exchanges).hasSize(before + 2);
    assertThat(world.memory.exchanges.getLast().outcome()).startsWith("UNREADABLE");
  }
}
