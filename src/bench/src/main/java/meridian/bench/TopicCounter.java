package meridian.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A subscriber to the topic of MeterReadings: counts the values that come. */
final class TopicCounter implements AutoCloseable {
  private static final String TOPIC = "meridian.cim.event.MeterReadings";
  private static final String VALUE = "<value>";

  private final AtomicLong readings = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong last_ns = new AtomicLong();
  private final Connection connection;
  private final ActiveMQConnectionFactory factory;

  private TopicCounter(ActiveMQConnectionFactory factory, Connection connection) {
    this.factory = factory;
    this.connection = connection;
  }

  /** Subscribes as soon as the hub's broker answers, which is before the hub asks any meter. */
  static TopicCounter connect(HubProcess hub) throws IOException, JMSException, InterruptedException {
    var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + hub.jmsPort);
    while (true) {
      hub.expectAlive();
      try {
        var counter = new TopicCounter(factory, factory.createConnection());
        counter.listen();
        return counter;
      } catch (JMSException notYet) {
        Thread.sleep(10);
      }
    }
  }

  private void listen() throws JMSException {
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    session.createConsumer(session.createTopic(TOPIC)).setMessageListener(message -> {
      try {
        String text = message.getBody(String.class);
        int values = 0;
        for (int at = text.indexOf(VALUE); at >= 0; at = text.indexOf(VALUE, at + VALUE.length())) {
          values++;
        }
        last_ns.set(System.nanoTime());
        messages.incrementAndGet();
        readings.addAndGet(values);
      } catch (JMSException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    });
    connection.start();
  }

  long readings() { return readings.get(); }

  long messages() { return messages.get(); }

  /** When the last message came. */
  long last_ns() { return last_ns.get(); }

  @Override
  public void close() throws JMSException {
    connection.close();
    factory.close();
  }
}
