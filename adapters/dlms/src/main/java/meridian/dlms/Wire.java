package meridian.dlms;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * One TCP connection that carries wrapper frames (IEC 62056-47): version 1, source wPort, destination wPort, length, APDU. Reads
 * through one buffer that grows to the longest frame seen and never past the limit.
 */
final class Wire {
  static final int HEADER = 8;
  /** Unasked frames for others, such as a meter's own push, that may come between question and answer. */
  private static final int MOST_STRAYS = 16;
  private static final int DATA_NOTIFICATION = 0x0F;
  private final Socket socket;
  private final InputStream in;
  private final int server;
  private final int longest;
  private byte[] buffer = new byte[1024];
  private int from;
  private int to;

  /**
   * @param socket connected
   * @param server wPort of the meter's logical device
   * @param longest octets of the longest APDU taken
   */
  Wire(Socket socket, int server, int longest) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.server = server;
    this.longest = longest;
  }

  int server() { return server; }

  void send(byte[] frame, int size) throws IOException { socket.getOutputStream().write(frame, 0, size); }

  /** @param apdu shares the buffer: good until the next call */
  record Frame(int source, int destination, Reader apdu) {}

  /**
   * Waits for the next frame of the meter's to {@code client}.
   *
   * @param patience longest wait for the whole frame
   * @return its APDU, good until the next call
   * @throws IOException when the line is broken or closed
   */
  Reader receive(int client, Duration patience) throws IOException, Trouble {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int strays = 0; strays <= MOST_STRAYS; strays++) {
      Frame frame = next(deadline);
      if (frame.source() == server && frame.destination() == client && frame.apdu().peek() != DATA_NOTIFICATION)
        return frame.apdu();
    }
    throw Trouble.garbled("only frames for others");
  }

  /** @param deadline of {@link System#nanoTime}, for the whole frame */
  Frame next(long deadline) throws IOException, Trouble {
    fill(HEADER, deadline);
    Reader header = new Reader(buffer, from, from + HEADER);
    int version = header.u16();
    int source = header.u16();
    int destination = header.u16();
    int length = header.u16();
    if (version != 1) throw Trouble.garbled("no wrapper frame: version " + version);
    if (length == 0 || length > longest) throw Trouble.garbled("a frame of " + length + " octets, limit " + longest);
    fill(HEADER + length, deadline);
    int start = from + HEADER;
    from = start + length;
    return new Frame(source, destination, new Reader(buffer, start, from));
  }

  /** Reads until {@code count} octets lie ahead. */
  private void fill(int count, long deadline) throws IOException, Trouble {
    if (from == to) from = to = 0;
    if (from + count > buffer.length) {
      byte[] target = count > buffer.length ? new byte[Math.max(count, buffer.length * 2)] : buffer;
      System.arraycopy(buffer, from, target, 0, to - from);
      buffer = target;
      to -= from;
      from = 0;
    }
    while (to - from < count) {
      long left = deadline - System.nanoTime();
      if (left <= 0) throw silence();
      socket.setSoTimeout((int) Math.clamp(left / 1_000_000, 1, Integer.MAX_VALUE));
      try {
        int got = in.read(buffer, to, buffer.length - to);
        if (got < 0) throw Trouble.unreachable("the meter closed the connection");
        to += got;
      } catch (SocketTimeoutException e) {
        throw silence();
      }
    }
  }

  private Trouble silence() { return Trouble.timedOut(to > from ? "half an answer: " + (to - from) + " octets" : "no answer"); }

  Socket socket() { return socket; }
}
