package meridian.dlms;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import meridian.adapter.Device;

/** A meter on loopback that answers each APDU with what a test makes of it, sound or not. */
final class FakeMeter implements AutoCloseable {
  /** Accepts an LLS association; GET with list is not offered. */
  static final String AARE = "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400001C1904000007";
  /** The same, with GET with list. */
  static final String AARE_WITH_LIST = "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400001E1904000007";
  final List<byte[]> heard = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());

  /** @param answers from an APDU to the octets to be sent, frames and all */
  FakeMeter(Function<byte[], byte[]> answers) throws IOException {
    Thread.ofVirtual().start(() -> {
      try {
        while (true) {
          Socket socket = server.accept();
          Thread.ofVirtual().start(() -> converse(socket, answers));
        }
      } catch (IOException over) {
        heard.add(new byte[0]);
      }
    });
  }

  /** Accepts whoever associates, then answers each question with the next of these APDUs. */
  static FakeMeter saying(String aare, String... apdus) throws IOException {
    int[] next = {0};
    return new FakeMeter(question -> switch (question[0]) {
      case 0x60 -> frame(2, hex(aare));
      case 0x62 -> frame(2, hex("6303800100"));
      default -> next[0] < apdus.length ? frame(2, hex(apdus[next[0]++])) : new byte[0];
    });
  }

  private void converse(Socket socket, Function<byte[], byte[]> answers) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        in.readNBytes(6);
        byte[] apdu = in.readNBytes(in.readUnsignedShort());
        heard.add(apdu);
        socket.getOutputStream().write(answers.apply(apdu));
      }
    } catch (IOException over) {
      heard.add(new byte[0]);
    }
  }

  static byte[] hex(String text) { return HexFormat.of().parseHex(text.replaceAll("\\s", "")); }

  static byte[] frame(int client, byte[] apdu) {
    Writer frame = new Writer().u16(1).u16(1).u16(client).u16(apdu.length).put(apdu);
    return java.util.Arrays.copyOf(frame.octets(), frame.size());
  }

  String address() { return "127.0.0.1:" + server.getLocalPort(); }

  /** This meter as one that takes LLS. */
  Device device() { return new Device("MRD0000000000001", address(), "ML4"); }

  Wire wire() throws IOException { return new Wire(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()), 1, 4096); }

  @Override
  public void close() throws IOException { server.close(); }
}
