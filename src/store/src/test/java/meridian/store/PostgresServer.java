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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with PostGIS of our own, on loopback, in a folder that goes away with it. It lets nobody in without a password, and
 * waits for the disk as usual. Started as root it runs as the user {@code postgres}, as the server demands. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
  public static final String USER = "hub";
  public static final String PASSWORD = "only-for-tests";
  private static final String TEMPLATE = "with_postgis";
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private static @Nullable PostgresServer shared;

  private final Path bin;
  private final Path folder;
  private final int port;
  private final Thread hook = new Thread(this::stopNow, "stop postgres");
  private @Nullable Process process;

  private PostgresServer(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  /** Whether this machine has a server with PostGIS to start. A machine that runs the project's CI must. */
  public static boolean isInstalled() {
    boolean installed = installedBin().isPresent();
    if (!installed && "true".equals(System.getenv("CI"))) throw new IllegalStateException("no PostgreSQL with PostGIS under " + INSTALLED);
    return installed;
  }

  /** One for all tests of this process; it ends with the process. */
  public static synchronized PostgresServer shared() throws IOException {
    if (shared == null) shared = start();
    return shared;
  }

  /** A new one, empty. */
  public static PostgresServer start() throws IOException {
    Path bin = installedBin().orElseThrow(() -> new IOException("no PostgreSQL with PostGIS under " + INSTALLED));
    Path folder = Files.createTempDirectory("meridian-postgres");
    var server = new PostgresServer(bin, folder, freePort());
    Runtime.getRuntime().addShutdownHook(server.hook);
    try {
      Path password = Files.writeString(folder.resolve("password"), PASSWORD);
      if (isRoot()) run(List.of("chown", "-R", "postgres", folder.toString()));
      server.tool("initdb", "-D", server.data().toString(), "-U", USER, "--auth=scram-sha-256", "--pwfile=" + password, "-E", "UTF8",
        "--locale=C", "--no-instructions", "--no-sync");
      server.begin();
      server.execute("postgres", "CREATE DATABASE " + TEMPLATE);
      server.execute(TEMPLATE, "CREATE EXTENSION postgis");
      return server;
    } catch (IOException | SQLException e) {
      server.close();
      throw e instanceof IOException trouble ? trouble : new IOException("the new server does not work", e);
    }
  }

  /** Starts it after {@link #stop} or {@link #kill}, with what it kept. */
  public synchronized void begin() throws IOException {
    List<String> words = new ArrayList<>(asPostgres());
    words.addAll(List.of(bin.resolve("postgres").toString(), "-D", data().toString(), "-p", String.valueOf(port), "-h", "127.0.0.1", "-k",
      folder.toString(), "-c", "max_connections=200"));
    process = new ProcessBuilder(words).redirectErrorStream(true)
      .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
    long patient_ns = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (Connection _ = connect("postgres")) {
        return;
      } catch (SQLException notYet) {
        if (!process.isAlive() || System.nanoTime() > patient_ns)
          throw new IOException("it does not start: " + Files.readString(folder.resolve("log")), notYet);
        pause();
      }
    }
  }

  /** Address of a database of this name, made with PostGIS in it when there is none yet. */
  public String database(String name) throws SQLException {
    synchronized (PostgresServer.class) { // a template may have one user at a time
      try (Connection connection = connect("postgres"); Statement statement = connection.createStatement()) {
        try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
          if (!found.next()) statement.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        }
      }
    }
    return url(name);
  }

  public String url(String database) { return "jdbc:postgresql://127.0.0.1:" + port + "/" + database; }

  /** A connection as the owner of everything. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, PASSWORD);
  }

  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public int port() { return port; }

  /** Folder of its programs: psql, pg_dump. */
  public Path bin() { return bin; }

  /** As an administrator restarts it: clients are cut off, the disk is left in order. */
  public synchronized void stop() throws IOException {
    tool("pg_ctl", "-D", data().toString(), "-m", "fast", "-w", "stop");
  }

  /** As a power cut does: it recovers with the next {@link #begin}. */
  public synchronized void kill() throws IOException {
    tool("pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
  }

  @Override
  public void close() {
    stopNow();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void stopNow() {
    try {
      Process running = process;
      if (running != null && running.isAlive()) kill();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException left) {
      System.err.println(folder + " was left behind: " + left.getMessage());
    }
  }

  private Path data() { return folder.resolve("data"); }

  private void tool(String name, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(asPostgres());
    words.add(bin.resolve(name).toString());
    words.addAll(List.of(arguments));
    run(words);
  }

  private static List<String> asPostgres() {
    return isRoot() ? List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") : List.of();
  }

  private static boolean isRoot() { return "root".equals(System.getProperty("user.name")); }

  private static void run(List<String> words) throws IOException {
    Process process = new ProcessBuilder(words).directory(Path.of("/").toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) throw new IOException(words + ": " + said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Optional<Path> installedBin() {
    if (!Files.isDirectory(INSTALLED)) return Optional.empty();
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")) && hasPostgis(version.getFileName().toString()))
        .max(Comparator.comparingInt(version -> Integer.parseInt(version.getFileName().toString()))).map(version -> version.resolve("bin"));
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static boolean hasPostgis(String version) {
    return Files.exists(Path.of("/usr/share/postgresql", version, "extension", "postgis.control"));
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
