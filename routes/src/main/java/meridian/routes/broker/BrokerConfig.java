package meridian.routes.broker;

import java.nio.file.Path;

/**
 * The embedded broker.
 *
 * @param host where it listens; loopback unless the network is trusted, for the broker asks nobody who they are
 * @param port 0: any free one
 * @param data folder of its journal, kept over restarts
 * @param memoryBytes most it holds in memory before it pages to disk; positive
 * @param addressBytes most one queue or topic may hold on disk; senders are refused beyond it; positive
 * @param diskUsedPercent above this the disk counts as full and senders wait; 1 to 99
 * @param messageBytes longest message taken; positive
 */
public record BrokerConfig(String host, int port, Path data, long memoryBytes, long addressBytes, int diskUsedPercent, int messageBytes) {

  public BrokerConfig {
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("jms.port must be 0 to 65535, was " + port);
    if (memoryBytes < 1 << 20) throw new IllegalArgumentException("jms.memory must be at least 1 MB, was " + memoryBytes + " bytes");
    if (addressBytes < 1 << 20) throw new IllegalArgumentException("jms.queue-size must be at least 1 MB, was " + addressBytes + " bytes");
    if (diskUsedPercent < 1 || diskUsedPercent > 99)
      throw new IllegalArgumentException("jms.disk-used must be 1 to 99 percent, was " + diskUsedPercent);
    if (messageBytes < 1024) throw new IllegalArgumentException("jms.message-size must be at least 1 kB, was " + messageBytes + " bytes");
  }

  /** Loopback, port 61616, 64 MB of memory, 4 GB a queue, disk up to 95 percent, messages up to 8 MB. */
  public static BrokerConfig defaults(Path data) {
    return new BrokerConfig("127.0.0.1", 61_616, data, 64L << 20, 4L << 30, 95, 8 << 20);
  }
}
