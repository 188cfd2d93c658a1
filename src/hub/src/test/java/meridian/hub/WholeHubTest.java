package meridian.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

import com.sun.net.httpserver.HttpServer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import meridian.hub.demo.Demo;
import meridian.model.grid.Meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The spine, end to end: simulated meters in their own process, the real hub, and an enterprise of stock clients that share no class with
 * it: java.net.http with envelopes written by hand, and the broker's own JMS client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeHubTest {
  private static final String DISCONNECT = "3.31.0.23";
  private static final String CONNECT = "3.31.0.18";

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> readings = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> work = new LinkedBlockingQueue<>();
  private final int consolePort = freePort();
  private final int soapPort = freePort();
  private final int jmsPort = freePort();
  private Demo demo;
  private HttpServer replyAddress;
  private Connection jms;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    List<String> arguments = new ArrayList<>();
    Map.of("demo.folder", folder.resolve("demo"), "demo.meter-port", freePort(), "demo.push-port", freePort(), "demo.speed", "60",
      "demo.fleet",
      "../../adapters/fleet/target/fleet", "hub.plugins", "../../adapters/dlms/target/plugins", "console.port", consolePort, "soap.port",
      soapPort,
      "jms.port", jmsPort).forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    demo = Demo.start(arguments, Map.of());
    replyAddress = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    replyAddress.createContext("/reply", exchange -> {
      replies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(202, -1);
      exchange.close();
    });
    replyAddress.start();
    jms = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + jmsPort).createConnection();
    listen("meridian.cim.event.MeterReadings", readings);
    listen("meridian.cim.event.EndDeviceEvents", events);
    listen("meridian.cim.event.MeterServiceRequests", work);
    jms.start();
  }

  @AfterAll
  void stop() throws Exception {
    if (jms != null) jms.close();
    if (replyAddress != null) replyAddress.stop(0);
    if (demo != null) demo.close();
    http.close();
  }

  @Test
  void readingsGoUpToATopicAndOntoTheMap() throws Exception {
    String message = readings.poll(30, TimeUnit.SECONDS);
    assertThat(message).contains("EventMessage").contains("created")
      .contains("http://iec.ch/TC57/2011/MeterReadings#").contains("0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0").contains("IntervalReadings");
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(console("/api/meters/0")).contains("\"state\":\"ON\""));
  }

  @Test
  void aDisconnectComesDownIsReadBackAnsweredAndTold() throws Exception {
    Meter meter = meter("ML4", 1);
    String messageId = UUID.randomUUID().toString();
    String answer = soap("ExecuteEndDeviceControls", control(messageId, meter.mrid().toString(), DISCONNECT, replyUrl()));
    assertThat(answer).contains("EndDeviceControlsResponseMessage").contains(">OK<").contains(">0.3<").contains(messageId);

    assertThat(replies.poll(20, TimeUnit.SECONDS)).contains("EndDeviceControlsResponseMessage").contains(">OK<").contains(messageId);
    assertThat(state(meter)).isEqualTo("DISCONNECTED");
    assertThat(demo.order("relay " + meter.serialNumber())).isEqualTo("disconnected");
    assertThat(eventAbout(meter, "3.31.0.68")).contains(messageId);

    String again = soap("ExecuteEndDeviceControls", control(messageId, meter.mrid().toString(), DISCONNECT, replyUrl()));
    assertThat(again).contains(">OK<");
    assertThat(count(console("/api/meters/" + meter.mrid() + "/commands"), "\"messageId\"")).isEqualTo(1);

    String connected = UUID.randomUUID().toString();
    soap("ExecuteEndDeviceControls", control(connected, meter.name(), CONNECT, replyUrl()));
    assertThat(replies.poll(20, TimeUnit.SECONDS)).contains(connected).contains(">OK<");
    assertThat(state(meter)).isEqualTo("ON");
  }

  @Test
  void aMeterThatOnlyArmsIsReportedArmed() throws Exception {
    Meter meter = meter("MH3", 1);
    soap("ExecuteEndDeviceControls", control(UUID.randomUUID().toString(), meter.name(), DISCONNECT, replyUrl()));
    assertThat(replies.poll(20, TimeUnit.SECONDS)).contains(">OK<");
    soap("ExecuteEndDeviceControls", control(UUID.randomUUID().toString(), meter.name(), CONNECT, replyUrl()));
    assertThat(replies.poll(20, TimeUnit.SECONDS)).contains("armed").doesNotContain(">FAILED<");
    assertThat(state(meter)).isEqualTo("ARMED");
    demo.order("press-button " + meter.serialNumber());
    await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(state(meter)).isEqualTo("ON"));
  }

  @Test
  void aMetersDayIsReadBackOverJmsAndSoap() throws Exception {
    Meter meter = meter("MH4", 2);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(state(meter)).isEqualTo("ON"));
    Instant now = Instant.parse(find("\"now\":\"([^\"]+)\"", console("/api/model")));
    String request = generic(UUID.randomUUID().toString(), meter.name(), now.minus(Duration.ofDays(1)), now);
    assertThat(count(request(request), "IntervalReadings>")).isGreaterThanOrEqualTo(2 * 90);

    String answer = soap("GetMeterReadings", onDemand(UUID.randomUUID().toString(), meter.name()));
    assertThat(answer).contains("MeterReadingsResponseMessage").contains(">OK<").contains("0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0");
  }

  @Test
  void aFeederFaultTurnsItsMetersOffWithinASecondAndTellsTheEnterprise() throws Exception {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(console("/api/meters/0")).doesNotContain("UNKNOWN"));
    String feeder = find("\"target\":\"([^\"]+)\"", console("/api/scenarios"));
    List<Meter> behind = demo.hub().registry().grid().meters().stream().filter(meter -> demo.hub().registry().topology()
      .feederOf(demo.hub().registry().usagePoint(meter)).map(f -> f.name().equals(feeder)).orElse(false)).toList();
    assertThat(behind).hasSizeGreaterThan(200);
    post("/api/scenarios/feeder-fault/start", "");
    try {
      await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(behind).allSatisfy(meter -> assertThat(state(meter)).isEqualTo("OFF")));
      assertThat(eventAbout(behind.getLast(), "3.26.0.85")).contains("EndDeviceEvent");
    } finally {
      post("/api/scenarios/feeder-fault/stop", "");
    }
    await().atMost(Duration.ofSeconds(20))
      .untilAsserted(() -> assertThat(behind).noneSatisfy(meter -> assertThat(state(meter)).isEqualTo("OFF")));
  }

  @Test
  void aSilentMeterEndsItsCommandWithOneOutcomeAndHurtsNobodyElse() throws Exception {
    Meter silent = meter("ML4", 5);
    Meter other = meter("ML4", 6);
    demo.order("mute " + silent.serialNumber());
    try {
      soap("ExecuteEndDeviceControls", control(UUID.randomUUID().toString(), silent.name(), DISCONNECT, ""));
      soap("ExecuteEndDeviceControls", control(UUID.randomUUID().toString(), other.name(), DISCONNECT, ""));
      await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(state(other)).isEqualTo("DISCONNECTED"));
      await().atMost(Duration.ofSeconds(60)).untilAsserted(
        () -> assertThat(console("/api/meters/" + silent.mrid() + "/commands")).contains("\"kind\":\"TimedOut\""));
    } finally {
      demo.order("normal " + silent.serialNumber());
    }
  }

  @Test
  void aScheduleIsCollectedUntilItIsDone() throws Exception {
    Meter meter = meter("ML4", 8);
    String asked = request(configure("create", "MeterReadSchedule", "", "<EndDevice>" + identify(meter.name())
      + "</EndDevice><ReadingType><mRID>0.0.0.6.0.1.54.0.0.0.0.0.0.0.129.0.29.0</mRID></ReadingType>"
      + "<TimeSchedule><Names><name>VOLTAGE</name></Names></TimeSchedule>"));
    assertThat(asked).contains(">OK<").contains("objectType=\"TimeSchedule\"");
    String mrid = find("objectType=\"TimeSchedule\">([^<]+)<", asked);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(console("/api/tasks/" + mrid + "/runs"))
      .contains("\"asked\":1,\"answered\":1,\"silent\":0,\"values\":1"));
    assertThat(console("/api/tasks")).contains("\"name\":\"VOLTAGE\",\"state\":\"completed\"");
    assertThat(request(configure("cancel", "MeterReadSchedule", "", "<TimeSchedule><mRID>" + mrid + "</mRID></TimeSchedule>")))
      .contains(">FAILED<").contains("it is completed");
  }

  @Test
  void aServiceRequestDisconnectsAMeterAndTellsHowItEnded() throws Exception {
    Meter meter = meter("ML4", 9);
    String execute = "<Request><Option><name>execute</name><value>true</value></Option></Request>";
    assertThat(request(configure("create", "MeterServiceRequests", execute, "<MeterServiceWork><kind>disconnect</kind><Meter>"
      + identify(meter.name()) + "</Meter><Names><name>OFF</name></Names></MeterServiceWork>"))).contains(">OK<");
    assertThat(work.poll(20, TimeUnit.SECONDS)).contains(">created<").contains(">underway<");
    assertThat(work.poll(20, TimeUnit.SECONDS)).contains(">changed<").contains(">completed<");
    assertThat(state(meter)).isEqualTo("DISCONNECTED");
    assertThat(console("/api/work")).contains("\"name\":\"OFF\",\"kind\":\"disconnect\",\"status\":\"completed\"");
  }

  @Test
  void whatIsWrongIsSaidWithCodeAndPlace() throws Exception {
    String id = UUID.randomUUID().toString();
    assertThat(soap("ExecuteEndDeviceControls", control(id, "no such meter", DISCONNECT, ""))).contains(">FAILED<").contains(">2.4<")
      .contains("no such meter");
    assertThat(soap("ExecuteEndDeviceControls", control(id, meter("ML4", 7).name(), "3.15.0.54", ""))).contains(">FAILED<")
      .contains("3.15.0.54");
    assertThat(soap("ExecuteEndDeviceControls", control(id, meter("ML4", 7).name(), DISCONNECT, "ftp://example.org/x")))
      .contains(">FAILED<")
      .contains(">7.7<");
    assertThat(soap("ExecuteEndDeviceControls",
      control(id, meter("ML4", 7).name(), DISCONNECT, "").replace("EndDeviceControlType ref", "Nonsense ref")))
      .contains(">FAILED<").contains(">1.8<").contains("EndDeviceControl");
  }

  private void listen(String topic, BlockingQueue<String> heard) throws JMSException {
    Session session = jms.createSession(false, Session.AUTO_ACKNOWLEDGE);
    session.createConsumer(session.createTopic(topic)).setMessageListener(message -> {
      try {
        heard.add(message.getBody(String.class));
      } catch (JMSException unreadable) {
        heard.add(unreadable.toString());
      }
    });
  }

  private String request(String text) throws JMSException {
    try (Session session = jms.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      Queue answers = session.createTemporaryQueue();
      TextMessage message = session.createTextMessage(text);
      message.setJMSReplyTo(answers);
      session.createProducer(session.createQueue("meridian.cim.request")).send(message);
      try (MessageConsumer consumer = session.createConsumer(answers)) {
        return consumer.receive(20_000).getBody(String.class);
      }
    }
  }

  /** The next event message that names the meter and the type, whatever comes between. */
  private String eventAbout(Meter meter, String type) throws InterruptedException {
    Instant until = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(until)) {
      String message = events.poll(1, TimeUnit.SECONDS);
      if (message != null && message.contains(meter.mrid().toString()) && message.contains(type)) return message;
    }
    throw new AssertionError("no event " + type + " about " + meter.name());
  }

  private String soap(String service, String body) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + soapPort + "/cim/" + service))
      .header("Content-Type", "text/xml; charset=utf-8")
      .header("SOAPAction", "\"\"")
      .POST(HttpRequest.BodyPublishers.ofString("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
        + body + "</s:Body></s:Envelope>"))
      .timeout(Duration.ofSeconds(20)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private String console(String path) throws IOException, InterruptedException {
    return http
      .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + consolePort + path)).build(), HttpResponse.BodyHandlers.ofString())
      .body();
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    String origin = "http://127.0.0.1:" + consolePort;
    HttpResponse<String> response = http.send(
      HttpRequest.newBuilder(URI.create(origin + path)).header("X-Meridian", "console").header("Origin", origin)
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
      HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
  }

  private String state(Meter meter) throws IOException, InterruptedException {
    return find("\"state\":\"([A-Z]+)\"", console("/api/meters/" + meter.mrid()));
  }

  /** The n-th meter of a model that is not behind the feeder of the fault. */
  private Meter meter(String model, int n) {
    var registry = demo.hub().registry();
    String first = registry.grid().feeders().getFirst().name();
    return registry.grid().meters().stream().filter(meter -> meter.model().equals(model)
      && registry.topology().feederOf(registry.usagePoint(meter)).map(f -> f.name().equals(first)).orElse(false)).skip(n).findFirst()
      .orElseThrow();
  }

  private String replyUrl() { return "http://127.0.0.1:" + replyAddress.getAddress().getPort() + "/reply"; }

  private static String control(String messageId, String device, String type, String replyAddress) {
    return """
      <w:CreateEndDeviceControls xmlns:w="http://iec.ch/TC57/2011/EndDeviceControlsMessage" xmlns:m="http://iec.ch/TC57/2011/schema/message">
        <w:Header><m:Verb>create</m:Verb><m:Noun>EndDeviceControls</m:Noun>%s<m:MessageID>%s</m:MessageID></w:Header>
        <w:Payload><EndDeviceControls xmlns="http://iec.ch/TC57/2011/EndDeviceControls#"><EndDeviceControl>
          <reason>end-to-end test</reason><EndDeviceControlType ref="%s"/>%s
        </EndDeviceControl></EndDeviceControls></w:Payload>
      </w:CreateEndDeviceControls>"""
      .formatted(
        replyAddress.isEmpty() ? "" : "<m:AsyncReplyFlag>true</m:AsyncReplyFlag><m:ReplyAddress>" + replyAddress + "</m:ReplyAddress>",
        messageId, type,
        "<EndDevices>" + identify(device) + "</EndDevices>");
  }

  private static String onDemand(String messageId,
    String device) {
    return """
      <w:GetMeterReadings xmlns:w="http://iec.ch/TC57/2011/GetMeterReadingsMessage" xmlns:m="http://iec.ch/TC57/2011/schema/message">
        <w:Header><m:Verb>get</m:Verb><m:Noun>MeterReadings</m:Noun><m:MessageID>%s</m:MessageID></w:Header>
        <w:Request><GetMeterReadings xmlns="http://iec.ch/TC57/2011/GetMeterReadings#"><EndDevice>%s</EndDevice></GetMeterReadings></w:Request>
      </w:GetMeterReadings>"""
      .formatted(messageId, identify(device));
  }

  private static String generic(String messageId, String device, Instant from,
    Instant to) {
    return """
      <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>get</Verb><Noun>MeterReadings</Noun><MessageID>%s</MessageID></Header>
        <Request><StartTime>%s</StartTime><EndTime>%s</EndTime><GetMeterReadings xmlns="http://iec.ch/TC57/2011/GetMeterReadings#"><EndDevice>%s</EndDevice>
        </GetMeterReadings></Request></RequestMessage>"""
      .formatted(messageId, from, to, identify(device));
  }

  private static String configure(String verb, String noun, String request, String objects) {
    return """
      <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>%s</Verb><Noun>%s</Noun><Source>test</Source>
        <MessageID>%s</MessageID></Header>%s<Payload><%2$s xmlns="http://iec.ch/TC57/2011/%2$s#">%s</%2$s></Payload></RequestMessage>"""
      .formatted(verb, noun, UUID.randomUUID(), request, objects);
  }

  private static String identify(String device) {
    return device.matches("[0-9a-f-]{36}") ? "<mRID>" + device + "</mRID>" : "<Names><name>" + device + "</name></Names>";
  }

  private static String find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private static int count(String text, String words) { return text.split(Pattern.quote(words), -1).length - 1; }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }
}
