package meridian.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub, or the demo, in a process of its own as {@code ./hub} starts it: same class, same flags, defaults but for ports and folders. */
final class HubProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern WAITING = Pattern.compile("\"waiting\":(\\d+)");

  final int consolePort = World.freePort();
  final int jmsPort = World.freePort();
  final long started_ns;
  final int soapPort = World.freePort();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Jvm jvm;

  private HubProcess(String command, List<String> flags, Map<String, String> settings, Map<String, String> environment, Path log)
    throws IOException {
    var all = new LinkedHashMap<>(settings);
    all.putAll(Map.of("console.port", "" + consolePort, "soap.port", "" + soapPort, "jms.port", "" + jmsPort));
    List<String> arguments = new ArrayList<>(List.of(command));
    all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    started_ns = System.nanoTime();
    jvm = Jvm.start(Paths.HUB, flags, "meridian.hub.Main", arguments, environment, log);
  }

  /** The hub over a world. @param pushPort where it hears pushes by UDP */
  static HubProcess over(World world, int pushPort, Scratch scratch, List<String> flags) throws IOException {
    var settings = new LinkedHashMap<>(empty(scratch.folder()));
    settings.putAll(Map.of("hub.grid", world.writeGrid().toString(), "hub.plugins", Paths.PLUGINS.toString(), "clock.origin",
      world.clock.origin().toString(), "clock.real-origin", world.clock.realOrigin().toString(), "clock.speed", "" + world.clock.speed(),
      "adapters.dlms.push.udp", "127.0.0.1:" + pushPort));
    return new HubProcess("run", flags, settings, Map.of("HUB_ADAPTERS_DLMS_MASTER_SECRET", world.masterSecret),
      scratch.resolve("hub.log"));
  }

  /** The hub with nothing in it. */
  static HubProcess empty(Path folder, List<String> flags) throws IOException {
    Files.createDirectories(folder);
    return new HubProcess("run", flags, empty(folder), Map.of(), folder.resolve("hub.log"));
  }

  private static Map<String, String> empty(Path folder) {
    return Map.of("store.folder", folder.resolve("store").toString(), "jms.data", folder.resolve("broker").toString());
  }

  static HubProcess demo(Path folder, List<String> flags) throws IOException {
    Files.createDirectories(folder);
    return new HubProcess("demo", flags, Map.of("demo.folder", folder.resolve("demo").toString(), "demo.meter-port", "" + World.freePort(),
      "demo.push-port", "" + World.freePort()), Map.of(), folder.resolve("hub.log"));
  }

  /** Waits until {@code /health/ready} says so. @return when, as of {@link System#nanoTime} */
  long awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      jvm.expectAlive();
      try {
        if (answer("/health/ready").statusCode() == 200) return System.nanoTime();
      } catch (IOException notYet) {
        Thread.sleep(2);
      }
      Thread.sleep(3);
    }
    throw new IOException("the hub was not ready after " + PATIENCE + ": " + jvm.log());
  }

  String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = answer(path);
    if (answer.statusCode() != 200) throw new IOException(path + " was answered with " + answer.statusCode() + " " + answer.body());
    return answer.body();
  }

  private HttpResponse<String> answer(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + consolePort + path)).timeout(Duration.ofSeconds(20)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Follows live until closed. */
  LiveClient live() throws IOException, InterruptedException {
    return LiveClient.connect(http, consolePort);
  }

  /** Notices that wait, of all subscribers together. */
  long waiting() throws IOException, InterruptedException {
    Matcher found = WAITING.matcher(get("/api/deliveries"));
    long waiting = 0;
    while (found.find()) {
      waiting += Long.parseLong(found.group(1));
    }
    return waiting;
  }

  ProcessHandle handle() { return jvm.handle(); }

  String log() throws IOException { return jvm.log(); }

  void expectAlive() throws IOException { jvm.expectAlive(); }

  @Override
  public void close() throws IOException {
    http.shutdownNow();
    jvm.close();
  }
}
