package meridian.hub.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import meridian.hub.ScaledClock;

/**
 * The simulated meters, in a process of their own (they are GPL-2.0-only, the hub is not). Obeys lines on its standard input and ends with
 * it. Safe for concurrent callers.
 */
public final class FleetProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;

  /**
   * Starts the fleet and waits until it listens.
   *
   * @param jars folder of the fleet's jars
   * @param meters the fleet's CSV file
   * @param push where meters push to, for example {@code udp:127.0.0.1:4060}
   * @throws IOException when it does not start; when its port is taken, names the key
   */
  public FleetProcess(Path jars, Path meters, int port, String push, ScaledClock clock, int seed, String masterSecret, Path log)
    throws IOException {
    String classPath;
    try (Stream<Path> files = Files.list(jars)) {
      classPath = files.filter(file -> file.toString().endsWith(".jar")).map(Path::toString).collect(Collectors.joining(":"));
    }
    var builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=4", "-cp", classPath, "meridian.fleet.Fleet", "--meters", meters.toString(), "--port", Integer.toString(port),
      "--push", push, "--origin", clock.origin().toString(), "--real-origin", Long.toString(clock.realOrigin().toEpochMilli()), "--speed",
      Double.toString(clock.speed()), "--seed", Integer.toString(seed)));
    builder.environment().put("FLEET_MASTER_SECRET", masterSecret);
    builder.redirectError(log.toFile());
    process = builder.start();
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    String first = answers.readLine();
    if (first == null || !first.startsWith("ready")) {
      process.destroy();
      throw new IOException(first == null ? why(log) : "the fleet did not start: " + first);
    }
  }

  /** The fleet's last words, with the operator's key in place of the fleet's option. */
  private static String why(Path log) throws IOException {
    String said = Files.readString(log).lines().filter(line -> line.startsWith("fleet: ")).findFirst().orElse("see " + log);
    return said.startsWith("fleet: --port ")
      ? "demo.meter-port: " + said.substring("fleet: --port ".length()) + "; set demo.meter-port to one that is free"
      : "the fleet did not start: " + said.replaceFirst("^fleet: ", "");
  }

  /**
   * Gives one order, for example {@code outage Feeder3}.
   *
   * @return the answer after {@code ok}
   * @throws IOException when the fleet is gone or answers {@code error}
   */
  public synchronized String order(String line) throws IOException {
    orders.write(line);
    orders.newLine();
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) throw new IOException("the fleet is gone");
    if (!answer.startsWith("ok")) throw new IOException("the fleet answers: " + answer);
    return answer.substring(2).strip();
  }

  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(3, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
