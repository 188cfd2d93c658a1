package meridian.routes;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;

import com.sun.net.httpserver.HttpServer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.message.Exchange;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.routes.deliver.EventTopics;
import meridian.routes.deliver.SoapEndpoint;
import meridian.routes.soap.SoapService;
import meridian.routes.world.World;
import meridian.services.deliver.Subscribed;
import meridian.services.deliver.Subscription;

import static org.assertj.core.api.Assertions.assertThat;

/** What leaves the hub on its own account, as an enterprise system sees it. */
@Timeout(60)
class DeliveriesTest {
  private static final Notice.Readings READINGS = new Notice.Readings(List.of(new MeterReading(World.meter(1),
    List.of(new Reading(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, Instant.parse("2026-03-01T00:00:00Z"), 7.25, ReadingQuality.VALID)),
    List.of())));
  private static final Notice.Events EVENTS = new Notice.Events(
    List.of(new EndDeviceEvent(Mrid.random(), World.meter(1), EndDeviceEventType.POWER_LOST,
      Instant.parse("2026-03-01T00:00:00Z"), "", "", Map.of())));

  /** What an endpoint was sent. */
  private record Received(String soapAction, String contentType, String body) {}

  /** Status and body of an endpoint's answer. */
  private record Says(int status, String body) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile IntFunction<Says> answers = _ -> new Says(200, "");
  private HttpServer enterprise;
  private ExecutorService threads;
  @TempDir
  Path data;

  @BeforeEach
  void listen() throws Exception {
    enterprise = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    enterprise.createContext("/", exchange -> {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      received.add(
        new Received(exchange.getRequestHeaders().getFirst("SOAPAction"), exchange.getRequestHeaders().getFirst("Content-Type"), body));
      Says says = answers.apply(received.size());
      byte[] bytes = says.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(says.status(), bytes.length == 0 ? -1 : bytes.length);
      try (exchange) {
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
      }
    });
    threads = Executors.newVirtualThreadPerTaskExecutor();
    enterprise.setExecutor(threads);
    enterprise.start();
  }

  @AfterEach
  void stopListening() {
    enterprise.stop(0);
    threads.shutdownNow();
  }

  private World open() throws Exception {
    return World.delivering(data,
      deliveries -> List.of(new Subscribed(deliveries.soap("mdm", new SoapEndpoint.Config(url()), Duration.ofSeconds(2)),
        Subscription.to(Notice.Noun.METER_READINGS))));
  }

  private String url() { return "http://127.0.0.1:" + enterprise.getAddress().getPort() + "/receive"; }

  @Test
  void topicsCarryEventMessagesThatSelectorsCanTell() throws Exception {
    try (World world = open();
      Connection connection = new ActiveMQConnectionFactory(world.routes.jmsUrl()).createConnection();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      var readings = session.createConsumer(session.createTopic(EventTopics.METER_READINGS), "Source = 'meridian' AND Verb = 'created'");
      var events = session.createConsumer(session.createTopic(EventTopics.END_DEVICE_EVENTS), "Noun = 'EndDeviceEvents'");
      world.memory.owe(READINGS);
      world.memory.owe(EVENTS);
      Message reading = readings.receive(10_000);
      assertThat(reading.getBody(String.class)).contains("<EventMessage", "<Noun>MeterReadings</Noun>", "<value>7.25</value>",
        "<MessageID>" + reading.getStringProperty("MessageID"));
      assertThat(reading.getJMSCorrelationID()).isEqualTo(reading.getStringProperty("MessageID"));
      assertThat(reading.getJMSDeliveryMode()).isEqualTo(jakarta.jms.DeliveryMode.PERSISTENT);
      assertThat(events.receive(10_000).getBody(String.class)).contains("3.26.0.85");
    }
  }

  @Test
  void aSoapEndpointGetsItsNounsOnlyInTypedWrappers() throws Exception {
    try (World world = open()) {
      world.memory.owe(EVENTS);
      world.memory.owe(READINGS);
      Awaitility.await().until(() -> world.isTold("mdm"));
      assertThat(received).hasSize(1);
      assertThat(received.getFirst().soapAction()).isEqualTo("\"http://iec.ch/TC57/2011/MeterReadings/CreatedMeterReadings\"");
      assertThat(received.getFirst().contentType()).startsWith("text/xml");
      assertThat(received.getFirst().body()).contains("Envelope", "CreatedMeterReadings", "http://iec.ch/TC57/2011/MeterReadingsMessage",
        "<value>7.25</value>");
      assertThat(world.memory.exchanges).filteredOn(exchange -> exchange.endpoint().equals(url())).extracting(Exchange::outcome)
        .containsExactly("OK");
    }
  }

  @Test
  void troubleIsTriedAgainWithTheSameMessageAndARefusalIsSetAside() throws Exception {
    answers = times -> switch (times) {
      case 1 -> new Says(503, "");
      case 2 -> new Says(200, reply("FAILED", "3.2"));
      case 3 -> new Says(202, "");
      case 4 ->
        new Says(500, "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><faultcode>s:Client</faultcode>"
          + "<faultstring>never heard of it</faultstring></s:Fault></s:Body></s:Envelope>");
      default -> new Says(200, reply("FAILED", "6.1"));
    };
    try (World world = open()) {
      for (int i = 0; i < 3; i++) {
        world.memory.owe(READINGS);
      }
      Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> world.isTold("mdm"));
      assertThat(received).hasSize(5);
      assertThat(received.subList(0, 3).stream().map(Received::body).distinct()).hasSize(1);
      assertThat(world.memory.setAside("mdm")).containsExactly("SOAP fault: never heard of it", "Reply FAILED: 6.1 because");
    }
  }

  /** Longer than anybody's patience: given up as trouble, tried again. */
  @Test
  void anEndpointThatNeverAnswersCostsOnlyItsPatience() throws Exception {
    var gate = new CountDownLatch(1);
    answers = times -> {
      try {
        if (times == 1) gate.await();
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
      return new Says(200, "");
    };
    try (World world = open()) {
      world.memory.owe(READINGS);
      Awaitility.await().until(() -> world.isTold("jms-topics"));
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> world.isTold("mdm"));
      assertThat(received).hasSize(2);
    } finally {
      gate.countDown();
    }
  }

  @Test
  void theFinalReplyToASoapRequestSaysWhatBecameOfEachDevice() throws Exception {
    try (World world = open()) {
      world.field.controls.put("MTR-2", new Outcome.Refused<>("wrong password"));
      world.field.controls.put("MTR-3", new Outcome.Done<>(RelayState.READY_FOR_RECONNECTION));
      String request = World.conversation("ExecuteEndDeviceControls.any-device-type.request.xml")
        .replace("<m:MessageID>", "<m:AsyncReplyFlag>true</m:AsyncReplyFlag><m:ReplyAddress>" + url() + "</m:ReplyAddress><m:MessageID>")
        .replace("<c:EndDevices>", "<c:EndDevices><c:mRID>" + World.meter(3) + "</c:mRID></c:EndDevices><c:EndDevices>");
      assertThat(world.post(SoapService.EXECUTE_END_DEVICE_CONTROLS, request).body()).contains("<code>0.3</code>");
      Awaitility.await().until(() -> received.size() == 1);
      assertThat(received.getFirst().soapAction()).contains("CreatedEndDeviceControls");
      assertThat(received.getFirst().body()).contains("<Verb>reply</Verb>", "<Result>PARTIAL</Result>", "wrong password",
        "waiting for the button",
        "<CorrelationID>corr-1</CorrelationID>");
    }
  }

  /** One silent address must not hold up everybody's replies for ever. */
  @Test
  void aSilentReplyAddressIsGivenUp() throws Exception {
    try (World world = World.open(data,
      config -> new RoutesConfig(config.soap(), config.jms(), config.source(), config.limits(), config.readings(), 8, 2,
        config.controlValidFor(), config.replyAddresses(), Duration.ofMillis(500), config.partialSuccess()))) {
      answers = _ -> new Says(503, "");
      String request = World.conversation("ExecuteEndDeviceControls.disconnect.request.xml").replace("<m:MessageID>",
        "<m:ReplyAddress>" + url() + "</m:ReplyAddress><m:MessageID>");
      world.post(SoapService.EXECUTE_END_DEVICE_CONTROLS, request);
      Awaitility.await().until(() -> !world.memory.setAside("replies").isEmpty());
      assertThat(world.memory.setAside("replies").getFirst()).startsWith("the reply address is silent");
    }
  }

  private static String reply(String result, String code) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><r:MeterReadingsResponseMessage "
      + "xmlns:r=\"http://iec.ch/TC57/2011/MeterReadingsMessage\" xmlns=\"http://iec.ch/TC57/2011/schema/message\"><r:Reply><Result>"
      + result
      + "</Result><Error><code>" + code
      + "</code><reason>because</reason></Error></r:Reply></r:MeterReadingsResponseMessage></s:Body></s:Envelope>";
  }
}
