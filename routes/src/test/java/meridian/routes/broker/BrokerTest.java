package meridian.routes.broker;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BrokerTest {
  @TempDir
  Path data;

  private BrokerConfig config() { return new BrokerConfig("127.0.0.1", 0, data, 16 << 20, 16 << 20, 99, 64 << 10); }

  @Test
  void messagesAreThereAfterARestart() throws Exception {
    try (Broker broker = Broker.start(config())) {
      send(new ActiveMQConnectionFactory(broker.url()), "orders", 50);
    }
    try (Broker broker = Broker.start(config())) {
      assertThat(receive(new ActiveMQConnectionFactory(broker.url()), "orders")).isEqualTo(50);
    }
  }

  @Test
  void aMessageThatIsTooLongIsRefusedToItsSender() throws Exception {
    try (Broker broker = Broker.start(config())) {
      assertThatThrownBy(() -> sendText(new ActiveMQConnectionFactory(broker.url()), "orders", "x".repeat(300_000)))
        .isInstanceOf(JMSException.class)
        .hasMessageContaining("longer than 65536 bytes");
      send(new ActiveMQConnectionFactory(broker.url()), "orders", 1);
      assertThat(receive(broker.connections(), "orders")).isEqualTo(1);
    }
  }

  /** A full queue tells its sender, and drops nothing. */
  @Test
  void aFullQueueFailsItsSenderAndKeepsWhatItTook() throws Exception {
    try (Broker broker = Broker.start(new BrokerConfig("127.0.0.1", 0, data, 4 << 20, 4 << 20, 99, 64 << 10))) {
      int taken = 0;
      try {
        for (; taken < 1000; taken++) {
          sendText(broker.connections(), "orders", "x".repeat(30_000));
        }
      } catch (JMSException full) {
        assertThat(full).hasMessageContaining("full");
      }
      assertThat(taken).isBetween(20, 900);
      assertThat(receive(broker.connections(), "orders")).isEqualTo(taken);
    }
  }

  @Test
  void aPortInUseIsNamedWithItsKey() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var config = new BrokerConfig("127.0.0.1", taken.getLocalPort(), data, 16 << 20, 16 << 20, 99, 64 << 10);
      assertThatThrownBy(() -> Broker.start(config)).isInstanceOf(BrokerException.class).hasMessageContaining("jms.port")
        .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void aSecondBrokerOnTheSameDataDoesNotStart() throws Exception {
    try (Broker broker = Broker.start(config())) {
      assertThat(broker.url()).startsWith("tcp://127.0.0.1:");
      assertThatThrownBy(() -> Broker.start(config())).isInstanceOf(BrokerException.class).hasMessageContaining("another hub");
    }
  }

  /** The trap: without Unsafe the journal's writes fail while senders are told that all is well. */
  @Test
  void aJvmWithoutUnsafeIsRefusedWithTheFlagToAdd() throws Exception {
    Process hub = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "--sun-misc-unsafe-memory-access=deny", "-cp",
      System.getProperty("java.class.path"), Probe.class.getName(), data.toString()).redirectErrorStream(true).start();
    try (var said = hub.inputReader()) {
      assertThat(said.lines().toList())
        .anySatisfy(line -> assertThat(line).startsWith("refused:").contains("--sun-misc-unsafe-memory-access=allow"));
      assertThat(hub.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      hub.destroyForcibly();
    }
  }

  /** Starts a broker in a JVM of its own. */
  static final class Probe {
    private Probe() {}

    public static void main(String... arguments) {
      try (Broker broker = Broker.start(new BrokerConfig("127.0.0.1", 0, Path.of(arguments[0]), 16 << 20, 16 << 20, 99, 64 << 10))) {
        System.out.println("started: " + broker.url());
      } catch (BrokerException refused) {
        System.out.println("refused: " + refused.getMessage());
      }
    }
  }

  private static void send(ConnectionFactory connections, String queue, int count) throws JMSException {
    try (Connection connection = connections.createConnection();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      var producer = session.createProducer(session.createQueue(queue));
      for (int i = 0; i < count; i++) {
        producer.send(session.createTextMessage("message " + i));
      }
    }
  }

  private static void sendText(ConnectionFactory connections, String queue, String text) throws JMSException {
    try (Connection connection = connections.createConnection();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      session.createProducer(session.createQueue(queue)).send(session.createTextMessage(text));
    }
  }

  private static int receive(ConnectionFactory connections, String queue) throws JMSException {
    try (Connection connection = connections.createConnection();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
      int count = 0;
      while (consumer.receive(500) instanceof TextMessage)
        count++;
      return count;
    }
  }
}
