package meridian.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own; its errors go to a file. Told to stop when closed, and when this JVM is. */
final class Jvm implements AutoCloseable {
  /** What the hub's launcher gives the JVM. */
  static final List<String> HUB_FLAGS = List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
  private static final long PATIENCE_s = 120; // a JVM that leaves an AOT cache takes its time

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;
  private final Path log;
  private final String main;

  private Jvm(Process process, Path log, String main) {
    this.process = process;
    this.log = log;
    this.main = main;
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  static Jvm start(String classPath, List<String> flags, String main, List<String> arguments, Map<String, String> environment, Path log)
    throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program("java"));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop " + main));
    return new Jvm(process, log, main);
  }

  /** A program of the JDK this one runs on. */
  static String program(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  ProcessHandle handle() { return process.toHandle(); }

  /** Gives one line and waits for the answer. */
  String ask(String line) throws IOException {
    expectAlive();
    orders.write(line);
    orders.newLine();
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) throw new IOException(main + " ended: " + log());
    return answer;
  }

  /** @throws IOException when it has ended, with its own words */
  void expectAlive() throws IOException {
    if (!process.isAlive()) throw new IOException(main + " ended with " + process.exitValue() + ": " + log());
  }

  String log() throws IOException { return Files.readString(log).strip(); }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_s, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
