package meridian.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/** A browser's ear: follows the console's live channel and tells each meter's state as its frame arrives. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {
  /** Told on the socket's thread. */
  @FunctionalInterface
  interface Ear {
    /** @param at_ns of {@link System#nanoTime}, when the frame was whole */
    void state(int meter, int state, long at_ns);
  }

  private final CopyOnWriteArrayList<Ear> ears = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> broken = new CompletableFuture<>();
  private ByteBuffer frame = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private WebSocket socket;

  private LiveClient() {}

  static LiveClient connect(HttpClient http, int port) throws IOException, InterruptedException {
    var client = new LiveClient();
    try {
      client.socket = http.newWebSocketBuilder().header("Origin", "http://127.0.0.1:" + port)
        .buildAsync(URI.create("ws://127.0.0.1:" + port + "/live"), client).get();
      return client;
    } catch (ExecutionException refused) {
      throw new IOException("the live channel refuses: " + refused.getCause(), refused);
    }
  }

  void tell(Ear ear) { ears.add(ear); }

  /** @throws IOException when the channel broke */
  void expectOpen() throws IOException {
    if (broken.isDone()) throw new IOException("the live channel broke");
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    if (frame.remaining() < data.remaining())
      frame = ByteBuffer.allocate(2 * (frame.capacity() + data.remaining())).order(ByteOrder.LITTLE_ENDIAN).put(frame.flip());
    frame.put(data);
    if (last) {
      read(System.nanoTime());
      frame.clear();
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    from.request(1);
    return null;
  }

  /** Frame type 1: all states. Type 2: pairs of meter and state. */
  private void read(long at_ns) {
    frame.flip();
    int type = frame.get();
    if (type == 1) {
      int meters = frame.getInt();
      for (int meter = 0; meter < meters; meter++) {
        tell(meter, frame.get(), at_ns);
      }
    } else {
      frame.position(9);
      while (frame.remaining() >= 5) {
        tell(frame.getInt(), frame.get(), at_ns);
      }
    }
  }

  private void tell(int meter, int state, long at_ns) {
    for (Ear ear : ears) {
      ear.state(meter, state, at_ns);
    }
  }

  @Override
  public void onError(WebSocket from, Throwable trouble) { broken.complete(null); }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    broken.complete(null);
    return null;
  }

  @Override
  public void close() { socket.abort(); }
}
