package meridian.console;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import meridian.console.tile.MeterTiles;
import meridian.services.live.LiveState;
import meridian.services.live.MeterState;

/**
 * What browsers follow live: states as binary frames, everything else as JSON text. All frames are made by one thread, in {@link #tick},
 * so that a browser gets them in one order. A browser that does not read fast enough gets nothing more until its socket has room again,
 * then all states anew; it never has more than one tick's frames beyond its socket's buffer waiting here.
 */
final class LiveChannel implements LiveState.Listener {
  static final long TICK_ms = 20;
  /** In place of a state: there is no such meter any more. */
  private static final byte GONE = (byte) 255;
  /** A browser that has read nothing for this long is let go. */
  static final long PATIENCE_ms = 30_000;
  private static final int MOST_MESSAGES = 1_000;
  private static final int TICKS_A_CLOCK = 50;

  private final LiveState live;
  private MeterTiles tiles;
  /** Meters that are no more. */
  private int[] gone = new int[0];
  private final AtomicReference<@Nullable Picture> next = new AtomicReference<>();
  private final Supplier<JsonObject> clock;
  private final int mostClients;
  private final DirtyMeters dirty;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger clientCount = new AtomicInteger();
  private final Queue<Supplier<JsonObject>> messages = new ArrayBlockingQueue<>(MOST_MESSAGES);
  private final AtomicInteger lost = new AtomicInteger();
  private ByteBuffer deltas = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
  private int ticks;

  /** What is to be counted and told from the next tick on. @param news for the browsers, which get all states anew before it */
  record Picture(MeterTiles tiles, int[] gone, JsonObject news) {}

  /** The way to one browser. Called by the ticking thread; never waits. */
  interface Browser {
    /** More is waiting on its socket than is good; write nothing. */
    boolean isFull();

    void write(Buffer frame);

    void write(String text);

    void letGo();
  }

  /** One browser and where it stands. Only the ticking thread touches its fields. */
  private static final class Client {
    final Browser browser;
    /** It needs all states before any change. */
    boolean stale = true;
    boolean missedMessages;
    /** Epoch milliseconds; 0 while its socket has room. */
    long fullSince_ms;

    Client(Browser browser) { this.browser = browser; }
  }

  /** @param clock what to tell each second */
  LiveChannel(LiveState live, MeterTiles tiles, Supplier<JsonObject> clock, int mostClients) {
    this.live = live;
    this.tiles = tiles;
    this.clock = clock;
    this.mostClients = mostClients;
    dirty = new DirtyMeters();
    for (int meter = 0; meter < live.size(); meter++) {
      dirty.mark(meter);
    }
  }

  @Override
  public void changed(int meterIndex, MeterState before, MeterState now) { dirty.mark(meterIndex); }

  /** Takes a place for one more browser; false when all are taken. */
  boolean admit() {
    if (clientCount.incrementAndGet() <= mostClients) return true;
    clientCount.decrementAndGet();
    return false;
  }

  void leave() { clientCount.decrementAndGet(); }

  /** Serves an admitted browser until its socket closes. */
  void open(ServerWebSocket socket) {
    Runnable leave = open(new SocketBrowser(socket));
    try {
      socket.closeHandler(_ -> leave.run());
      socket.exceptionHandler(_ -> socket.close());
    } catch (IllegalStateException closedAlready) {
      leave.run();
    }
  }

  /** Serves an admitted browser from the next tick on, until the answer is run, once. */
  Runnable open(Browser browser) {
    var client = new Client(browser);
    clients.add(client);
    return () -> {
      clients.remove(client);
      leave();
    };
  }

  /** Tells all browsers; made into JSON later, by the ticking thread. Never waits: what is too much is counted and told as lost. */
  void tell(Supplier<JsonObject> message) {
    if (!clients.isEmpty() && !messages.offer(message)) lost.incrementAndGet();
  }

  /** Changes what is counted and told; of several before a tick the last. */
  void show(Picture picture) { next.set(picture); }

  private void turnTo(Picture picture) {
    tiles = picture.tiles;
    gone = picture.gone;
    for (int meter = 0; meter < live.size(); meter++) {
      tiles.set(meter, live.get(meter).ordinal());
    }
    tiles.publish();
    clients.forEach(client -> client.stale = true);
  }

  /**
   * Counts changes into the tiles and sends all that is new. For one thread.
   *
   * @param now_ms epoch milliseconds
   */
  void tick(long now_ms) {
    Picture picture = next.getAndSet(null);
    if (picture != null) turnTo(picture);
    Buffer changes = drain();
    List<String> texts = drainMessages();
    if (picture != null) texts.addFirst(picture.news.encode());
    Buffer snapshot = null;
    for (Client client : clients) {
      if (!hasRoom(client, now_ms)) continue;
      if (client.stale) {
        if (snapshot == null) snapshot = snapshot();
        client.browser.write(snapshot);
        client.stale = false;
        if (client.missedMessages) client.browser.write(lostMessage());
        client.missedMessages = false;
      } else if (changes != null) {
        client.browser.write(changes);
      }
      for (String text : texts) {
        client.browser.write(text);
      }
    }
  }

  private static boolean hasRoom(Client client, long now_ms) {
    if (!client.browser.isFull()) {
      client.fullSince_ms = 0;
      return true;
    }
    client.stale = true;
    client.missedMessages = true;
    if (client.fullSince_ms == 0) client.fullSince_ms = now_ms;
    else if (now_ms - client.fullSince_ms > PATIENCE_ms) client.browser.letGo();
    return false;
  }

  /** Frame type 2, or type 1 where that is shorter; null when nothing changed. */
  private @Nullable Buffer drain() {
    deltas.clear().position(9);
    long oldest_ms = dirty.drain(meter -> {
      int state = live.get(meter).ordinal();
      tiles.set(meter, state);
      if (deltas.remaining() < 5) grow();
      deltas.putInt(meter).put((byte) state);
    });
    if (deltas.position() == 9) return null;
    tiles.publish();
    if (clients.isEmpty()) return null;
    if (deltas.position() > live.size() + 9) return snapshot();
    deltas.put(0, (byte) 2).putDouble(1, oldest_ms);
    return Buffer.buffer(deltas.position()).appendBytes(deltas.array(), 0, deltas.position());
  }

  private void grow() { deltas = ByteBuffer.allocate(2 * deltas.capacity()).order(ByteOrder.LITTLE_ENDIAN).put(deltas.flip()); }

  /** Frame type 1. */
  private Buffer snapshot() {
    byte[] states = live.snapshot();
    for (int meter : gone) {
      states[meter] = GONE;
    }
    return Buffer.buffer(5 + states.length).appendByte((byte) 1).appendIntLE(states.length).appendBytes(states);
  }

  private List<String> drainMessages() {
    var texts = new ArrayList<String>();
    Supplier<JsonObject> message;
    while (texts.size() < MOST_MESSAGES && (message = messages.poll()) != null) {
      texts.add(message.get().encode());
    }
    if (lost.getAndSet(0) > 0) texts.add(lostMessage());
    if (ticks++ % TICKS_A_CLOCK == 0) texts.add(clock.get().encode());
    return texts;
  }

  /** Asks the browser to fetch lists anew. */
  private static String lostMessage() { return "{\"kind\":\"lost\"}"; }

  private record SocketBrowser(ServerWebSocket socket) implements Browser {
    @Override
    public boolean isFull() {
      try {
        return socket.writeQueueFull();
      } catch (IllegalStateException closed) {
        return true; // and its close handler is about to take it off the list
      }
    }

    @Override
    public void write(Buffer frame) { socket.writeBinaryMessage(frame); }

    @Override
    public void write(String text) { socket.writeTextMessage(text); }

    /** 1013: try again later. */
    @Override
    public void letGo() { socket.close((short) 1013, "too slow"); }
  }
}
