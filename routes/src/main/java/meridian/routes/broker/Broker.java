package meridian.routes.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.jms.ConnectionFactory;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artemis inside the hub: a persistent journal that was proven to write, bounded memory and disk, and a full queue that makes its senders
 * wait or fails them, but drops nothing. Safe for concurrent callers.
 */
public final class Broker implements AutoCloseable {
  /** What cannot be delivered after five tries, or is too old. */
  public static final String DEAD_LETTERS = "meridian.dead";
  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
  private static final AtomicInteger BROKERS_OF_THIS_JVM = new AtomicInteger();
  /** The default of 3.3 ms holds a lone sender at some 280 messages a second. */
  private static final int JOURNAL_BUFFER_TIMEOUT_NS = 200_000;
  /** What is larger becomes a file of its own, which costs several times as much; the journal's buffer takes records of up to 490 kB. */
  private static final int LARGE_BYTES = 400 << 10;
  private static final long LOCK_PATIENCE_MS = 2_000;

  private final FileChannel lock;
  private final EmbeddedActiveMQ server;
  private final Map<String, Object> inside;
  private final String url;

  private Broker(FileChannel lock, EmbeddedActiveMQ server, Map<String, Object> inside, String url) {
    this.lock = lock;
    this.server = server;
    this.inside = inside;
    this.url = url;
  }

  /**
   * Tests the journal, then starts; returns when clients are served.
   *
   * @throws BrokerException names the setting to change
   */
  public static Broker start(BrokerConfig config) throws BrokerException {
    Path folder = config.data().toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException trouble) {
      throw new BrokerException("jms.data: " + folder + " cannot be made: " + trouble.getMessage(), trouble);
    }
    FileChannel lock = lock(folder);
    boolean started = false;
    try {
      JournalSelfTest.run(folder.resolve("selftest"));
      int port = freePort(config);
      Map<String, Object> inside = Map.of("serverId", BROKERS_OF_THIS_JVM.incrementAndGet());
      EmbeddedActiveMQ server = run(folder, configuration(config, folder, port, inside), config.messageSize_bytes());
      started = true;
      return new Broker(lock, server, inside, "tcp://" + config.host() + ":" + port);
    } finally {
      if (!started) release(lock);
    }
  }

  private static EmbeddedActiveMQ run(Path folder, Configuration configuration, long messageBytes) throws BrokerException {
    var server = new EmbeddedActiveMQ();
    server.setConfiguration(configuration);
    try {
      server.start();
      if (!server.getActiveMQServer().isActive())
        throw new BrokerException("the broker in " + folder + " does not start; its log says why");
      server.getActiveMQServer().registerBrokerPlugin(new MessageSizeGuard(messageBytes));
      return server;
    } catch (Exception trouble) {
      stop(server);
      if (trouble instanceof BrokerException ours) throw ours;
      throw new BrokerException("the broker in " + folder + " does not start: " + trouble.getMessage(), trouble);
    }
  }

  /** Artemis would wait, and then say it with a stack. */
  private static FileChannel lock(Path folder) throws BrokerException {
    try {
      FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) return channel;
      } catch (OverlappingFileLockException thisJvm) {
        LOG.debug("{} is locked by this JVM", folder);
      }
      channel.close();
    } catch (IOException trouble) {
      throw new BrokerException("jms.data: " + folder + " cannot be written: " + trouble.getMessage(), trouble);
    }
    throw new BrokerException("jms.data: another hub is using " + folder + "; stop it, or set jms.data to another folder");
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException trouble) {
      LOG.warn("the lock of the broker's data could not be released: {}", trouble.getMessage());
    }
  }

  private static Configuration configuration(BrokerConfig config, Path folder, int port, Map<String, Object> inside)
    throws BrokerException {
    Map<String, Object> tcp = new HashMap<>(Map.of("host", config.host(), "port", port, "protocols", "CORE", "connectionsAllowed", 1000));
    var address = new AddressSettings().setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
      .setMaxSizeBytes(config.memory_bytes() / 4)
      .setPageSizeBytes(1 << 20).setPageLimitBytes(config.queueSize_bytes()).setPageFullMessagePolicy(PageFullMessagePolicy.FAIL)
      .setAutoCreateAddresses(true).setAutoCreateQueues(true).setAutoDeleteAddresses(false).setAutoDeleteQueues(false)
      .setMaxDeliveryAttempts(5).setRedeliveryDelay(1_000).setRedeliveryMultiplier(2).setMaxRedeliveryDelay(30_000)
      .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS)).setExpiryAddress(SimpleString.of(DEAD_LETTERS));
    try {
      return new ConfigurationImpl().setName("meridian").setSecurityEnabled(false).setJMXManagementEnabled(false)
        .setPersistenceEnabled(true)
        .setJournalType(JournalType.NIO).setJournalBufferTimeout_NIO(JOURNAL_BUFFER_TIMEOUT_NS).setJournalSyncNonTransactional(true)
        .setJournalSyncTransactional(true).setJournalMinFiles(2).setJournalFileSize(10 << 20)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString()).setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString()).setJournalLockAcquisitionTimeout(LOCK_PATIENCE_MS)
        .setGlobalMaxSize(config.memory_bytes()).setMaxDiskUsage(config.diskUsed()).setIDCacheSize(2000).setGracefulShutdownEnabled(false)
        .addAcceptorConfiguration(new TransportConfiguration(InVMAcceptorFactory.class.getName(), inside, "inside"))
        .addAcceptorConfiguration(new TransportConfiguration(NettyAcceptorFactory.class.getName(), tcp, "tcp"))
        .addAddressSetting("#", address).addAddressConfiguration(new CoreAddressConfiguration().setName(DEAD_LETTERS)
          .addRoutingType(RoutingType.ANYCAST)
          .addQueueConfiguration(QueueConfiguration.of(DEAD_LETTERS).setRoutingType(RoutingType.ANYCAST)));
    } catch (Exception trouble) {
      throw new BrokerException("the broker cannot be configured: " + trouble.getMessage(), trouble);
    }
  }

  /** Artemis only logs it when a port is taken: asked beforehand. */
  private static int freePort(BrokerConfig config) throws BrokerException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(config.host()), config.port()));
      return socket.getLocalPort();
    } catch (IOException taken) {
      throw new BrokerException("jms.port: cannot listen on " + config.host() + ":" + config.port() + " (" + taken.getMessage()
        + "); set jms.port or jms.host to one that is free", taken);
    }
  }

  /** Connects from inside the hub, past the network. Sends to queues and topics block until durable. */
  public ConnectionFactory connections() {
    return connections(Duration.ofSeconds(20));
  }

  /** As above. @param patience longest wait for an answer of the broker */
  public ConnectionFactory connections(Duration patience) {
    var connector = new TransportConfiguration(InVMConnectorFactory.class.getName(), inside);
    var factory = ActiveMQJMSClient.createConnectionFactoryWithoutHA(JMSFactoryType.CF, connector);
    factory.setReconnectAttempts(0);
    factory.setBlockOnDurableSend(true);
    factory.setCallTimeout(patience.toMillis());
    factory.setConsumerWindowSize(1 << 20);
    factory.setMinLargeMessageSize(LARGE_BYTES);
    return factory;
  }

  /** Where clients outside connect, for example {@code tcp://127.0.0.1:61616}. */
  public String url() { return url; }

  @Override
  public void close() {
    stop(server);
    release(lock);
  }

  private static void stop(EmbeddedActiveMQ server) {
    try {
      server.stop();
    } catch (Exception trouble) {
      LOG.warn("the broker did not stop cleanly: {}", trouble.getMessage());
    }
  }
}
