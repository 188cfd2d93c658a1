package meridian.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a client and a server on loopback, and on demand swallows the answer to the next COMMIT of who writes notices and hangs up on both. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final AtomicBoolean armed = new AtomicBoolean();
  private volatile CountDownLatch cut = new CountDownLatch(1);

  CuttingProxy(int server) throws IOException {
    this.server = server;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::admit);
  }

  int port() { return door.getLocalPort(); }

  /** @return counts down when the answer was swallowed */
  CountDownLatch cutNextCommit() {
    cut = new CountDownLatch(1);
    armed.set(true);
    return cut;
  }

  private void admit() {
    try {
      while (true) {
        Socket client = door.accept();
        var upstream = new Socket();
        upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
        var swallow = new AtomicBoolean();
        Thread.ofVirtual().start(() -> toServer(client, upstream, swallow));
        Thread.ofVirtual().start(() -> toClient(upstream, client, swallow));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void toServer(Socket client, Socket upstream, AtomicBoolean swallow) {
    byte[] some = new byte[64 << 10];
    boolean writes = false;
    try (client; upstream) {
      InputStream in = client.getInputStream();
      OutputStream out = upstream.getOutputStream();
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        String text = new String(some, 0, length, StandardCharsets.ISO_8859_1);
        writes |= text.contains("notice");
        if (writes && text.contains("COMMIT") && armed.compareAndSet(true, false)) swallow.set(true);
        out.write(some, 0, length);
      }
    } catch (IOException gone) {
      // either side hung up
    }
  }

  private void toClient(Socket upstream, Socket client, AtomicBoolean swallow) {
    byte[] some = new byte[64 << 10];
    try (client; upstream) {
      InputStream in = upstream.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        if (swallow.get()) {
          cut.countDown();
          return;
        }
        out.write(some, 0, length);
      }
    } catch (IOException gone) {
      // either side hung up
    }
  }

  @Override
  public void close() throws IOException { door.close(); }
}
