package meridian.routes.soap;

import java.time.Duration;

/**
 * The SOAP door.
 *
 * @param host where it listens
 * @param port 0: any free one
 * @param idleTimeout a connection that is silent for so long is closed
 * @param threads requests being read or answered at the same time; at least 8
 * @param minBytesPerSecond a body that comes in more slowly is given up; 0: no limit
 * @param headerBytes most bytes of HTTP headers
 * @param bodyBytes most bytes of a request; more is answered with 413
 */
public record SoapConfig(String host, int port, Duration idleTimeout, int threads, long minBytesPerSecond, int headerBytes, int bodyBytes) {

  public SoapConfig {
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("soap.port must be 0 to 65535, was " + port);
    if (!idleTimeout.isPositive()) throw new IllegalArgumentException("soap.idle-timeout must be > 0, was " + idleTimeout);
    if (threads < 8) throw new IllegalArgumentException("soap.threads must be at least 8, was " + threads);
    if (minBytesPerSecond < 0) throw new IllegalArgumentException("soap.min-rate must not be negative, was " + minBytesPerSecond);
    if (headerBytes < 1024 || bodyBytes < 1024) throw new IllegalArgumentException("soap.header-size and soap.body-size must be at least 1 kB");
  }

  /** Loopback, port 8081, 30 s, 64 threads, 1 kB/s, 16 kB of headers, 8 MB of body. */
  public static SoapConfig defaults() {
    return new SoapConfig("127.0.0.1", 8081, Duration.ofSeconds(30), 64, 1024, 16 << 10, 8 << 20);
  }
}
