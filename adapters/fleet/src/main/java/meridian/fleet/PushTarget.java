package meridian.fleet;

import java.net.InetSocketAddress;

/** Where meters push to: {@code udp:HOST:PORT} or {@code tcp:HOST:PORT}. */
public record PushTarget(boolean udp, String host, int port) {
  /** Reads the form above; an {@link IllegalArgumentException} names what is wrong. */
  public static PushTarget parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 3 && (parts[0].equals("udp") || parts[0].equals("tcp")) && !parts[1].isEmpty() && parts[2].matches("\\d{1,5}")) {
      int port = Integer.parseInt(parts[2]);
      if (port > 0 && port < 65_536) return new PushTarget(parts[0].equals("udp"), parts[1], port);
    }
    throw new IllegalArgumentException(text + " is not udp:HOST:PORT or tcp:HOST:PORT");
  }

  String hostAndPort() { return host + ":" + port; }

  InetSocketAddress address() { return new InetSocketAddress(host, port); }
}
