package meridian.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One client's connection to one meter: wrapper frames in, wrapper frames out, in the manner the meter has been told to behave. */
final class Connection implements Runnable {
  private static final int HEADER = 8;
  private static final int LOGICAL_DEVICE = 1;

  final Meter meter;
  private final Socket socket;
  private final Association association;
  private final Set<Connection> book;
  private volatile long lastHeard_ns = System.nanoTime();

  /**
   * A conversation that {@link #run} holds until either side ends it.
   *
   * @param book where the connection is entered; it strikes itself out at the end
   */
  Connection(Meter meter, Socket socket, Association association, Set<Connection> book) {
    this.meter = meter;
    this.socket = socket;
    this.association = association;
    this.book = book;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      talk(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      // The client went away or the meter closed; either way the conversation is over and nobody waits for an answer.
      close();
    } finally {
      book.remove(this);
    }
  }

  private void talk(InputStream in, OutputStream out) throws IOException {
    byte[] request = new byte[HEADER + Acse.MAX_PDU];
    Out reply = new Out(512);
    int size = 0;
    while (true) {
      int read = in.read(request, size, request.length - size);
      if (read < 0) return;
      lastHeard_ns = System.nanoTime();
      size += read;
      int length;
      while (size >= HEADER && size >= (length = HEADER + word(request, 6))) {
        if (!answer(request, length, reply.clear(), out)) return;
        System.arraycopy(request, length, request, 0, size - length);
        size -= length;
      }
      if (size >= HEADER && (word(request, 0) != 1 || word(request, 6) > Acse.MAX_PDU)) return;
    }
  }

  private static int word(byte[] bytes, int at) { return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff); }

  /** Answers one frame; false when the connection shall close. */
  private boolean answer(byte[] frame, int length, Out reply, OutputStream out) throws IOException {
    int client = word(frame, 2);
    if (word(frame, 0) != 1 || word(frame, 4) != LOGICAL_DEVICE || !meter.supplied()) return false;
    Meter.Manner manner = meter.manner();
    if (manner == Meter.Manner.MUTE) return true;
    reply.raw16(1).raw16(LOGICAL_DEVICE).raw16(client).raw16(0);
    association.handle(client, new In(frame, HEADER, length), reply);
    reply.patch16(6, reply.size() - HEADER);
    switch (manner) {
      case NORMAL, MUTE -> out.write(reply.array(), 0, reply.size());
      case HALF -> out.write(reply.array(), 0, reply.size() / 2);
      case GARBAGE -> out.write(noise(reply.toBytes()));
      case SLOW -> {
        try {
          TimeUnit.MILLISECONDS.sleep(meter.delay_ms());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
        out.write(reply.array(), 0, reply.size());
      }
    }
    return manner != Meter.Manner.HALF || waitSilently();
  }

  /** After half a frame nothing more is said, whatever the client asks. */
  private boolean waitSilently() throws IOException {
    byte[] ignored = new byte[256];
    InputStream in = socket.getInputStream();
    while (in.read(ignored) >= 0)
      lastHeard_ns = System.nanoTime();
    return false;
  }

  private byte[] noise(byte[] reply) {
    long state = meter.number ^ reply.length;
    for (int i = 0; i < reply.length; i++) {
      state = Load.mix(state);
      reply[i] ^= (byte) (state | 1);
    }
    return reply;
  }

  long idle_ns() { return System.nanoTime() - lastHeard_ns; }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Closing failed: the operating system has taken the descriptor back already.
      lastHeard_ns = Long.MIN_VALUE;
    }
  }
}
