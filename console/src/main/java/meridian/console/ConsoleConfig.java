package meridian.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * @param host address to listen on; {@code 127.0.0.1}: this machine only
 * @param port TCP port; 0 for any free one
 * @param names host names users' browsers may call it by, beside localhost and {@code host}, without port: any other name is refused
 * @param minMeterZoom map zoom from which single meters are shown instead of clusters
 * @param commandValidFor how long a control given here may be tried
 * @param mostLiveClients browsers that may follow live at a time
 * @param webFolder the web client's files for its developers; empty: those in the jar
 */
public record ConsoleConfig(String host, int port, Set<String> names, int minMeterZoom, Duration commandValidFor, int mostLiveClients,
  Optional<Path> webFolder) {

  public ConsoleConfig {
    names = Set.copyOf(names);
    if (host.isBlank()) throw new IllegalArgumentException("console.host is empty");
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("console.port must be 0 to 65535, was " + port);
    if (minMeterZoom < 0 || minMeterZoom > 24)
      throw new IllegalArgumentException("console.min-meter-zoom must be 0 to 24, was " + minMeterZoom);
    if (!commandValidFor.isPositive()) throw new IllegalArgumentException("console.command-valid-for must be > 0, was " + commandValidFor);
    if (mostLiveClients < 1) throw new IllegalArgumentException("console.most-live-clients must be > 0, was " + mostLiveClients);
  }

  /** This machine only, everything else by default. */
  public static ConsoleConfig local(int port) {
    return new ConsoleConfig("127.0.0.1", port, Set.of(), 14, Duration.ofMinutes(5), 100, Optional.empty());
  }
}
