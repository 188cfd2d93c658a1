package meridian.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;

import meridian.services.port.StoreException;

/** One H2 file, open, its schema up to date, with connections to read from. Thread-safe. */
final class H2File implements AutoCloseable {
  private static final int READERS = 16;

  private final Path file;
  private final JdbcDataSource source;
  private final Connection keptOpen;
  private final HikariDataSource readers;

  private H2File(Path file, JdbcDataSource source, Connection keptOpen, HikariDataSource readers) {
    this.file = file;
    this.source = source;
    this.keptOpen = keptOpen;
    this.readers = readers;
  }

  /**
   * Opens or makes it.
   *
   * @param file without H2's suffix
   * @param migrations folder under {@code meridian/store/migration}
   * @param writeDelay_ms longest time a commit stays in memory; 0 for commits that wait for the file
   */
  static H2File open(Path file, String migrations, int writeDelay_ms) {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + file + ";WRITE_DELAY=" + writeDelay_ms + ";PAGE_SIZE=4096;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;"
      + "CACHE_SIZE=65536;LOCK_TIMEOUT=10000;RETENTION_TIME=1000;ANALYZE_AUTO=0");
    source.setUser("hub");
    Connection keptOpen;
    try {
      keptOpen = source.getConnection();
    } catch (SQLException e) {
      throw Failures.opening(file, e);
    }
    try {
      migrate(file, source, migrations);
      return new H2File(file, source, keptOpen, readers(source, migrations));
    } catch (RuntimeException e) {
      closeAfter(e, keptOpen);
      throw e;
    }
  }

  private static void migrate(Path file, JdbcDataSource source, String migrations) {
    try {
      Flyway.configure().dataSource(source).locations("classpath:meridian/store/migration/" + migrations).cleanDisabled(true).load()
        .migrate();
    } catch (FlywayException e) {
      throw new StoreException("the schema of " + file + " does not fit this version of the hub: it was left as it is", e);
    }
  }

  private static HikariDataSource readers(JdbcDataSource source, String name) {
    var config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("store-" + name);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
  }

  /** A new connection, the caller's own. */
  Connection connection() throws SQLException { return source.getConnection(); }

  Reads reads() { return new Reads(readers); }

  /** Closes all connections to it and gives it free for another process. */
  @Override
  public void close() {
    readers.close();
    try (keptOpen; Statement statement = keptOpen.createStatement()) {
      statement.execute("SHUTDOWN");
    } catch (SQLException e) {
      throw Failures.of("close " + file, e);
    }
  }

  private static void closeAfter(Exception why, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }
}
