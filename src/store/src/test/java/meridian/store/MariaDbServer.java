package meridian.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A MariaDB server of our own, on loopback, in a folder that goes away with it. It lets nobody in without a password over TCP. Started as
 * root it runs as the user {@code mysql}. Thread-safe.
 */
public final class MariaDbServer implements AutoCloseable {
  public static final String USER = "hub";
  public static final String PASSWORD = "only-for-tests";
  private static final Path SERVER = Path.of("/usr/sbin/mariadbd");

  private static @Nullable MariaDbServer shared;

  private final Path folder;
  private final int port;
  private final Thread hook = new Thread(this::stopNow, "stop mariadb");
  private @Nullable Process process;

  private MariaDbServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Whether this machine has a server to start. A machine that runs the project's CI must. */
  public static boolean isInstalled() {
    boolean installed = Files.isExecutable(SERVER);
    if (!installed && "true".equals(System.getenv("CI"))) throw new IllegalStateException("there is no " + SERVER);
    return installed;
  }

  /** One for all tests of this process; it ends with the process. */
  public static synchronized MariaDbServer shared() throws IOException {
    if (shared == null) shared = start();
    return shared;
  }

  /** A new one, empty. */
  public static MariaDbServer start() throws IOException {
    Path folder = Files.createTempDirectory("meridian-mariadb");
    var server = new MariaDbServer(folder, freePort());
    Runtime.getRuntime().addShutdownHook(server.hook);
    try {
      if (isRoot()) server.run(List.of("chown", "mysql", folder.toString()));
      server.run(
        server.as(List.of("mariadb-install-db", "--no-defaults", "--datadir=" + server.data(), "--auth-root-authentication-method=normal",
          "--skip-test-db", "--skip-name-resolve")));
      Path first = Files.writeString(folder.resolve("first.sql"), "CREATE USER '" + USER + "'@'127.0.0.1' IDENTIFIED BY '" + PASSWORD
        + "';\nGRANT ALL ON *.* TO '" + USER + "'@'127.0.0.1' WITH GRANT OPTION;\n");
      server.begin("--init-file=" + first);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Starts it after {@link #stop} or {@link #kill}, with what it kept. */
  public synchronized void begin() throws IOException {
    begin("--skip-name-resolve");
  }

  private synchronized void begin(String option) throws IOException {
    Process begun = new ProcessBuilder(as(List.of(SERVER.toString(), "--no-defaults", "--datadir=" + data(), "--port=" + port,
      "--bind-address=127.0.0.1", "--skip-networking=0", "--socket=" + folder.resolve("socket"), "--pid-file=" + folder.resolve("pid"),
      "--innodb-buffer-pool-size=64M", "--skip-name-resolve", option))).directory(Path.of("/").toFile()).redirectErrorStream(true)
      .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
    process = begun;
    long patient_ns = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (Connection _ = connect("")) {
        return;
      } catch (SQLException notYet) {
        if (!begun.isAlive() || System.nanoTime() > patient_ns)
          throw new IOException("it does not start: " + Files.readString(folder.resolve("log")), notYet);
        pause();
      }
    }
  }

  /** Address of a database of this name, made when there is none yet. */
  public String database(String name) throws SQLException {
    try (Connection connection = connect(""); Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE IF NOT EXISTS " + name + " CHARACTER SET utf8mb4");
    }
    return url(name);
  }

  public String url(String database) { return "jdbc:mariadb://127.0.0.1:" + port + "/" + database; }

  public Connection connect(String database) throws SQLException { return DriverManager.getConnection(url(database), USER, PASSWORD); }

  public int port() { return port; }

  /** As an administrator restarts it: clients are cut off, the disk is left in order. */
  public synchronized void stop() throws IOException {
    end(false);
  }

  /** As a power cut does: it recovers with the next {@link #begin}. */
  public synchronized void kill() throws IOException { end(true); }

  private void end(boolean atOnce) throws IOException {
    Process running = process;
    if (running == null) return;
    if (atOnce) running.destroyForcibly();
    else
      running.destroy();
    try {
      if (!running.waitFor(60, TimeUnit.SECONDS)) throw new IOException("it does not stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    stopNow();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void stopNow() {
    try {
      end(true);
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException left) {
      System.err.println(folder + " was left behind: " + left.getMessage());
    }
  }

  private Path data() { return folder.resolve("data"); }

  /** Without a shell or su between, so that the process is the server itself. */
  private List<String> as(List<String> words) {
    if (!isRoot()) return words;
    return Stream.concat(Stream.of("setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups"), words.stream()).toList();
  }

  private static boolean isRoot() { return "root".equals(System.getProperty("user.name")); }

  private void run(List<String> words) throws IOException {
    Process tool = new ProcessBuilder(words).directory(Path.of("/").toFile()).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes());
    try {
      if (tool.waitFor() != 0) throw new IOException(words + ": " + said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
