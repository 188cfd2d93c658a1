package meridian.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lies on the wire between the meters and the hub's push port: notes when each meter's first datagram passed, and lets it pass. */
final class UdpTap implements AutoCloseable {
  private static final int WRAPPER = 8;
  private static final int PLAIN = 0x0F;
  private static final int NAME = 16;
  private static final int TITLE = 8;

  private final DatagramSocket socket;
  private final InetSocketAddress hub;
  private final Map<String, Long> firstSeen_ns = new ConcurrentHashMap<>();

  UdpTap(int hubPort) throws SocketException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setReceiveBufferSize(8 << 20);
    hub = new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort);
    Thread.ofPlatform().daemon().name("tap").start(this::run);
  }

  int port() { return socket.getLocalPort(); }

  /** When each meter, by serial number, was first heard since {@link #forget}. */
  Map<String, Long> firstSeen_ns() { return firstSeen_ns; }

  void forget() { firstSeen_ns.clear(); }

  private void run() {
    var packet = new DatagramPacket(new byte[2048], 2048);
    try {
      while (!socket.isClosed()) {
        packet.setLength(2048);
        socket.receive(packet);
        firstSeen_ns.putIfAbsent(serialNumber(packet.getData()), System.nanoTime());
        packet.setSocketAddress(hub);
        socket.send(packet);
      }
    } catch (IOException closed) {
      if (!socket.isClosed()) throw new IllegalStateException(closed);
    }
  }

  /** Of a data-notification the name in its body; of a ciphered one what its system title stands for: {@code MRD} and five octets. */
  private static String serialNumber(byte[] frame) {
    int tag = frame[WRAPPER] & 0xFF;
    if (tag == PLAIN) {
      int at = WRAPPER;
      while (frame[at] != 'M' || frame[at + 1] != 'R' || frame[at + 2] != 'D') {
        at++;
      }
      return new String(frame, at, NAME, StandardCharsets.US_ASCII);
    }
    long number = ByteBuffer.wrap(frame, WRAPPER + 2, TITLE).getLong() & 0xFF_FFFF_FFFFL;
    return "MRD%013d".formatted(number);
  }

  @Override
  public void close() { socket.close(); }
}
