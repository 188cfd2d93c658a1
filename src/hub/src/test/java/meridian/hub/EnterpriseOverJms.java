package meridian.hub;

import java.util.UUID;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The client that docs/integrator.md shows. To run it against a demo: arguments are the broker's URL and a meter's name. */
final class EnterpriseOverJms {

  private EnterpriseOverJms() {}

  public static void main(String[] args) throws JMSException { disconnect(args[0], args[1]); }

  // shown in docs/integrator.md
  static void disconnect(String broker, String meter) throws JMSException {
    try (var factory = new ActiveMQConnectionFactory(broker); JMSContext context = factory.createContext()) {
      Queue requests = context.createQueue("meridian.cim.request");
      Queue replies = context.createTemporaryQueue();
      JMSConsumer answers = context.createConsumer(replies);
      JMSConsumer events = context.createConsumer(context.createTopic("meridian.cim.event.EndDeviceEvents"));
      String request = """
        <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message">
          <Header>
            <Verb>create</Verb>
            <Noun>EndDeviceControls</Noun>
            <AsyncReplyFlag>true</AsyncReplyFlag>
            <MessageID>%s</MessageID>
          </Header>
          <Payload>
            <EndDeviceControls xmlns="http://iec.ch/TC57/2011/EndDeviceControls#">
              <EndDeviceControl>
                <reason>work order 4711</reason>
                <EndDeviceControlType ref="3.31.0.23"/>
                <EndDevices><Names><name>%s</name></Names></EndDevices>
              </EndDeviceControl>
            </EndDeviceControls>
          </Payload>
        </RequestMessage>""".formatted(UUID.randomUUID(), meter);
      context.createProducer().setJMSReplyTo(replies).send(requests, request);

      System.out.println("one reply:   " + text(answers.receive(10_000)));
      System.out.println("the other:   " + text(answers.receive(60_000)));
      System.out.println("the event:   " + text(events.receive(10_000)));
    }
  }

  static String text(Message message) throws JMSException { return message == null ? "nothing came" : message.getBody(String.class); }
  // until here
}
