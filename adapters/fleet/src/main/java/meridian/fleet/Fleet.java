package meridian.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A running fleet: one listening port, every meter behind its own address in 127.0.0.0/8. Thread-safe. */
public final class Fleet implements AutoCloseable {
  /**
   * What bounds a fleet.
   *
   * @param pushDelay between the attempts of a push over TCP
   * @param idle a connection on which nothing was heard for so long is closed
   * @param connections at once; further ones are closed unanswered
   */
  record Limits(Duration pushDelay, Duration idle, int connections) {
    static final Limits USUAL = new Limits(Pusher.TCP_DELAY, Duration.ofMinutes(3), 20_000);
  }

  private static final int BACKLOG = 4096;
  private static final Duration BREATH = Duration.ofMillis(10);

  private final InstantSource clock;
  private final Limits limits;
  private final Secrets secrets;
  private final Objects objects;
  private final Meter[] byAddress;
  private final Meter[] byNumber;
  private final ServerSocket listener;
  private final Optional<Pusher> pusher;
  private final Map<String, List<Meter>> groups = new TreeMap<>();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Thread sweeper = Thread.ofVirtual().name("fleet-idle").unstarted(this::closeIdle);
  private volatile boolean closed;

  private Fleet(FleetConfig config, ServerSocket listener, Limits limits) throws IOException {
    this.clock = config.clock();
    this.limits = limits;
    this.listener = listener;
    secrets = new Secrets(config.masterSecret());
    objects = new Objects(config.push().orElse(new PushTarget(true, "0.0.0.0", 0)));
    long anchor = Math.floorDiv(config.origin().toEpochMilli(), Duration.ofDays(1).toMillis()) * Duration.ofDays(1).toMillis();
    long now = config.clock().millis();
    byNumber = config.meters().stream().map(m -> new Meter(m, config.seed(), anchor, now)).toArray(Meter[]::new);
    for (int i = 0; i < byNumber.length; i++) {
      groups.computeIfAbsent(config.meters().get(i).group(), _ -> new ArrayList<>()).add(byNumber[i]);
    }
    byAddress = byNumber.clone();
    Arrays.sort(byNumber, Comparator.comparingLong(m -> m.number));
    Arrays.sort(byAddress, Comparator.comparingInt(m -> m.address));
    for (int i = 1; i < byNumber.length; i++) {
      if (byNumber[i].number == byNumber[i - 1].number)
        throw new IllegalArgumentException("serialNumber " + byNumber[i].serialNumber() + " twice");
      if (byAddress[i].address == byAddress[i - 1].address) {
        throw new IllegalArgumentException("address " + MeterSpec.address(byAddress[i].address).getHostAddress() + " twice");
      }
    }
    pusher = config.push().isEmpty() ? Optional.empty() : Optional.of(new Pusher(config.push().get(), secrets, limits.pushDelay));
  }

  /** The program: see README.md. */
  public static void main(String[] args) {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.exit(Console.run(args, System.getenv(), in, System.out, System.err));
  }

  /**
   * Starts a fleet; it listens when this returns.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   * @throws UncheckedIOException when the port cannot be opened, naming it
   */
  public static Fleet start(FleetConfig config) { return start(config, Limits.USUAL); }

  static Fleet start(FleetConfig config, Limits limits) {
    ServerSocket listener;
    try {
      listener = new ServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException("no socket to be had: " + e.getMessage(), e);
    }
    Fleet fleet;
    try {
      listener.bind(new InetSocketAddress(config.port()), BACKLOG);
      fleet = new Fleet(config, listener, limits);
    } catch (IOException e) {
      shut(listener);
      throw new UncheckedIOException("--port " + config.port() + " cannot be opened: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      shut(listener);
      throw e;
    }
    Thread.ofPlatform().name("fleet-accept").daemon().start(fleet::accept);
    fleet.sweeper.start();
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
        // Closed, or out of descriptors: in the latter case go on when some have come free.
        if (!closed) pause(BREATH);
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    int at = find(MeterSpec.bits(socket.getLocalAddress()));
    if (at < 0 || !byAddress[at].supplied() || connections.size() >= limits.connections) {
      socket.close();
      return;
    }
    Meter meter = byAddress[at];
    Connection connection = new Connection(meter, socket, new Association(meter, secrets, objects, clock), connections);
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
      else
        high = middle - 1;
    }
    return -1;
  }

  private void closeIdle() {
    while (!closed) {
      pause(limits.idle.dividedBy(8));
      for (Connection connection : connections) {
        if (connection.idle_ns() > limits.idle.toNanos()) connection.close();
      }
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
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
        else
          high = middle - 1;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no serial number: " + serialNumber, e);
    }
    throw new IllegalArgumentException("no meter " + serialNumber);
  }

  private long now() { return clock.millis(); }

  // ---- commands

  private List<Meter> group(String name) {
    List<Meter> meters = groups.get(name);
    if (meters == null) throw new IllegalArgumentException("no group " + name);
    return meters;
  }

  /**
   * Takes the supply from a group: each meter sends its last gasp, drops its connections and refuses new ones.
   *
   * @return how many meters had supply until now
   */
  public int outage(String group) {
    int struck = supply(group, false);
    Set<Meter> dark = new HashSet<>(group(group));
    for (Connection connection : connections) {
      if (dark.contains(connection.meter)) connection.close();
    }
    return struck;
  }

  /** Gives the supply back: each meter reports it. Answers how many had none until now. */
  public int restore(String group) {
    return supply(group, true);
  }

  private int supply(String group, boolean on) {
    long now = now();
    List<Pusher.Event> events = new ArrayList<>();
    for (Meter meter : group(group)) {
      meter.supply(on, now).ifPresent(code -> events.add(new Pusher.Event(meter, now, code)));
    }
    pusher.ifPresent(p -> p.push(events));
    return events.size();
  }

  /** Somebody takes the meter cover off. */
  public void coverOpen(String serialNumber) {
    report(meter(serialNumber), Events.METER_COVER_REMOVED);
  }

  /** Somebody puts the meter cover back. */
  public void coverClose(String serialNumber) {
    report(meter(serialNumber), Events.METER_COVER_CLOSED);
  }

  private void report(Meter meter, int code) {
    long now = now();
    meter.log(now, code);
    push(meter, now, code);
  }

  private void push(Meter meter, long at, int code) {
    if (meter.supplied()) pusher.ifPresent(p -> p.push(List.of(new Pusher.Event(meter, at, code))));
  }

  /** The customer presses the button, which closes an armed relay. Answers whether it was armed. */
  public boolean pressButton(String serialNumber) {
    Meter meter = meter(serialNumber);
    long now = now();
    OptionalInt event = meter.pressButton(now);
    event.ifPresent(code -> push(meter, now, code));
    return event.isPresent();
  }

  /** The meter accepts connections and never answers. */
  public void mute(String serialNumber) {
    meter(serialNumber).behave(Meter.Manner.MUTE, 0);
  }

  /** The meter answers noise of the right length. */
  public void garbage(String serialNumber) {
    meter(serialNumber).behave(Meter.Manner.GARBAGE, 0);
  }

  /** The meter sends half a frame and then nothing more. */
  public void half(String serialNumber) {
    meter(serialNumber).behave(Meter.Manner.HALF, 0);
  }

  /** The meter answers after a pause of 0 to 600,000 ms of real time. */
  public void slow(String serialNumber, int millis) {
    if (millis < 0 || millis > 600_000) throw new IllegalArgumentException("slow: " + millis + " ms is not 0 to 600000");
    meter(serialNumber).behave(Meter.Manner.SLOW, millis);
  }

  /** The meter answers properly again. */
  public void normal(String serialNumber) { meter(serialNumber).behave(Meter.Manner.NORMAL, 0); }

  /** Register 1.8.0 now, in Wh. */
  public long register(String serialNumber) { return meter(serialNumber).imported(now()); }

  /**
   * Rows of the load profile: energy drawn and fed in, in Wh, of each quarter hour that ends after {@code from_s} and not after {@code to_s},
   * epoch seconds; as {@code +A,-A} with a blank between two.
   */
  public String profile(String serialNumber, long from_s, long to_s) {
    Meter meter = meter(serialNumber);
    long quarter_s = Load.INTERVAL_MS / 1000;
    return LongStream.range(Math.floorDiv(from_s, quarter_s), Math.floorDiv(to_s, quarter_s)).map(meter::net_Wh)
      .mapToObj(net -> Math.max(0, net) + "," + Math.max(0, -net)).collect(Collectors.joining(" "));
  }

  /** 0 disconnected, 1 connected, 2 ready for reconnection. */
  public int relay(String serialNumber) { return meter(serialNumber).relay(); }

  /** What became of the pushes: frames sent, notifications confirmed (TCP), notifications given up. */
  public String pushes() {
    long[] counts = pusher.map(Pusher::counts).orElse(new long[3]);
    return "sent " + counts[0] + " confirmed " + counts[1] + " failed " + counts[2];
  }

  @Override
  public void close() {
    closed = true;
    sweeper.interrupt();
    shut(listener);
    for (Connection connection : connections)
      connection.close();
    pusher.ifPresent(Pusher::close);
  }
}
