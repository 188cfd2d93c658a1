package meridian.routes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.control.ControlOutcome;
import meridian.model.message.Exchange.Direction;
import meridian.routes.jms.JmsDoor;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** A stock JMS client at the request queue, over TCP. */
@Timeout(60)
class JmsRequestsTest {
  private static final String GET = """
    <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message">
      <Header><Verb>get</Verb><Noun>MeterReadings</Noun><Source>MDM</Source><MessageID>ask-1</MessageID></Header>
      <Request>
        <g:GetMeterReadings xmlns:g="http://iec.ch/TC57/2011/GetMeterReadings#">
          <g:EndDevice><g:Names><g:name>MTR-1</g:name></g:Names></g:EndDevice>
        </g:GetMeterReadings>
      </Request>
    </RequestMessage>""";
  private static final String DISCONNECT = """
    <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message">
      <Header><Verb>create</Verb><Noun>EndDeviceControls</Noun><Source>CIS</Source><AsyncReplyFlag>true</AsyncReplyFlag>ADDRESS<MessageID>cut-1</MessageID>
        <CorrelationID>corr-9</CorrelationID></Header>
      <Payload>
        <c:EndDeviceControls xmlns:c="http://iec.ch/TC57/2011/EndDeviceControls#">
          <c:EndDeviceControl>
            <c:EndDeviceControlType ref="3.31.0.23"/>
            <c:EndDevices><c:Names><c:name>MTR-1</c:name></c:Names></c:EndDevices>
            <c:EndDevices><c:Names><c:name>MTR-2</c:name></c:Names></c:EndDevices>
          </c:EndDeviceControl>
        </c:EndDeviceControls>
      </Payload>
    </RequestMessage>""";
  @TempDir
  Path data;
  private World world;
  private Connection connection;
  private Session session;

  @BeforeEach
  void open() throws Exception {
    world = World.open(data);
    connection = new ActiveMQConnectionFactory(world.routes.jmsUrl()).createConnection();
    connection.start();
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    world.close();
  }

  @Test
  void theReplyCarriesTheMessageIdOfARequestWithoutCorrelation() throws Exception {
    Queue answers = session.createTemporaryQueue();
    TextMessage request = session.createTextMessage(GET);
    request.setStringProperty("SomebodysHeader", "x");
    send(request, answers);
    Message reply = receive(answers);
    assertThat(reply.getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
    assertThat(reply.propertyExists("SomebodysHeader")).isFalse();
    assertThat(reply.getStringProperty("Verb")).isEqualTo("reply");
    assertThat(reply.getStringProperty("Noun")).isEqualTo("MeterReadings");
    assertThat(reply.getBody(String.class)).contains("<MessageID>" + reply.getStringProperty("MessageID") + "</MessageID>");
    assertThat(reply.getBody(String.class)).contains("<ResponseMessage", "<Result>OK</Result>", "<value>1234.5</value>",
      "<CorrelationID>ask-1</CorrelationID>");
  }

  @Test
  void bytesAreAnsweredWithBytes() throws Exception {
    Queue answers = session.createQueue("mdm.answers");
    BytesMessage request = session.createBytesMessage();
    request.writeBytes(GET.getBytes(StandardCharsets.UTF_8));
    request.setJMSCorrelationID("mine");
    send(request, answers);
    Message reply = receive(answers);
    assertThat(reply).isInstanceOf(BytesMessage.class);
    assertThat(reply.getJMSCorrelationID()).isEqualTo("mine");
    assertThat(new String(reply.getBody(byte[].class), StandardCharsets.UTF_8)).contains("<value>1234.5</value>");
  }

  /** The acknowledgement first; the outcome later, to the address the request names. */
  @Test
  void aControlIsAcknowledgedAndThenReportedToItsReplyAddress() throws Exception {
    Queue answers = session.createTemporaryQueue();
    send(session.createTextMessage(DISCONNECT.replace("ADDRESS", "<ReplyAddress>jms:queue:cis.replies</ReplyAddress>")), answers);
    assertThat(receive(answers).getBody(String.class)).contains("<code>0.3</code>");
    Message last = receive(session.createQueue("cis.replies"));
    assertThat(last.getJMSCorrelationID()).isEqualTo("corr-9");
    assertThat(last.getBody(String.class)).contains("<Verb>reply</Verb>", "<Noun>EndDeviceControls</Noun>", "<Result>OK</Result>",
      "<CorrelationID>corr-9</CorrelationID>");
    assertThat(world.memory.commands()).allSatisfy(command -> assertThat(command.outcome()).contains(new ControlOutcome.Disconnected()));
  }

  @Test
  void withoutAReplyAddressTheFinalReplyGoesToJmsReplyTo() throws Exception {
    Queue answers = session.createQueue("cis.answers");
    send(session.createTextMessage(DISCONNECT.replace("ADDRESS", "")), answers);
    var consumer = session.createConsumer(answers);
    List<String> both = List.of(consumer.receive(10_000).getBody(String.class), consumer.receive(10_000).getBody(String.class));
    assertThat(both).allSatisfy(reply -> assertThat(reply).contains("<Result>OK</Result>", "<CorrelationID>corr-9</CorrelationID>"));
    // The outcome of a quick meter may overtake the acknowledgement.
    assertThat(both).filteredOn(reply -> reply.contains("<code>0.3</code>")).hasSize(1);
  }

  @Test
  void theSameMessageAgainIsAcknowledgedAgainAndDoneOnce() throws Exception {
    Queue answers = session.createQueue("cis.answers");
    var consumer = session.createConsumer(answers);
    String request = DISCONNECT.replace("ADDRESS", "<ReplyAddress>cis.replies</ReplyAddress>");
    for (int i = 0; i < 3; i++) {
      send(session.createTextMessage(request), answers);
      assertThat(consumer.receive(10_000).getBody(String.class)).contains("<code>0.3</code>");
    }
    assertThat(receive(session.createQueue("cis.replies"))).isNotNull();
    assertThat(world.memory.commands()).hasSize(2);
    assertThat(world.field.controlled).hasValue(2);
  }

  @Test
  void repliesCanBeSelected() throws Exception {
    Queue answers = session.createQueue("mdm.selected");
    send(session.createTextMessage(GET), answers);
    try (var consumer = session.createConsumer(answers, "Noun = 'MeterReadings' AND Verb = 'reply'")) {
      assertThat(consumer.receive(10_000)).isNotNull();
    }
  }

  /** Head-ends need no answer; one that wants it names where. */
  @Test
  void whatIsPublishedIsTakenWithOrWithoutAReply() throws Exception {
    Queue publish = session.createQueue(JmsDoor.PUBLISH_QUEUE);
    Queue answers = session.createTemporaryQueue();
    TextMessage asked = session.createTextMessage(GET);
    asked.setJMSReplyTo(answers);
    try (var producer = session.createProducer(publish)) {
      producer.send(session.createTextMessage("rubbish"));
      producer.send(session.createTextMessage(GET));
      producer.send(asked);
    }
    assertThat(receive(answers).getBody(String.class)).contains("<value>1234.5</value>");
    Awaitility.await().untilAsserted(() -> assertThat(world.memory.exchanges)
      .filteredOn(exchange -> exchange.endpoint().equals("jms:" + JmsDoor.PUBLISH_QUEUE) && exchange.direction() == Direction.IN)
      .extracting(meridian.model.message.Exchange::outcome).containsExactlyInAnyOrder("UNREADABLE 1.8", "OK", "OK"));
    assertThat(session.createBrowser(publish).getEnumeration().hasMoreElements()).isFalse();
  }

  /** What the hub has no place for just now the broker brings again. */
  @Test
  void whatCannotBeTakenNowIsDeliveredAgain() throws Exception {
    world.close();
    world = World.open(data,
      config -> new RoutesConfig(config.soap(), config.jms(), config.source(), config.limits(), config.readings(), 1, 1,
        config.controlValidFor(), config.replyAddresses(), config.replyPatience(), config.partialSuccess()));
    connection = new ActiveMQConnectionFactory(world.routes.jmsUrl()).createConnection();
    connection.start();
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    world.field.gate = new CountDownLatch(1);
    send(session.createTextMessage(GET), session.createTemporaryQueue());
    Awaitility.await().until(() -> world.field.asked.get() == 1);
    try (var producer = session.createProducer(session.createQueue(JmsDoor.PUBLISH_QUEUE))) {
      producer.send(session.createTextMessage(GET.replace("ask-1", "told-1")));
    }
    Awaitility.await().until(() -> outcomes("told-1").contains("FAILED 3.2"));
    world.field.gate.countDown();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> outcomes("told-1").contains("OK"));
  }

  private List<String> outcomes(String messageId) {
    return world.memory.exchanges.stream().filter(exchange -> exchange.header().messageId().equals(messageId))
      .map(meridian.model.message.Exchange::outcome).toList();
  }

  @Test
  void anUnreadableMessageIsAnsweredWithAFaultMessage() throws Exception {
    Queue answers = session.createTemporaryQueue();
    send(session.createTextMessage("this is no XML"), answers);
    assertThat(receive(answers).getBody(String.class)).contains("<FaultMessage", "<Result>FAILED</Result>", "<code>1.8</code>");
  }

  /** Nobody to tell: journalled, and off the queue, so that the next one gets its turn. */
  @Test
  void messagesNobodyCanBeToldAboutAreSetAsideInTheJournal() throws Exception {
    send(session.createTextMessage("rubbish"), null);
    send(session.createTextMessage(DISCONNECT.replace("ADDRESS", "")), null);
    send(session.createObjectMessage("surprise"), session.createTemporaryQueue());
    Awaitility.await()
      .until(() -> world.memory.exchanges.stream().filter(exchange -> exchange.outcome().startsWith("UNREADABLE")).count() == 6);
    assertThat(world.memory.commands()).isEmpty();
    Queue answers = session.createTemporaryQueue();
    send(session.createTextMessage(GET), answers);
    assertThat(receive(answers)).isNotNull();
    assertThat(session.createBrowser(session.createQueue(JmsDoor.REQUEST_QUEUE)).getEnumeration().hasMoreElements()).isFalse();
    assertThat(session.createBrowser(session.createQueue("meridian.dead")).getEnumeration().hasMoreElements()).isFalse();
  }

  private void send(Message message, @org.jspecify.annotations.Nullable Destination replyTo) throws Exception {
    message.setJMSReplyTo(replyTo);
    try (var producer = session.createProducer(session.createQueue(JmsDoor.REQUEST_QUEUE))) {
      producer.send(message);
    }
  }

  private Message receive(Destination from) throws Exception {
    try (var consumer = session.createConsumer(from)) {
      Message message = consumer.receive(10_000);
      assertThat(message).as("a message on " + from).isNotNull();
      return message;
    }
  }
}
