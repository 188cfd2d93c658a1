package meridian.routes.enddevicecontrols;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.adapter.Outcome;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.Priority;
import meridian.routes.jms.JmsDoor;
import meridian.routes.soap.SoapService;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** Controls are asked for and taken back, over SOAP and JMS. */
@Timeout(60)
class CancelEndDeviceControlsTest {
  private static final String TOMORROW = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();

  @TempDir
  Path data;
  private World world;

  @BeforeEach
  void open() throws Exception { world = World.open(data); }

  @AfterEach
  void close() { world.close(); }

  @Test
  void scheduledControlsKeepTheirTimeAndPriorityAndAreTakenBack() throws Exception {
    assertThat(create("CIS", "m-1", TOMORROW, "MTR-1", "MTR-2")).contains("<code>0.3</code>");
    assertThat(world.memory.commands()).hasSize(2).allSatisfy(command -> {
      assertThat(command.notBefore()).isEqualTo(TOMORROW);
      assertThat(command.expires()).isAfter(command.notBefore());
      assertThat(command.priority()).isEqualTo(Priority.HIGH);
    });
    String first = cancel("CIS", "c-1", "m-1", "");
    assertThat(first).contains("<Result>OK</Result>", "<code>0.0</code>", "cancelled before it was tried",
      "<ID kind=\"uuid\" objectType=\"EndDevice\">" + World.meter(1) + "</ID>");
    assertThat(world.memory.commands())
      .allSatisfy(command -> assertThat(command.outcome()).contains(new ControlOutcome.Cancelled("withdrawn by CIS")));
    assertThat(same(cancel("CIS", "c-1", "m-1", ""))).isEqualTo(same(first));
    assertThat(create("CIS", "m-1", TOMORROW, "MTR-1", "MTR-2")).contains("<code>0.3</code>");
    assertThat(world.memory.commands()).hasSize(2);
    assertThat(world.field.controlled).hasValue(0);
  }

  @Test
  void oneDeviceOfARequestIsTakenBackAndTheOthersStay() throws Exception {
    create("CIS", "m-1", TOMORROW, "MTR-1", "MTR-2");
    assertThat(cancel("CIS", "c-1", "m-1", "<c:EndDevices><c:mRID>" + World.meter(2) + "</c:mRID></c:EndDevices>"))
      .contains("<Result>OK</Result>");
    assertThat(world.memory.commands()).extracting(command -> command.outcome().isPresent()).containsExactly(false, true);
    assertThat(cancel("CIS", "c-2", "m-1", "<c:EndDevices><c:Names><c:name>MTR-3</c:name></c:Names></c:EndDevices>"))
      .contains("<Result>FAILED</Result>", "<code>2.4</code>");
  }

  /** The second knows nothing of the first's MessageIDs, and takes nothing of the first's back. */
  @Test
  void twoPartnersDoNotMeet() throws Exception {
    create("CIS", "m-1", TOMORROW, "MTR-1");
    assertThat(cancel("CRM", "c-1", "m-1", "")).contains("<Result>FAILED</Result>", "<code>2.15</code>");
    assertThat(create("CRM", "m-1", TOMORROW, "MTR-2")).contains("<code>0.3</code>");
    assertThat(world.memory.commands()).hasSize(2);
  }

  @Test
  void whatIsFinishedStaysAndWhatIsUnderWayEndsAsItsMeterShows() throws Exception {
    world.field.controls.put("MTR-2", new Outcome.TimedOut<>("no answer"));
    create("CIS", "m-1", "", "MTR-1", "MTR-2");
    Awaitility.await().until(() -> outcomes().getFirst().isPresent()
      && world.memory.commands().getLast().state() instanceof Command.Queued(int attempts, _, _) && attempts > 0);
    String first = cancel("CIS", "c-1", "m-1", "");
    assertThat(first).contains("<Result>PARTIAL</Result>", "<code>6.1</code>", "too late: the control is finished", "<code>0.1</code>");
    assertThat(same(cancel("CIS", "c-1", "m-1", ""))).isEqualTo(same(first));
    assertThat(cancel("CIS", "c-2", "m-1", "<c:EndDevices><c:Names><c:name>MTR-1</c:name></c:Names></c:EndDevices>"))
      .contains("<Result>FAILED</Result>", "<code>6.1</code>");
    assertThat(outcomes().getFirst()).contains(new ControlOutcome.Disconnected());
    assertThat(world.memory.commands().getLast().cancelRequestedBy()).isEqualTo("CIS");
  }

  @Test
  void overJmsByTheIdOfTheRequest() throws Exception {
    create("CIS", "m-1", TOMORROW, "MTR-1");
    try (Connection connection = new ActiveMQConnectionFactory(world.routes.jmsUrl()).createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      var answers = session.createTemporaryQueue();
      var listener = session.createConsumer(answers);
      for (String part : List.of("Request", "Payload")) {
        TextMessage request = session.createTextMessage("""
          <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message">
            <Header><Verb>cancel</Verb><Noun>EndDeviceControls</Noun><Source>CIS</Source><MessageID>%s</MessageID></Header>
            <%1$s><ID kind="transaction">m-1</ID></%1$s>
          </RequestMessage>""".formatted(part));
        request.setJMSReplyTo(answers);
        session.createProducer(session.createQueue(JmsDoor.REQUEST_QUEUE)).send(request);
        assertThat(listener.receive(10_000).getBody(String.class)).contains("<ResponseMessage",
          "<Result>OK</Result>", "cancelled before it was tried");
      }
    }
    assertThat(outcomes().getFirst()).contains(new ControlOutcome.Cancelled("withdrawn by CIS"));
  }

  private List<java.util.Optional<ControlOutcome>> outcomes() {
    return world.memory.commands().stream().map(Command::outcome).toList();
  }

  private static String same(String reply) { return reply.replaceAll("<(MessageID|Timestamp)>[^<]*", ""); }

  /** Urgent. @param start empty: at once */
  private String create(String source, String messageId, String start, String... meters) throws Exception {
    var control = new StringBuilder("<c:EndDeviceControlType ref='3.31.0.23'/>");
    for (String meter : meters) {
      control.append("<c:EndDevices><c:Names><c:name>").append(meter).append("</c:name></c:Names></c:EndDevices>");
    }
    if (!start.isEmpty())
      control.append("<c:primaryDeviceTiming><c:interval><c:start>").append(start)
        .append("</c:start></c:interval></c:primaryDeviceTiming>");
    return post("create", source, messageId,
      "<Request><m:Option><m:name>priority</m:name><m:value>high</m:value></m:Option></Request>", control.toString());
  }

  private String cancel(String source, String messageId, String request, String devices) throws Exception {
    return post("cancel", source, messageId, "",
      "<c:issuerTrackingID>" + request + "</c:issuerTrackingID><c:EndDeviceControlType/>" + devices);
  }

  private String post(String verb, String source, String messageId, String request, String control) throws Exception {
    String operation = (verb.equals("create") ? "Create" : "Cancel") + "EndDeviceControls";
    return world.post(SoapService.EXECUTE_END_DEVICE_CONTROLS, """
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://iec.ch/TC57/2011/schema/message"><s:Body>
        <%1$s xmlns="http://iec.ch/TC57/2011/EndDeviceControlsMessage">
          <Header><m:Verb>%2$s</m:Verb><m:Noun>EndDeviceControls</m:Noun><m:Source>%3$s</m:Source><m:MessageID>%4$s</m:MessageID></Header>
          %5$s
          <Payload><c:EndDeviceControls xmlns:c="http://iec.ch/TC57/2011/EndDeviceControls#">
            <c:EndDeviceControl>%6$s</c:EndDeviceControl>
          </c:EndDeviceControls></Payload>
        </%1$s>
      </s:Body></s:Envelope>""".formatted(operation, verb, source, messageId, request, control)).body();
  }
}
