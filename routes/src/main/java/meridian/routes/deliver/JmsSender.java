package meridian.routes.deliver;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends persistent text, one at a time, on a connection of its own that is made anew after any trouble. For one thread at a time. */
final class JmsSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JmsSender.class);

  private final ConnectionFactory connections;
  private @Nullable Connection connection;
  private @Nullable Session session;

  JmsSender(ConnectionFactory connections) { this.connections = connections; }

  /** Finds or makes a destination, then sets what belongs on the message. */
  interface Addressed {
    Destination prepare(Session session, TextMessage message) throws JMSException;
  }

  /** Returns when the broker has it on disk. */
  synchronized void send(String text, Addressed addressed) throws JMSException {
    boolean sent = false;
    try {
      Session open = session();
      TextMessage message = open.createTextMessage(text);
      Destination destination = addressed.prepare(open, message);
      try (MessageProducer producer = open.createProducer(destination)) {
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        producer.send(message);
      }
      sent = true;
    } finally {
      if (!sent) close();
    }
  }

  private Session session() throws JMSException {
    if (session != null) return session;
    Connection made = connections.createConnection();
    connection = made;
    session = made.createSession(false, Session.AUTO_ACKNOWLEDGE);
    return session;
  }

  @Override
  public synchronized void close() {
    Connection open = connection;
    connection = null;
    session = null;
    if (open == null) return;
    try {
      open.close();
    } catch (JMSException gone) {
      LOG.debug("a JMS connection was gone already: {}", gone.getMessage());
    }
  }
}
