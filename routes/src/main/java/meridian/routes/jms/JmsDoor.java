package meridian.routes.jms;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.ErrorCode;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.message.Spool;

/**
 * The request queue. A request and its reply are one JMS transaction; the reply goes to JMSReplyTo as the kind of message the request was,
 * with the request's JMSCorrelationID, or its JMSMessageID when it has none. What cannot be answered is journalled and taken off the queue.
 */
public final class JmsDoor {
  public static final String REQUEST_QUEUE = "meridian.cim.request";
  private static final Logger LOG = LoggerFactory.getLogger(JmsDoor.class);
  private static final String AS_TEXT = "meridian.jms.text";

  private final Desk desk;
  private final int consumers;

  /** @param consumers requests taken at the same time */
  public JmsDoor(Desk desk, int consumers) {
    this.desk = desk;
    this.consumers = consumers;
  }

  /** Where the route of the queue begins. */
  public Endpoint endpoint(CamelContext camel, ConnectionFactory connections) {
    var jms = new JmsComponent();
    jms.setCamelContext(camel);
    jms.setConnectionFactory(connections);
    camel.addComponent("jms", jms);
    return camel.getEndpoint("jms:queue:" + REQUEST_QUEUE + "?mapJmsMessage=false&transacted=true&lazyCreateTransactionManager=false"
      + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=" + consumers + "&replyToDeliveryPersistent=true&recoveryInterval=1000"
      + "&errorHandlerLogStackTrace=false&exposeListenerSession=true");
  }

  /** Body: a JMS message to an Incoming; nothing, and the exchange ends, when nobody could be answered. */
  public void take(Exchange exchange) throws JMSException {
    Message message = exchange.getIn(JmsMessage.class).getJmsMessage();
    exchange.getMessage().removeHeaders("*");
    byte[] body = body(message);
    exchange.setProperty(AS_TEXT, message instanceof TextMessage);
    Destination replyTo = message.getJMSReplyTo();
    var incoming = new Incoming("jms:" + REQUEST_QUEUE, "jms", desk.clock().instant(), body, body, address(replyTo), "");
    if (replyTo == null || !(message instanceof TextMessage || message instanceof BytesMessage)) {
      String why = replyTo == null ? "JMSReplyTo is missing" : "the message is neither text nor bytes";
      LOG.warn("a message on {} is set aside in the journal: {}", REQUEST_QUEUE, why);
      desk.journal(incoming, Optional.empty(), desk.fault(ErrorCode.MANDATORY_MISSING.error(why)));
      exchange.getMessage().setBody(null);
      exchange.setRouteStop(true);
      return;
    }
    exchange.getMessage().setBody(incoming);
  }

  private static byte[] body(Message message) throws JMSException {
    return switch (message) {
      case TextMessage text -> Optional.ofNullable(text.getText()).orElse("").getBytes(StandardCharsets.UTF_8);
      case BytesMessage bytes -> Optional.ofNullable(bytes.getBody(byte[].class)).orElse(new byte[0]);
      default -> new byte[0];
    };
  }

  private static String address(@org.jspecify.annotations.Nullable Destination replyTo) throws JMSException {
    return switch (replyTo) {
      case Queue queue -> "jms:queue:" + queue.getQueueName();
      case Topic topic -> "jms:topic:" + topic.getTopicName();
      case null, default -> "";
    };
  }

  /** Body: an Answer to text or bytes. */
  public void give(Exchange exchange) throws java.io.IOException {
    byte[] bytes = switch (exchange.getMessage().getBody(Answer.class)) {
      case Answer.Fault(_, var fault) -> fault;
      case Answer.Message(_, _, _, Spool spool) -> {
        try (spool; var xml = spool.read()) {
          yield xml.readAllBytes();
        }
      }
    };
    boolean text = exchange.getProperty(AS_TEXT, false, boolean.class);
    exchange.getMessage().setBody(text ? new String(bytes, StandardCharsets.UTF_8) : bytes);
  }
}
