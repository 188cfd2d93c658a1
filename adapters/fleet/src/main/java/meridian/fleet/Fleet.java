package meridian.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A running fleet: one listening port, every meter behind its own address in 127.0.0.0/8. Thread-safe. */
public final class Fleet implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int MAX_CONNECTIONS = 20_000;
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(3);

  private final FleetConfig config;
  private final Secrets secrets;
  private final Objects objects;
  private final Meter[] byAddress;
  private final Meter[] byNumber;
  private final ServerSocket listener;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Fleet(FleetConfig config, ServerSocket listener) {
    this.config = config;
    this.listener = listener;
    secrets = new Secrets(config.masterSecret());
    objects = new Objects(config.push().orElse(new PushTarget(true, "0.0.0.0", 0)));
    Map<String, String> groups = new HashMap<>();
    long anchor = Math.floorDiv(config.origin().toEpochMilli(), Duration.ofDays(1).toMillis()) * Duration.ofDays(1).toMillis();
    long now = config.clock().millis();
    byNumber = config.meters().stream().map(m -> new Meter(m, groups.computeIfAbsent(m.group(), g -> g), config.seed(), anchor, now))
      .toArray(Meter[]::new);
    byAddress = byNumber.clone();
    Arrays.sort(byNumber, Comparator.comparingLong(m -> m.number));
    Arrays.sort(byAddress, Comparator.comparingInt(m -> m.address));
    for (int i = 1; i < byNumber.length; i++) {
      if (byNumber[i].number == byNumber[i - 1].number) throw new IllegalArgumentException("serialNumber " + byNumber[i].serialNumber() + " twice");
      if (byAddress[i].address == byAddress[i - 1].address) {
        throw new IllegalArgumentException("address " + MeterSpec.address(byAddress[i].address).getHostAddress() + " twice");
      }
    }
  }

  /**
   * Starts a fleet; it listens when this returns.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   * @throws UncheckedIOException when the port cannot be opened, naming it
   */
  public static Fleet start(FleetConfig config) {
    ServerSocket listener;
    try {
      listener = new ServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException("no socket to be had: " + e.getMessage(), e);
    }
    Fleet fleet;
    try {
      listener.bind(new InetSocketAddress(config.port()), BACKLOG);
      fleet = new Fleet(config, listener);
    } catch (IOException e) {
      shut(listener);
      throw new UncheckedIOException("--port " + config.port() + " cannot be opened: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      shut(listener);
      throw e;
    }
    Thread.ofPlatform().name("fleet-accept").daemon().start(fleet::accept);
    Thread.ofVirtual().name("fleet-idle").start(fleet::closeIdle);
    return fleet;
  }

  private static void shut(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close a socket", e);
    }
  }

  public int port() { return listener.getLocalPort(); }

  private void accept() {
    while (!closed) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        if (closed) return;
        // Out of descriptors, or the client was gone before it was taken: breathe and go on.
        pause(10);
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    int at = find(MeterSpec.bits(socket.getLocalAddress()));
    if (at < 0 || !byAddress[at].supplied() || connections.size() >= MAX_CONNECTIONS) {
      socket.close();
      return;
    }
    Meter meter = byAddress[at];
    socket.setTcpNoDelay(true);
    Connection[] self = new Connection[1];
    Connection connection =
      new Connection(meter, socket, new Association(meter, secrets, objects, config.clock()), () -> connections.remove(self[0]));
    self[0] = connection;
    connections.add(connection);
    // Supply may have failed between the question above and the entry in the book that an outage goes through.
    if (closed || !meter.supplied()) connection.close();
    Thread.startVirtualThread(connection);
  }

  private int find(int address) {
    int low = 0;
    int high = byAddress.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = byAddress[middle].address;
      if (found == address) return middle;
      if (found < address) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  private void closeIdle() {
    while (!closed) {
      pause(1000);
      for (Connection connection : connections) {
        if (connection.idle_ns() > IDLE_LIMIT.toNanos()) connection.close();
      }
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Meter meter(String serialNumber) {
    try {
      long number = serialNumber.startsWith("MRD") ? MeterSpec.number(serialNumber) : -1;
      int low = 0;
      int high = byNumber.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (byNumber[middle].number == number) return byNumber[middle];
        if (byNumber[middle].number < number) low = middle + 1;
        else high = middle - 1;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no serial number: " + serialNumber, e);
    }
    throw new IllegalArgumentException("no meter " + serialNumber);
  }

  private long now() { return config.clock().millis(); }

  /** Register 1.8.0 now, in Wh. */
  public long register(String serialNumber) { return meter(serialNumber).imported(now()); }

  /** 0 disconnected, 1 connected, 2 ready for reconnection. */
  public int relay(String serialNumber) { return meter(serialNumber).relay(); }

  @Override
  public void close() {
    closed = true;
    shut(listener);
    for (Connection connection : connections) connection.close();
  }

  Instant time() { return config.clock().instant(); }
}
