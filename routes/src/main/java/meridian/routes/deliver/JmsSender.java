package meridian.routes.deliver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends persistent text, some messages in one transaction, on a connection of its own that is made anew after any trouble. For one thread at
 * a time.
 */
final class JmsSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JmsSender.class);
  /** Final replies go to whatever address a request named. */
  private static final int MOST_PRODUCERS = 16;

  private final ConnectionFactory connections;
  private final Map<JmsDestination, MessageProducer> producers = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Connection connection;
  private @Nullable Session session;

  JmsSender(ConnectionFactory connections) { this.connections = connections; }

  /** @param properties for selectors */
  record Letter(JmsDestination destination, String text, String correlationId, Map<String, String> properties) {}

  /** Returns when the broker has all of them on disk; after an exception it has none or, when the connection broke at the end, all. */
  synchronized void send(List<Letter> letters) throws JMSException {
    boolean sent = false;
    try {
      Session open = session();
      for (Letter letter : letters) {
        TextMessage message = open.createTextMessage(letter.text);
        message.setJMSCorrelationID(letter.correlationId);
        for (Map.Entry<String, String> property : letter.properties.entrySet()) {
          message.setStringProperty(property.getKey(), property.getValue());
        }
        producer(open, letter.destination).send(message);
      }
      open.commit();
      sent = true;
    } finally {
      if (!sent) close();
    }
  }

  private Session session() throws JMSException {
    if (session != null) return session;
    Connection made = connections.createConnection();
    connection = made;
    session = made.createSession(true, Session.SESSION_TRANSACTED);
    return session;
  }

  private MessageProducer producer(Session open, JmsDestination destination) throws JMSException {
    MessageProducer known = producers.get(destination);
    if (known != null) return known;
    if (producers.size() == MOST_PRODUCERS) {
      var eldest = producers.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
    MessageProducer made = open.createProducer(destination.on(open));
    made.setDeliveryMode(DeliveryMode.PERSISTENT);
    producers.put(destination, made);
    return made;
  }

  @Override
  public synchronized void close() {
    Connection open = connection;
    connection = null;
    session = null;
    producers.clear();
    if (open == null) return;
    try {
      open.close();
    } catch (JMSException gone) {
      LOG.debug("a JMS connection was gone already: {}", gone.getMessage());
    }
  }
}
