package meridian.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a browser on the console's own page does, for tests. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  final String origin;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  Browser(Console console) {
    port = console.port();
    origin = "http://127.0.0.1:" + port;
  }

  HttpRequest.Builder to(String path) { return HttpRequest.newBuilder(URI.create(origin + path)).timeout(PATIENCE); }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException { return send(to(path)); }

  JsonObject object(String path) throws IOException, InterruptedException { return new JsonObject(text(get(path))); }

  JsonArray array(String path) throws IOException, InterruptedException { return new JsonArray(text(get(path))); }

  HttpRequest.Builder posting(String path, String body) {
    return to(path).header("Origin", origin).header("X-Meridian", "console").POST(BodyPublishers.ofString(body));
  }

  HttpResponse<byte[]> delete(String path) throws IOException, InterruptedException {
    return send(to(path).header("Origin", origin).header("X-Meridian", "console").DELETE());
  }

  HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException { return send(posting(path, body)); }

  static String text(HttpResponse<byte[]> response) { return new String(response.body(), StandardCharsets.UTF_8); }

  static String errorCode(HttpResponse<byte[]> response) { return new JsonObject(text(response)).getJsonObject("error").getString("code"); }

  /** Sends bytes as they are and returns all that comes back until the server closes. */
  String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Sends bytes as they are and returns the first line that comes back. */
  String firstLine(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
    }
  }

  Live follow() { return follow(origin); }

  /** @throws java.util.concurrent.CompletionException when the server refuses */
  Live follow(String fromOrigin) {
    var live = new Live();
    live.socket = http.newWebSocketBuilder().header("Origin", fromOrigin).connectTimeout(PATIENCE)
      .buildAsync(URI.create("ws://127.0.0.1:" + port + "/live"), live).join();
    return live;
  }

  @Override
  public void close() { http.shutdownNow(); }

  /** One live channel: frames in the order they came, binary as ByteBuffer, text as JsonObject. */
  static final class Live implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<Object> frames = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer binary = ByteBuffer.allocate(0);
    private WebSocket socket;

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      binary = ByteBuffer.allocate(binary.remaining() + data.remaining()).order(ByteOrder.LITTLE_ENDIAN).put(binary).put(data).flip();
      if (last) {
        frames.add(binary);
        binary = ByteBuffer.allocate(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        frames.add(new JsonObject(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    /** The next binary frame; text before it is passed over. */
    ByteBuffer nextBinary() throws InterruptedException {
      return (ByteBuffer) next(ByteBuffer.class::isInstance);
    }

    /** The next text frame of this kind; what is before it is passed over. */
    JsonObject nextOf(String kind) throws InterruptedException {
      return (JsonObject) next(frame -> frame instanceof JsonObject text && text.getString("kind").equals(kind));
    }

    private Object next(Predicate<Object> wanted) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        Object frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (frame == null) throw new AssertionError("no such frame came within " + PATIENCE);
        if (wanted.test(frame)) return frame;
      }
    }

    @Override
    public void close() { socket.abort(); }
  }
}
