package meridian.hub;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Main in a process of its own, as an operator runs it. What it says goes to a file. */
final class HubProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private HubProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param command {@code run} or {@code demo}
   * @param heap for example {@code 256m}
   * @param settings key to value
   */
  static HubProcess start(String command, String heap, Map<String, ?> settings, Path log) throws IOException {
    List<String> words = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx" + heap,
      "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Dlogback.configurationFile=logback.xml",
      "--sun-misc-unsafe-memory-access=allow",
      "--enable-native-access=ALL-UNNAMED",
      "-cp", System.getProperty("java.class.path"), "meridian.hub.Main", command));
    settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
    return new HubProcess(builder.start(), log);
  }

  /** As kill -9 does; returns when it is dead. */
  void kill() throws InterruptedException { process.destroyForcibly().waitFor(); }

  /** Waits for it to end by itself. */
  int exitCode(int patience_s) throws InterruptedException, IOException {
    if (!process.waitFor(patience_s, TimeUnit.SECONDS)) throw new AssertionError("still running: " + said());
    return process.exitValue();
  }

  /** Whether it ends by itself in this time. */
  boolean ended(Duration patience) throws InterruptedException {
    return process.waitFor(patience);
  }

  boolean isAlive() { return process.isAlive(); }

  ProcessHandle handle() { return process.toHandle(); }

  /** All it said, the lives before it in the same file included. */
  String said() throws IOException { return Files.readString(log); }

  /** Asks it to stop, as a service manager does; then insists. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }
}
