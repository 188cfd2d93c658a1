package meridian.routes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** AsyncReplyFlag and ReplyAddress: 0.3 at once, the answer at the address. */
@Timeout(60)
class LaterAnswersTest {
  private static final String LATER = "<AsyncReplyFlag>true</AsyncReplyFlag><ReplyAddress>jms:queue:cis.replies</ReplyAddress>";
  @TempDir
  Path data;
  private World world;
  private Connection connection;
  private MessageConsumer replies;

  @BeforeEach
  void open() throws Exception {
    world = World.open(data, config -> config.withReplyPatience(Duration.ofMillis(300)));
    connection = new ActiveMQConnectionFactory(world.routes.jmsUrl()).createConnection();
    connection.start();
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    replies = session.createConsumer(session.createQueue("cis.replies"));
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    world.close();
  }

  private String ask(String verb, String noun, String header, String rest) throws Exception {
    return world.postBare(
      """
        <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message">
        <Header><Verb>%s</Verb><Noun>%s</Noun>%s<MessageID>ask-1</MessageID><CorrelationID>corr-1</CorrelationID></Header>%s</RequestMessage>"""
        .formatted(verb, noun, header, rest))
      .body();
  }

  private static String meter(String name) {
    return "<Payload><MeterConfig xmlns=\"http://iec.ch/TC57/2011/MeterConfig#\"><Meter><serialNumber>S-" + name
      + "</serialNumber><Names><name>"
      + name + "</name></Names></Meter></MeterConfig></Payload>";
  }

  private String reply() throws Exception {
    Message reply = replies.receive(10_000);
    assertThat(reply).isNotNull();
    assertThat(reply.getJMSCorrelationID()).isEqualTo("corr-1");
    return reply.getBody(String.class);
  }

  @Test
  void aLargeAnswerComesInSeveralReplies() throws Exception {
    String request = "<Request><Option><name>limit</name><value>2</value></Option>"
      + "<GetMeterConfig xmlns=\"http://iec.ch/TC57/2011/GetMeterConfig#\"/></Request>";
    assertThat(ask("get", "MeterConfig", LATER, request)).contains("<Result>OK</Result>", "<code>0.3</code>").doesNotContain("Payload");
    List<String> pages = new ArrayList<>();
    do {
      pages.add(reply());
    } while (pages.getLast().contains("<code>0.1</code>"));
    assertThat(pages).hasSize(3)
      .allSatisfy(page -> assertThat(page).contains("<CorrelationID>corr-1</CorrelationID>", "<Verb>reply</Verb>"));
    assertThat(String.join("", pages).split("</Meter>")).hasSize(1 + 5);
    assertThat(pages.getLast()).contains("<Result>OK</Result>");
  }

  /** An acknowledgement is a promise kept: what is acknowledged is done. */
  @Test
  void aChangeIsDoneBeforeItIsAcknowledged() throws Exception {
    assertThat(ask("create", "MeterConfig", LATER, meter("M-1"))).contains("<code>0.3</code>");
    assertThat(ask("get", "MeterConfig", "", "<Request><ID>M-1</ID></Request>")).contains("<name>M-1</name>");
    assertThat(reply()).contains("<Result>OK</Result>", "objectType=\"Meter\"");
  }

  @Test
  void readingsAskedForAreReadAndTold() throws Exception {
    String wish = "<Payload><MeterReadings xmlns=\"http://iec.ch/TC57/2011/MeterReadings#\"><MeterReading><Meter><Names><name>MTR-1</name>"
      + "</Names></Meter></MeterReading></MeterReadings></Payload>";
    assertThat(ask("create", "MeterReadings", "<ReplyAddress>jms:queue:cis.replies</ReplyAddress>", wish)).contains("<code>0.3</code>");
    assertThat(reply()).contains("<Verb>created</Verb>", "<value>1234.5</value>", "<CorrelationID>corr-1</CorrelationID>");
  }

  /** Everything but touching the meter. */
  @Test
  void aControlThatIsATestIsAnsweredAndNotTried() throws Exception {
    String control = "<Payload><EndDeviceControls xmlns=\"http://iec.ch/TC57/2011/EndDeviceControls#\"><EndDeviceControl>"
      + "<EndDeviceControlType ref=\"3.31.0.23\"/><EndDevices><Names><name>MTR-1</name></Names></EndDevices></EndDeviceControl>"
      + "</EndDeviceControls></Payload>";
    assertThat(ask("create", "EndDeviceControls", "<Context>TESTING</Context>" + LATER, control)).contains("<code>0.3</code>");
    assertThat(reply()).contains("<Result>FAILED</Result>", "<code>5.2</code>", World.meter(1).toString());
    assertThat(world.memory.commands()).isEmpty();
    assertThat(world.field.controlled).hasValue(0);
  }

  @Test
  void whatNobodyTakesIsSetAsideInTheJournal() throws Exception {
    String nowhere = "<AsyncReplyFlag>true</AsyncReplyFlag><ReplyAddress>http://127.0.0.1:1/nobody</ReplyAddress>";
    assertThat(ask("create", "MeterConfig", nowhere, meter("M-2"))).contains("<code>0.3</code>");
    Awaitility.await().untilAsserted(() -> assertThat(world.memory.exchanges)
      .anySatisfy(exchange -> {
        assertThat(exchange.endpoint()).isEqualTo("http://127.0.0.1:1/nobody");
        assertThat(exchange.outcome()).isEqualTo("FAILED");
        assertThat(exchange.whole()).isTrue();
      }));
  }

  @Test
  void anAddressThatIsNotAllowedIsRefusedAtOnce() throws Exception {
    String elsewhere = "<AsyncReplyFlag>true</AsyncReplyFlag><ReplyAddress>http://elsewhere.example/</ReplyAddress>";
    assertThat(ask("create", "MeterConfig", elsewhere, meter("M-3"))).contains("<code>7.7</code>");
    assertThat(ask("get", "MeterConfig", "", "<Request><ID>M-3</ID></Request>")).contains("<code>2.4</code>");
  }
}
