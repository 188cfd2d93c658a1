package meridian.routes.meterservicerequests;

import java.nio.file.Path;

import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.adapter.Outcome;
import meridian.routes.deliver.EventTopics;
import meridian.routes.soap.SoapService;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** Service requests over SOAP, and what the topic hears of them. */
class ServiceRequestsWalkTest {
  @TempDir
  private Path data;
  private World world;
  private Connection connection;
  private MessageConsumer topic;

  @BeforeEach
  void open() throws Exception {
    world = World.open(data);
    connection = new ActiveMQConnectionFactory(world.routes.jmsUrl()).createConnection();
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    topic = session.createConsumer(session.createTopic(EventTopics.METER_SERVICE_REQUESTS));
    connection.start();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    world.close();
  }

  private String send(String verb, String messageId, String request, String work) throws Exception {
    String root = Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + "MeterServiceRequests";
    return world.post(SoapService.get("ExecuteMeterServiceRequests"), """
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
      <w:%s xmlns="http://iec.ch/TC57/2011/schema/message" xmlns:w="http://iec.ch/TC57/2011/MeterServiceRequestsMessage">
      <w:Header><Verb>%s</Verb><Noun>MeterServiceRequests</Noun><Source>CIS</Source><MessageID>%s</MessageID></w:Header>%s
      <w:Payload><MeterServiceRequests xmlns="http://iec.ch/TC57/2011/MeterServiceRequests#">%s</MeterServiceRequests></w:Payload>
      </w:%1$s></s:Body></s:Envelope>""".formatted(root, verb, messageId, request, work)).body();
  }

  private static String work(String kind, String meter, String name) {
    return "<MeterServiceWork>" + (kind.isEmpty() ? "" : "<kind>" + kind + "</kind>")
      + (meter.isEmpty() ? "" : "<Meter><Names><name>" + meter + "</name></Names></Meter>") + "<Names><name>" + name
      + "</name></Names></MeterServiceWork>";
  }

  private String heard() throws Exception {
    var message = topic.receive(10_000);
    assertThat(message).as("a message on the topic").isNotNull();
    assertThat(message.getStringProperty("Noun")).isEqualTo("MeterServiceRequests");
    return message.getStringProperty("Verb") + " " + message.getBody(String.class).replaceAll("(?s).*<value>(\\w+)</value>.*", "$1");
  }

  @Test
  void aDisconnectionIsCarriedOutAndTold() throws Exception {
    String execute = "<w:Request><Option><name>execute</name><value>true</value></Option></w:Request>";
    String answer = send("create", "m1", execute, work("disconnect", "MTR-1", "OFF-1"));
    assertThat(answer).contains("<Result>OK</Result>").contains("objectType=\"MeterServiceWork\"");
    assertThat(heard()).isEqualTo("created underway");
    assertThat(heard()).isEqualTo("changed completed");
    assertThat(world.field.controlled).hasValue(1);
    assertThat(send("create", "m1", execute, work("disconnect", "MTR-1", "OFF-1")).replaceAll("(?s).*(<ID kind.*?</ID>).*", "$1"))
      .isEqualTo(answer.replaceAll("(?s).*(<ID kind.*?</ID>).*", "$1"));
    assertThat(send("close", "m2", "", work("", "", "OFF-1"))).contains("<Result>FAILED</Result>").contains("it is completed");
    assertThat(world.field.controlled).hasValue(1);
  }

  @Test
  void aDisconnectionThatTheMeterRefusesFails() throws Exception {
    world.field.controls.put("MTR-1", new Outcome.Refused<>("the key is wrong"));
    send("create", "m1", "<w:Request><Option><name>execute</name><value>true</value></Option></w:Request>",
      work("disconnect", "MTR-1", "OFF-1"));
    assertThat(heard()).isEqualTo("created underway");
    assertThat(heard()).isEqualTo("changed failed");
  }

  @Test
  void workGoesItsWay() throws Exception {
    send("create", "m1", "", work("repair", "MTR-2", "W-1"));
    assertThat(heard()).isEqualTo("created received");
    send("change", "m2", "",
      work("", "", "W-1").replace("</MeterServiceWork>", "<status><value>underway</value></status></MeterServiceWork>"));
    assertThat(heard()).isEqualTo("changed underway");
    send("close", "m3", "", work("", "", "W-1"));
    assertThat(heard()).isEqualTo("closed completed");
    assertThat(send("cancel", "m4", "", work("", "", "W-1"))).contains("<code>6.1</code>");
  }

  /** What is wrong with one is said of that one; by default the others are done though the Reply is FAILED. */
  @Test
  void errorsSayWhichWorkAndWhere() throws Exception {
    String answer = send("create", "m1", "", work("repair", "MTR-2", "GOOD") + work("repair", "MTR-9", "BAD")
      + work("repair", "MTR-2", "ODD").replace("</MeterServiceWork>", "<status><value>asleep</value></status></MeterServiceWork>"));
    assertThat(answer).contains("<Result>FAILED</Result>").contains("<code>2.4</code>").contains(">MTR-9</ID>")
      .contains("Payload/MeterServiceRequests/MeterServiceWork[3]/status/value: 'asleep' is not known");
    assertThat(heard()).isEqualTo("created received");
    assertThat(send("cancel", "m2", "", work("", "", "NONE"))).contains("<code>2.15</code>");
  }
}
