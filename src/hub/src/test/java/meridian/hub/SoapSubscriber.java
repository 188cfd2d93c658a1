package meridian.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An enterprise system's Receive service, with books, and with manners that can be changed. Thread-safe. */
final class SoapSubscriber implements AutoCloseable {
  /** What it does with a message. */
  enum Manner {
    TAKES, ANSWERS_500,
    /** Begins an answer of 200 and hangs up in the middle of its body. */
    CLOSES_MID_RESPONSE,
    /** Accepts the connection, reads, and says nothing. */
    NEVER_ANSWERS
  }

  final Books books;
  final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<Manner> manner = new AtomicReference<>(Manner.TAKES);
  private final AtomicReference<Runnable> onTaken = new AtomicReference<>(SoapSubscriber::nothing);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  SoapSubscriber(String name) throws IOException {
    books = new Books(name);
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/cim", this::hear);
    server.start();
  }

  private static void nothing() {}

  String url() { return "http://127.0.0.1:" + server.getAddress().getPort() + "/cim"; }

  void behave(Manner now) { manner.set(now); }

  /** Runs once, when the very next message was taken and before that is answered. */
  void onNextTaken(Runnable then) { onTaken.set(then); }

  private void hear(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.incrementAndGet();
    try (exchange) {
      switch (manner.get()) {
        case TAKES -> {
          books.hear(TestTown.all("MessageID>([^<]+)", body).getFirst(), body);
          onTaken.getAndSet(SoapSubscriber::nothing).run();
          exchange.sendResponseHeaders(202, -1);
        }
        case ANSWERS_500 -> exchange.sendResponseHeaders(500, -1);
        case CLOSES_MID_RESPONSE -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("<soap:Envelope".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
        }
        case NEVER_ANSWERS -> closed.await();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
