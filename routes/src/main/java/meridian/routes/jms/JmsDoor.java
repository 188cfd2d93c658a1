package meridian.routes.jms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.routes.message.Answer;
import meridian.routes.message.BulkMessage;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.message.Intake;
import meridian.routes.message.MessageStart;
import meridian.routes.message.Spool;

/**
 * The hub's queues. What is taken and its reply are one JMS transaction; the reply goes to JMSReplyTo as the kind of message the request was,
 * with the request's JMSCorrelationID, or its JMSMessageID when it has none, and the properties Verb, Noun and MessageID. On the request queue
 * what cannot be answered is journalled and taken off. On the publish queue nobody need wait for an answer: what the hub cannot take just now
 * is delivered again, by the broker, and in the end set aside by it.
 */
public final class JmsDoor {
  public static final String REQUEST_QUEUE = "meridian.cim.request";
  /** Where head-ends put readings and events. */
  public static final String PUBLISH_QUEUE = "meridian.cim.publish";
  public static final List<String> QUEUES = List.of(REQUEST_QUEUE, PUBLISH_QUEUE);
  private static final Logger LOG = LoggerFactory.getLogger(JmsDoor.class);
  private static final String AS_TEXT = "meridian.jms.text";
  private static final int HEAD = 16 << 10;
  /** Another time it may be taken. */
  private static final Set<String> LATER = Set.of(ErrorCode.TOO_MANY_PENDING.code(), ErrorCode.TIMED_OUT.code(), ErrorCode.BUSY.code(),
    ErrorCode.NOT_ATTEMPTED.code());

  private final Desk desk;
  private final Intake intake;
  private final int consumers;

  /** @param consumers messages of a queue taken at the same time */
  public JmsDoor(Desk desk, Intake intake, int consumers) {
    this.desk = desk;
    this.intake = intake;
    this.consumers = consumers;
  }

  /** The way to the broker, for endpoints. */
  public void connect(CamelContext camel, ConnectionFactory connections) {
    var jms = new JmsComponent();
    jms.setCamelContext(camel);
    jms.setConnectionFactory(connections);
    camel.addComponent("jms", jms);
  }

  /** Where the route of a queue begins. */
  public Endpoint endpoint(String queue, CamelContext camel) {
    return camel.getEndpoint("jms:queue:" + queue + "?mapJmsMessage=false&transacted=true&lazyCreateTransactionManager=false"
      + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=" + consumers + "&replyToDeliveryPersistent=true&recoveryInterval=1000"
      + "&errorHandlerLogStackTrace=false&exposeListenerSession=true");
  }

  /** Body: a JMS message of {@code queue} to its Answer; nothing, and the exchange ends, when nobody could be answered. */
  public void take(String queue, Exchange exchange) throws JMSException, IOException {
    Message message = exchange.getIn(JmsMessage.class).getJmsMessage();
    exchange.getMessage().removeHeaders("*");
    exchange.setProperty(AS_TEXT, message instanceof TextMessage);
    Destination replyTo = message.getJMSReplyTo();
    boolean readable = message instanceof TextMessage || message instanceof BytesMessage;
    if (!readable || replyTo == null && queue.equals(REQUEST_QUEUE)) {
      setAside(queue, exchange, message, readable ? "JMSReplyTo is missing" : "the message is neither text nor bytes");
      return;
    }
    Answer answer = message instanceof BytesMessage bytes
      ? answer(queue, bytes, address(replyTo))
      : answer(queue, message, address(replyTo));
    exchange.getMessage().setBody(answer);
    if (replyTo != null) return;
    expectTaken(answer);
    stop(exchange);
  }

  private static void stop(Exchange exchange) {
    exchange.getMessage().setBody(null);
    exchange.setRouteStop(true);
  }

  private void setAside(String queue, Exchange exchange, Message message, String why) throws JMSException {
    LOG.warn("a message on {} is set aside in the journal: {}", queue, why);
    byte[] body = body(message);
    desk.journal(new Incoming("jms:" + queue, "jms", desk.clock().instant(), body, body, "", ""), Optional.empty(),
      desk.fault(ErrorCode.MANDATORY_MISSING.error(why)));
    stop(exchange);
  }

  private Answer answer(String queue, Message whole, String replyTo) throws JMSException {
    byte[] body = body(whole);
    return intake.answer(new Incoming("jms:" + queue, "jms", desk.clock().instant(), body, body, replyTo, ""));
  }

  /** Readings are read as the broker gives them; all else is held whole. */
  private Answer answer(String queue, BytesMessage bytes, String replyTo) throws JMSException, IOException {
    var body = new BytesBody(bytes);
    byte[] head = body.readNBytes(HEAD);
    MessageStart start = MessageStart.of(head);
    Instant now = desk.clock().instant();
    if (head.length == HEAD && intake.streams(start)) {
      var message = new SequenceInputStream(new ByteArrayInputStream(head), body);
      return intake.answer(new BulkMessage("jms:" + queue, "jms", now, start, message, replyTo, 0), body);
    }
    byte[] whole = head.length < HEAD ? head : new SequenceInputStream(new ByteArrayInputStream(head), body).readAllBytes();
    return intake.answer(new Incoming("jms:" + queue, "jms", now, whole, whole, replyTo, ""), start);
  }

  private static byte[] body(Message message) throws JMSException {
    return switch (message) {
      case TextMessage text -> Optional.ofNullable(text.getText()).orElse("").getBytes(StandardCharsets.UTF_8);
      case BytesMessage bytes -> Optional.ofNullable(bytes.getBody(byte[].class)).orElse(new byte[0]);
      default -> new byte[0];
    };
  }

  private static String address(@Nullable Destination replyTo) throws JMSException {
    return switch (replyTo) {
      case Queue queue -> "jms:queue:" + queue.getQueueName();
      case Topic topic -> "jms:topic:" + topic.getTopicName();
      case null, default -> "";
    };
  }

  /** What could not be taken now is left to the broker. */
  private static void expectTaken(Answer answer) throws IOException {
    if (!(answer instanceof Answer.Message(_, _, Reply reply, Spool body))) return;
    body.close();
    if (reply.result() == Reply.Result.FAILED && !reply.errors().isEmpty() && LATER.contains(reply.errors().getFirst().code()))
      throw new IOException("not now: " + reply.errors().getFirst().details());
  }

  /** Body: an Answer to text or bytes, with properties for selectors. */
  public void give(Exchange exchange) throws IOException {
    boolean text = exchange.getProperty(AS_TEXT, false, boolean.class);
    byte[] bytes = switch (exchange.getMessage().getBody(Answer.class)) {
      case Answer.Fault(_, var fault) -> fault;
      case Answer.Message(Header asked, var messageId, _, Spool spool) -> {
        exchange.getMessage().setHeader("Verb", "reply");
        exchange.getMessage().setHeader("Noun", asked.noun());
        exchange.getMessage().setHeader("MessageID", messageId);
        try (spool; var xml = spool.read()) {
          yield xml.readAllBytes();
        }
      }
    };
    exchange.getMessage().setBody(text ? new String(bytes, StandardCharsets.UTF_8) : bytes);
  }
}
