package meridian.store;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.postgresql.PGProperty;

/**
 * Backups of a PostgreSQL store, by the server's own programs: pg_dump sees the database as it is at one moment, whoever writes. The
 * password goes to them through the environment. A backup is put back in one transaction: until its commit the store is what it was.
 */
final class PostgresBackup {
  private static final String DUMP = "meridian.dump";
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final int MOST_SAID = 8_000;

  private PostgresBackup() {}

  static Backup.Source source(StoreConfig config) {
    int schema;
    try (Connection connection = PostgresDatabase.connect(config)) {
      if (!holdsTables(connection))
        throw Backup.refusal("store.url: there is no store in " + PostgresDatabase.address(config) + " to back up", null);
      schema = Migrations.version(connection, PostgresDatabase.SCHEMA + ".flyway_schema_history");
    } catch (SQLException e) {
      throw Failures.opening(PostgresDatabase.address(config), e);
    }
    Path pg_dump = program("pg_dump");
    return out -> {
      ZipOutputStream zip = BackupFile.begin(out, BackupManifest.now(BackupManifest.Kind.POSTGRESQL, Map.of("postgis", schema)));
      zip.setLevel(Deflater.NO_COMPRESSION); // pg_dump compresses
      zip.putNextEntry(new ZipEntry(DUMP));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var dump = new Run(config, threads, pg_dump, "--format=custom", "--schema=" + PostgresDatabase.SCHEMA, "--no-owner",
          "--no-privileges",
          "--no-password")) {
        dump.process.getOutputStream().close();
        dump.process.getInputStream().transferTo(zip);
        dump.end();
      }
      zip.closeEntry();
      zip.finish();
      zip.flush();
    };
  }

  static void restore(BackupFile backup, StoreConfig config, boolean replace) throws IOException {
    // Held until the end: no hub starts on it meanwhile.
    try (Connection connection = PostgresDatabase.connect(config)) {
      PostgresDatabase.needPostgis(connection);
      PostgresDatabase.needAlone(connection, Duration.ofSeconds(2));
      boolean there = holdsTables(connection);
      if (there && !replace)
        throw Backup.refusal("store.url: there is a store in " + PostgresDatabase.address(config)
          + " already; --replace puts the backup in its place", null);
      String schema = PostgresDatabase.SCHEMA;
      load(backup, config, there || !hasSchema(connection)
        ? "DROP SCHEMA IF EXISTS " + schema + " CASCADE; CREATE SCHEMA " + schema + ";\n"
        : "");
    } catch (SQLException e) {
      throw Failures.opening(PostgresDatabase.address(config), e);
    }
  }

  /** pg_restore turns the dump into SQL, psql runs it; the commit is only sent when all of it came. */
  private static void load(BackupFile backup, StoreConfig config, String first) throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
      var psql = new Run(config, threads, program("psql"), "--no-psqlrc", "--quiet", "--no-password", "--output=/dev/null",
        "--set=ON_ERROR_STOP=1");
      var script = new Run(config, threads, program("pg_restore"), "--schema=" + PostgresDatabase.SCHEMA, "--no-owner", "--no-privileges",
        "--file=-")) {
      Future<Boolean> fed = threads.submit(() -> {
        try (OutputStream in = script.process.getOutputStream()) {
          backup.copy(DUMP, in);
        }
        return true;
      });
      try (OutputStream in = psql.process.getOutputStream()) {
        in.write(("BEGIN;\n" + first).getBytes(StandardCharsets.UTF_8));
        script.process.getInputStream().transferTo(in);
        await(fed);
        script.end();
        in.write("\nCOMMIT;\n".getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        psql.end(); // says why it reads no further, if that is the trouble
        throw e;
      }
      psql.end();
    }
  }

  private static void await(Future<?> fed) throws IOException {
    try {
      fed.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException trouble ? trouble : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static boolean holdsTables(Connection connection) throws SQLException {
    return isTrue(connection, "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = '" + PostgresDatabase.SCHEMA + "')");
  }

  private static boolean hasSchema(Connection connection) throws SQLException {
    return isTrue(connection, "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '" + PostgresDatabase.SCHEMA + "')");
  }

  private static boolean isTrue(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private static Path program(String name) { return program(name, System.getenv().getOrDefault("PATH", ""), INSTALLED); }

  /** Of the newest server that is installed, for its programs know every older one; else from the path. */
  static Path program(String name, String path, Path installed) {
    var places = new ArrayList<Path>();
    if (Files.isDirectory(installed)) {
      try (Stream<Path> versions = Files.list(installed)) {
        versions.filter(version -> version.getFileName().toString().matches("\\d{1,4}"))
          .sorted((one, other) -> Integer.parseInt(other.getFileName().toString()) - Integer.parseInt(one.getFileName().toString()))
          .forEach(version -> places.add(version.resolve("bin")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (String folder : path.split(File.pathSeparator)) {
      if (!folder.isEmpty()) places.add(Path.of(folder));
    }
    return places.stream().map(place -> place.resolve(name)).filter(Files::isExecutable).findFirst()
      .orElseThrow(() -> Backup.refusal(name + " is neither beneath " + installed
        + " nor on the PATH: install the package postgresql-client of the server's version", null));
  }

  /** One of the server's programs under way. */
  private static final class Run implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Future<String> said;

    Run(StoreConfig config, ExecutorService threads, Path program, String... arguments) throws IOException {
      name = program.getFileName().toString();
      var words = new ArrayList<>(List.of(program.toString()));
      words.addAll(List.of(arguments));
      var builder = new ProcessBuilder(words);
      builder.environment().keySet().removeIf(variable -> variable.startsWith("PG") && !variable.equals("PGPASSFILE"));
      builder.environment().putAll(environment(config));
      process = builder.start();
      said = threads.submit(() -> said(process.getErrorStream()));
    }

    /** Host, user and so on of the JDBC address, as libpq calls them. */
    private static Map<String, String> environment(StoreConfig config) {
      var properties = PostgresDatabase.parsed(config);
      var variables = new HashMap<String, String>();
      Map.of("PGHOST", PGProperty.PG_HOST, "PGPORT", PGProperty.PG_PORT, "PGDATABASE", PGProperty.PG_DBNAME, "PGUSER", PGProperty.USER,
        "PGPASSWORD", PGProperty.PASSWORD, "PGSSLMODE", PGProperty.SSL_MODE, "PGSSLROOTCERT", PGProperty.SSL_ROOT_CERT)
        .forEach((variable, property) -> {
          String value = property.getOrDefault(properties);
          if (value != null && !value.isEmpty()) variables.put(variable, value);
        });
      variables.putAll(Map.of("PGAPPNAME", "meridian backup", "PGCONNECT_TIMEOUT", "10", "PGCLIENTENCODING", "UTF8", "LC_ALL", "C"));
      return variables;
    }

    /** The beginning of it; the rest is read too, so that nobody waits. */
    private static String said(InputStream in) throws IOException {
      var beginning = new ByteArrayOutputStream();
      beginning.write(in.readNBytes(MOST_SAID));
      in.transferTo(OutputStream.nullOutputStream());
      return beginning.toString(StandardCharsets.UTF_8);
    }

    /** Waits for its end. @throws IOException with its own words when it failed */
    void end() throws IOException {
      try {
        int code = process.waitFor();
        String words = said.get();
        if (code == 0) return;
        String why = words.lines().filter(line -> line.contains("error:") || line.contains("ERROR:") || line.contains("FATAL:")).findFirst()
          .orElse(words.lines().findFirst().orElse("exit code " + code));
        throw new IOException(why.startsWith(name) ? why : name + ": " + why);
      } catch (ExecutionException e) {
        throw new IOException(name + " cannot be heard", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public void close() { process.destroyForcibly(); }
  }
}
