package meridian.bench;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.ServerWebSocket;

/** The least an event's way can take here: a datagram that Vert.x hands on, as it is, to a WebSocket client. */
final class Straight {
  private static final int WARM = 200;

  private Straight() {}

  static double median_ms(int count) throws Exception {
    Vertx vertx = Vertx.vertx();
    var arrived = new LinkedBlockingQueue<Long>();
    try (var http = HttpClient.newHttpClient(); var sender = new DatagramSocket()) {
      var sockets = new LinkedBlockingQueue<ServerWebSocket>();
      int wsPort = vertx.createHttpServer().webSocketHandler(sockets::add).listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
      try (var live = LiveClient.connect(http, wsPort)) {
        live.tell((_, _, at_ns) -> arrived.add(at_ns));
        ServerWebSocket browser = sockets.poll(10, TimeUnit.SECONDS);
        if (browser == null) throw new IllegalStateException("no WebSocket came");
        var udp = vertx.createDatagramSocket(new DatagramSocketOptions());
        udp.handler(packet -> browser.writeBinaryMessage(Buffer.buffer().appendByte((byte) 1).appendIntLE(1).appendByte((byte) 0)));
        udp.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
        var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.localAddress().port());
        var took_ms = new double[count];
        for (int i = -WARM; i < count; i++) {
          long sent_ns = System.nanoTime();
          sender.send(new DatagramPacket(new byte[100], 100, to));
          Long at_ns = arrived.poll(10, TimeUnit.SECONDS);
          if (at_ns == null) throw new IllegalStateException("a datagram was lost");
          if (i >= 0) took_ms[i] = (at_ns - sent_ns) / 1e6;
          Thread.sleep(2);
        }
        Arrays.sort(took_ms);
        return took_ms[count / 2];
      }
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}
