package meridian.routes.soap;

import java.time.Duration;

import meridian.model.config.Setting;
import meridian.model.config.Settings;

/** The SOAP door. */
public record SoapConfig(
  @Setting(value = "127.0.0.1", says = "Address the SOAP services listen on; 127.0.0.1 is this machine only.") String host,
  @Setting(value = "8081", min = "0", says = "Port of the SOAP services; 0 takes any free one.") int port,
  @Setting(value = "30s", min = "1ms", says = "A connection that is silent for so long is closed.") Duration idleTimeout,
  @Setting(value = "64", min = "8", says = "Requests being read or answered at the same time.") int threads,
  @Setting(value = "1kB", min = "0B", says = "A body that comes in more slowly than this in a second, after a grace of the idle timeout, is answered with 408; 0B is no limit.") long minRate_bytes,
  @Setting(value = "16kB", min = "1kB", says = "Most bytes of HTTP headers.") long headerSize_bytes,
  @Setting(value = "8MB", min = "1kB", says = "Most bytes of a request, unzipped; more is answered with 413.") long bodySize_bytes,
  @Setting(value = "4GB", min = "1kB", says = "Most bytes of a request that brings readings; it is read as it comes, so it takes no memory.") long bulkSize_bytes) {

  public SoapConfig { if (port < 0 || port > 65_535) throw new IllegalArgumentException("soap.port must be 0 to 65535, was " + port); }

  public static SoapConfig defaults() { return Settings.defaults(SoapConfig.class); }
}
