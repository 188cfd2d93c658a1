package meridian.adapter.example;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import meridian.adapter.Adapter;
import meridian.adapter.AdapterListener;
import meridian.adapter.AdapterListener.NotAccepted;
import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.DeviceEvent;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.adapter.Value;

/** Opens lines, and hears meters that call in. */
final class ExampleAdapter implements Adapter {
  private static final Logger LOG = System.getLogger(ExampleAdapter.class.getName());
  private static final int CONNECT_PATIENCE_ms = 10_000;
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final Duration CALL_IN_PATIENCE = Duration.ofSeconds(10);

  private static final String ENERGY_kWh = "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final String POWER_W = "0.0.0.6.1.1.37.0.0.0.0.0.0.0.0.0.38.0";
  private static final String INTERVAL_kWh = "0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0";

  private final int listenPort;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ExampleAdapter(int listenPort) { this.listenPort = listenPort; }

  @Override
  public Line open(Device gateway) throws IOException, InterruptedException {
    int colon = gateway.address().lastIndexOf(':');
    if (colon < 1 || !gateway.address().substring(colon + 1).matches("\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}")) {
      throw new IOException("address is not host:port: " + gateway.address());
    }
    var there = new InetSocketAddress(gateway.address().substring(0, colon), Integer.parseInt(gateway.address().substring(colon + 1)));
    var socket = keep(new Socket());
    try {
      socket.connect(there, CONNECT_PATIENCE_ms);
      return new ExampleLine(socket);
    } catch (IOException e) {
      end(socket);
      if (Thread.interrupted()) throw new InterruptedException("interrupted while connecting");
      throw e;
    }
  }

  @Override
  public void listen(AdapterListener listener, Executor threads) throws IOException, InterruptedException {
    try (var server = keep(new ServerSocket())) {
      bind(server);
      while (!closed) {
        var socket = keep(server.accept());
        try {
          threads.execute(() -> hear(socket, listener));
        } catch (RejectedExecutionException tooMany) {
          end(socket); // Not acknowledged: the meter calls again.
        }
      }
    } catch (IOException e) {
      if (Thread.interrupted()) throw new InterruptedException("interrupted while listening");
      if (!closed) throw e;
    }
  }

  private void bind(ServerSocket server) throws IOException {
    try {
      server.bind(new InetSocketAddress(listenPort));
    } catch (IOException e) {
      throw new IOException("listen-port " + listenPort + " cannot be had: " + e.getMessage(), e);
    }
  }

  /** One call of one meter: its event, and the acknowledgement once the listener has returned. */
  private void hear(Socket socket, AdapterListener listener) {
    try (socket) {
      String[] said = readLine(socket, CALL_IN_PATIENCE).split(" ", -1);
      if (said.length != 4 || !said[0].equals("EVENT")) throw new ProtocolException("no EVENT serial type time");
      String address = socket.getInetAddress().getHostAddress();
      listener.events(List.of(new DeviceEvent(said[1], address, said[2], Instant.parse(said[3]), Map.of())));
      socket.getOutputStream().write("ACK\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | DateTimeException | NotAccepted e) {
      LOG.log(Level.DEBUG, "call from {0} not acknowledged: {1}", socket.getInetAddress(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(this::end);
  }

  private <T extends Closeable> T keep(T connection) throws IOException {
    open.add(connection);
    if (closed) {
      end(connection);
      throw new IOException("the adapter is closed");
    }
    return connection;
  }

  private void end(Closeable connection) {
    open.remove(connection);
    try {
      connection.close();
    } catch (IOException gone) {
      // It is closed, whatever the other side thought of it.
    }
  }

  /** One line, complete within {@code patience} however slowly its characters come. */
  private static String readLine(Socket socket, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    var line = new StringBuilder();
    byte[] buffer = new byte[4096];
    while (true) {
      long left_ms = (deadline - System.nanoTime()) / 1_000_000;
      if (left_ms < 1) throw new SocketTimeoutException("no whole line within " + patience);
      socket.setSoTimeout((int) Math.min(left_ms, Integer.MAX_VALUE));
      int count = socket.getInputStream().read(buffer);
      if (count < 0) throw new EOFException("the other side hung up");
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n' && i == count - 1) return line.toString();
        if (buffer[i] < ' ' || buffer[i] > '~') throw new ProtocolException("byte " + (buffer[i] & 0xFF) + " in a line of ASCII");
        line.append((char) buffer[i]);
      }
      if (line.length() > MOST_CHARACTERS) throw new ProtocolException("a line of more than " + MOST_CHARACTERS + " characters");
    }
  }

  /** One connection to one meter. */
  private final class ExampleLine implements Line {
    private final Socket socket;

    ExampleLine(Socket socket) { this.socket = socket; }

    @Override
    public Outcome<DeviceReadings> readNow(Device device, Set<String> readingTypes, Duration patience) throws InterruptedException {
      return ask("READ " + device.serialNumber(), patience, answer -> {
        String[] registers = answer.split(" ", -1);
        if (registers.length != 2) throw new IllegalArgumentException("READ has " + registers.length + " values, not 2");
        Instant now = Instant.now();
        var all = List.of(new Value(ENERGY_kWh, now, Long.parseLong(registers[0]) / 1000.0, Value.VALID),
          new Value(POWER_W, now, Long.parseLong(registers[1]), Value.VALID));
        return new DeviceReadings(device.serialNumber(), all.stream().filter(value -> wanted(readingTypes, value.readingType())).toList());
      });
    }

    @Override
    public Outcome<DeviceReadings> readProfile(Device device, Set<String> readingTypes, Instant from, Instant to, Duration patience)
      throws InterruptedException {
      if (!wanted(readingTypes, INTERVAL_kWh)) return new Outcome.Done<>(new DeviceReadings(device.serialNumber(), List.of()));
      return ask("PROFILE " + device.serialNumber() + " " + from.getEpochSecond() + " " + to.getEpochSecond(), patience, answer -> {
        var values = new ArrayList<Value>();
        for (String interval : answer.isEmpty() ? new String[0] : answer.split(" ", -1)) {
          int equals = interval.indexOf('=');
          if (equals < 0) throw new IllegalArgumentException("PROFILE has an interval without =");
          Instant end = Instant.ofEpochSecond(Long.parseLong(interval.substring(0, equals)));
          values.add(new Value(INTERVAL_kWh, end, Long.parseLong(interval.substring(equals + 1)) / 1000.0, Value.VALID));
        }
        return new DeviceReadings(device.serialNumber(), values);
      });
    }

    @Override
    public Outcome<RelayState> control(Device device, Control control, Duration patience) throws InterruptedException {
      return ask(control.name() + " " + device.serialNumber(), patience, RelayState::valueOf);
    }

    @Override
    public Outcome<RelayState> readRelay(Device device, Duration patience) throws InterruptedException {
      return ask("RELAY " + device.serialNumber(), patience, RelayState::valueOf);
    }

    /** @param meaning throws IllegalArgumentException or DateTimeException when the answer makes no sense */
    private <T> Outcome<T> ask(String question, Duration patience, Function<String, T> meaning) throws InterruptedException {
      if (!question.matches("[ -~]+")) return new Outcome.Refused<>("a serial number is printable ASCII");
      try {
        socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
        String answer = readLine(socket, patience);
        if (answer.startsWith("NO ")) return new Outcome.Refused<>(answer.substring(3));
        if (!answer.startsWith("OK ")) throw new ProtocolException("the answer begins with neither OK nor NO");
        return new Outcome.Done<>(meaning.apply(answer.substring(3)));
      } catch (SocketTimeoutException late) {
        close(); // An answer that comes later would be taken for the next question's.
        return new Outcome.TimedOut<>(late.getMessage());
      } catch (ProtocolException | IllegalArgumentException | DateTimeException noise) {
        close();
        return new Outcome.Garbled<>(noise.getMessage());
      } catch (IOException broken) {
        close();
        if (Thread.interrupted()) throw new InterruptedException("interrupted while waiting for an answer");
        return new Outcome.Unreachable<>(broken.getMessage());
      }
    }

    @Override
    public void close() { end(socket); }
  }

  private static boolean wanted(Set<String> readingTypes, String type) { return readingTypes.isEmpty() || readingTypes.contains(type); }
}
