package meridian.store.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between the hub and a database that can be cut. Thread-safe. */
final class CutProxy implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean swallowing;

  CutProxy(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  int port() { return door.getLocalPort(); }

  /** Ends all connections now; new ones get through. */
  void cut() { open.forEach(CutProxy::end); }

  /** What the server says next does not arrive: the connection it says it on ends instead. New ones get through. */
  void cutAtTheNextAnswer() {
    swallowing = true;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        var upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(upstream);
        Thread.ofVirtual().start(() -> pump(client, upstream, false));
        Thread.ofVirtual().start(() -> pump(upstream, client, true));
      } catch (IOException ended) {
        if (!door.isClosed()) throw new IllegalStateException(ended);
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    var bytes = new byte[8192];
    try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
      for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
        if (answers && swallowing) {
          swallowing = false;
          return;
        }
        out.write(bytes, 0, read);
      }
    } catch (IOException cut) {
      end(from);
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
