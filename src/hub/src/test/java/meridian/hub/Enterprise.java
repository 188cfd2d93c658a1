package meridian.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;

import com.sun.net.httpserver.HttpServer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stock clients of the hub: durable JMS subscribers that come back after each loss of the broker, and an HTTP server that replies are sent
 * to. Everything is kept in the order in which it came, or given to an ear.
 */
final class Enterprise implements AutoCloseable {
  /** @param messageId as the property says it */
  record Heard(String messageId, String text) {}

  /** Called from one thread a noun, before the message is acknowledged. */
  interface Ear {
    void hear(String noun, Heard heard);
  }

  final List<Heard> readings = new CopyOnWriteArrayList<>();
  final List<Heard> events = new CopyOnWriteArrayList<>();
  final List<String> replies = new CopyOnWriteArrayList<>();
  private final CountDownLatch subscribed = new CountDownLatch(2);
  private final List<Thread> threads = new ArrayList<>();
  private final HttpServer replyAddress;
  private final int jmsPort;
  private final Ear ear;
  /** The JMS client swallows interrupts. */
  private volatile boolean closing;

  Enterprise(int jmsPort) throws IOException { this(jmsPort, null); }

  /** @param ear null to keep everything in the lists */
  Enterprise(int jmsPort, @Nullable Ear ear) throws IOException {
    this.jmsPort = jmsPort;
    this.ear = ear != null ? ear : (noun, heard) -> (noun.equals("MeterReadings") ? readings : events).add(heard);
    replyAddress = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    replyAddress.createContext("/reply", exchange -> {
      replies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(202, -1);
      exchange.close();
    });
    replyAddress.start();
    for (String noun : List.of("MeterReadings", "EndDeviceEvents"))
      threads.add(Thread.ofVirtual().start(() -> follow(noun)));
  }

  String replyUrl() { return "http://127.0.0.1:" + replyAddress.getAddress().getPort() + "/reply"; }

  /** Whether both durable subscriptions stand. */
  boolean isSubscribed() { return subscribed.getCount() == 0; }

  private void follow(String noun) {
    try {
      while (!closing) {
        connect(noun);
        Thread.sleep(50);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void connect(String noun) {
    try (var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + jmsPort); Connection connection = factory.createConnection()) {
      connection.setClientID("mdm-" + noun);
      connection.start();
      receive(noun, connection.createSession(false, Session.CLIENT_ACKNOWLEDGE));
    } catch (JMSException hubIsAway) {
      // Comes again.
    }
  }

  private void receive(String noun, Session session) throws JMSException {
    MessageConsumer consumer = session.createDurableSubscriber(session.createTopic("meridian.cim.event." + noun), "mdm");
    subscribed.countDown();
    while (!closing) {
      Message message = consumer.receive(1000);
      if (message == null) continue;
      ear.hear(noun, new Heard(message.getStringProperty("MessageID"), message.getBody(String.class)));
      message.acknowledge();
    }
  }

  @Override
  public void close() {
    closing = true;
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads)
        thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    replyAddress.stop(0);
  }
}
