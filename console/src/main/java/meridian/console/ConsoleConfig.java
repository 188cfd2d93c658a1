package meridian.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import meridian.model.config.Setting;
import meridian.model.config.Settings;

/** The console's door. */
public record ConsoleConfig(
  @Setting(value = "127.0.0.1", says = "Address the console listens on; 127.0.0.1 is this machine only.") String host,
  @Setting(value = "8080", min = "0", says = "Port of the console; 0 takes any free one.") int port,
  @Setting(value = "", says = "Host names browsers may call the console by, beside localhost and the host; any other name is refused.") Set<String> names,
  @Setting(value = "14", min = "0", says = "Map zoom from which single meters are shown instead of clusters.") int minMeterZoom,
  @Setting(value = "5m", min = "1s", says = "How long a control given in the console may be tried.") Duration commandValidFor,
  @Setting(value = "100", min = "1", says = "Browsers that may follow live at a time.") int mostLiveClients,
  @Setting(value = "", says = "Folder with the web client's files, for its developers; empty for those in the jar.") Optional<Path> webFolder) {

  public ConsoleConfig {
    names = Set.copyOf(names);
    if (host.isBlank()) throw new IllegalArgumentException("console.host is empty");
    if (port > 65_535) throw new IllegalArgumentException("console.port must be 0 to 65535, was " + port);
    if (minMeterZoom > 24) throw new IllegalArgumentException("console.min-meter-zoom must be 0 to 24, was " + minMeterZoom);
  }

  /** This machine only, everything else by default. */
  public static ConsoleConfig local(int port) {
    ConsoleConfig usual = Settings.defaults(ConsoleConfig.class);
    return new ConsoleConfig(usual.host, port, usual.names, usual.minMeterZoom, usual.commandValidFor, usual.mostLiveClients,
      usual.webFolder);
  }
}
