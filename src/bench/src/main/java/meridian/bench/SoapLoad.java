package meridian.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Posts the request of {@link SoapBench} again and again, one at a time on each of some connections that are kept open. Reads orders from its
 * input, {@code PORT CONNECTIONS SECONDS}, and says how many requests were answered a second.
 */
final class SoapLoad {
  private SoapLoad() {}

  public static void main(String[] args) throws Exception {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ");
      System.out.println(rate(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2])));
    }
  }

  private static double rate(int port, int connections, int seconds) throws InterruptedException, ExecutionException {
    byte[] request = request(port);
    long begun_ns = System.nanoTime();
    long until_ns = begun_ns + seconds * 1_000_000_000L;
    long answered = 0;
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(threads.submit(() -> post(port, request, until_ns)));
      }
      for (Future<Long> each : running) {
        answered += each.get();
      }
    }
    return answered * 1e9 / (System.nanoTime() - begun_ns);
  }

  private static byte[] request(int port) {
    byte[] body = SoapBench.REQUEST.getBytes(StandardCharsets.UTF_8);
    var request = new ByteArrayOutputStream();
    request.writeBytes(("POST " + SoapBench.PATH + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: text/xml; charset=utf-8\r\n"
      + "SOAPAction: \"\"\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static long post(int port, byte[] request, long until_ns) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      var in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
      long answered = 0;
      while (System.nanoTime() < until_ns) {
        socket.getOutputStream().write(request);
        answer(in);
        answered++;
      }
      return answered;
    }
  }

  /** Reads one answer, which must be a 200 with a length. */
  private static void answer(InputStream in) throws IOException {
    if (!line(in).startsWith("http/1.1 200")) throw new IOException("not answered with 200");
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith("content-length: ")) length = Integer.parseInt(line.substring(16));
    }
    if (length < 0) throw new IOException("an answer without a length");
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) throw new EOFException();
      if (b != '\r') line.append((char) b);
    }
    return line.toString().toLowerCase(Locale.ROOT);
  }
}
