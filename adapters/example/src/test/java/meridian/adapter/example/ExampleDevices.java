package meridian.adapter.example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

import meridian.adapter.AdapterFactory;
import meridian.adapter.Device;
import meridian.adapter.RelayState;
import meridian.adapter.testkit.DeviceUnderTest;
import meridian.adapter.testkit.Misbehaviour;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Meters on loopback that speak the example's lines, one port each. */
final class ExampleDevices implements DeviceUnderTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final long PERIOD_s = 900;

  private final List<ServerSocket> servers = new ArrayList<>();
  private final Device healthy;
  private final int pushPort;
  private volatile RelayState relay = RelayState.CONNECTED;

  ExampleDevices() throws IOException {
    healthy = serve("EX-1", Optional.empty());
    pushPort = freePort();
  }

  private Device serve(String serial, Optional<Misbehaviour> trouble) throws IOException {
    var server = new ServerSocket(0, 50, LOOPBACK);
    servers.add(server);
    Thread.ofVirtual().start(() -> {
      try {
        while (true) {
          var socket = server.accept();
          Thread.ofVirtual().start(() -> converse(socket, serial, trouble));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    });
    return new Device(serial, "127.0.0.1:" + server.getLocalPort(), "EX");
  }

  private void converse(Socket socket, String serial, Optional<Misbehaviour> trouble) {
    try (socket) {
      var questions = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      for (String question = questions.readLine(); question != null; question = questions.readLine()) {
        answer(socket.getOutputStream(), answerTo(question.split(" "), serial), trouble);
      }
    } catch (IOException | InterruptedException gone) {
      // The adapter has hung up.
    }
  }

  private static void answer(OutputStream out, String answer, Optional<Misbehaviour> trouble) throws IOException, InterruptedException {
    byte[] line = (answer + "\n").getBytes(US_ASCII);
    if (trouble.isEmpty()) {
      out.write(line);
      return;
    }
    switch (trouble.get()) {
      case ABSENT -> throw new IllegalStateException("an absent device answers nothing");
      case SILENT -> {}
      case HALF_ANSWER -> out.write(line, 0, line.length / 2);
      case NOISE -> out.write("\u00ff\u0000PUMPERNICKEL".repeat(1000).getBytes(StandardCharsets.ISO_8859_1));
      case TRICKLE -> {
        for (byte b : line) {
          out.write(b);
          Thread.sleep(Duration.ofSeconds(60).dividedBy(line.length));
        }
      }
    }
  }

  private String answerTo(String[] question, String serial) {
    if (!question[1].equals(serial)) return "NO this is " + serial;
    return switch (question[0]) {
      case "READ" -> "OK 1234567 230";
      case "PROFILE" -> "OK " + intervals(Long.parseLong(question[2]), Long.parseLong(question[3]));
      case "RELAY" -> "OK " + relay;
      case "DISCONNECT" -> "OK " + (relay = RelayState.DISCONNECTED);
      case "CONNECT" -> "OK " + (relay = RelayState.CONNECTED);
      default -> "NO such question";
    };
  }

  private static String intervals(long from, long to) {
    var intervals = new StringJoiner(" ");
    for (long end = from - from % PERIOD_s + PERIOD_s; end <= to; end += PERIOD_s)
      intervals.add(end + "=" + end / PERIOD_s % 500);
    return intervals.toString();
  }

  @Override
  public AdapterFactory factory() { return new ExampleFactory(); }

  @Override
  public Map<String, String> settings() { return Map.of("listen-port", String.valueOf(pushPort)); }

  @Override
  public Device healthy() { return healthy; }

  @Override
  public Optional<Device> misbehaving(Misbehaviour how) {
    try {
      return Optional
        .of(how == Misbehaviour.ABSENT ? new Device("EX-0", "127.0.0.1:" + freePort(), "EX") : serve("EX-" + how, Optional.of(how)));
    } catch (IOException e) {
      throw new IllegalStateException("no port on loopback", e);
    }
  }

  @Override
  public Instant profileFrom() { return Instant.parse("2026-03-01T00:00:00Z"); }

  @Override
  public Instant profileTo() { return Instant.parse("2026-03-02T00:00:00Z"); }

  @Override
  public Optional<RelayState> observedRelay() { return Optional.of(relay); }

  /** Calls in until it is acknowledged, as the meter does. */
  @Override
  public boolean push(Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      try (var socket = new Socket(LOOPBACK, pushPort)) {
        socket.setSoTimeout((int) patience.toMillis());
        socket.getOutputStream().write("EVENT EX-1 3.26.0.185 2026-03-01T12:00:00Z\n".getBytes(US_ASCII));
        if (new String(socket.getInputStream().readAllBytes(), US_ASCII).equals("ACK\n")) return true;
      } catch (ConnectException nobodyListensYet) {
        // Again, below.
      }
      Thread.sleep(50);
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket server : servers)
      server.close();
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, LOOPBACK)) {
      return probe.getLocalPort();
    }
  }
}
