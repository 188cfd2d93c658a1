package meridian.dlms;

import java.net.InetSocketAddress;

/** Reads {@code host}, {@code host:port} and {@code [v6]:port}. */
final class HostPort {

  private HostPort() {}

  /**
   * Looks names up, so it may block.
   *
   * @param otherwise the port when the text names none; -1 to demand one
   * @throws IllegalArgumentException when it is no such address
   */
  static InetSocketAddress parse(String text, int otherwise) {
    int colon = text.lastIndexOf(':');
    boolean named = colon > text.lastIndexOf(']') && (text.startsWith("[") || text.indexOf(':') == colon);
    String host = named ? text.substring(0, colon) : text;
    if (host.startsWith("[") && host.endsWith("]")) host = host.substring(1, host.length() - 1);
    int port = named ? port(text, text.substring(colon + 1)) : otherwise;
    if (host.isBlank() || port < 0) throw new IllegalArgumentException("not an address: " + text);
    return new InetSocketAddress(host, port);
  }

  private static int port(String text, String digits) {
    if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535)
      throw new IllegalArgumentException("not an address: " + text);
    return Integer.parseInt(digits);
  }
}
