package meridian.routes.broker;

import java.nio.file.Path;

import meridian.model.config.Setting;

/** The embedded broker. */
public record BrokerConfig(
  @Setting(value = "127.0.0.1", says = "Address the broker listens on; it asks nobody who they are, so this machine only unless the network is trusted.") String host,
  @Setting(value = "61616", min = "0", says = "Port of the broker; 0 takes any free one.") int port,
  @Setting(value = "data/broker", says = "Folder of the broker's journal.") Path data,
  @Setting(value = "64MB", min = "1MB", says = "Most the broker holds in memory before it pages to disk.") long memory_bytes,
  @Setting(value = "4GB", min = "1MB", says = "Most one queue or topic may hold on disk; senders are refused beyond it.") long queueSize_bytes,
  @Setting(value = "95", min = "1", says = "Percent of the disk in use above which it counts as full and senders wait.") int diskUsed,
  @Setting(value = "8MB", min = "1kB", says = "Longest message taken.") long messageSize_bytes) {

  public BrokerConfig {
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("jms.port must be 0 to 65535, was " + port);
    if (diskUsed > 99)
      throw new IllegalArgumentException("jms.disk-used must be 1 to 99 percent, was " + diskUsed);
  }
}
