package meridian.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One H2 file, open, its schema up to date, with connections to read from. Thread-safe. */
final class H2File implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(H2File.class);
  private static final int READERS = 16;
  private static final long WORTH_COMPACTING_bytes = 32 << 20;
  /** Percent of the file that are alive. */
  private static final int MOSTLY = 50;

  private final Path file;
  private final boolean forceToDisk;
  private final JdbcDataSource source;
  private final Connection keptOpen;
  private final HikariDataSource readers;

  private H2File(Path file, boolean forceToDisk, JdbcDataSource source, Connection keptOpen, HikariDataSource readers) {
    this.file = file;
    this.forceToDisk = forceToDisk;
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
   * @param forceToDisk whether the writer's commits wait for the disk
   */
  static H2File open(Path file, String migrations, int writeDelay_ms, boolean forceToDisk) {
    JdbcDataSource source = source(file, writeDelay_ms);
    Connection keptOpen;
    try {
      keptOpen = compacted(source, source.getConnection(), Path.of(file + ".mv.db"));
    } catch (SQLException e) {
      throw Failures.opening(file, e);
    }
    try {
      Migrations.h2(source, migrations, file);
      return new H2File(file, forceToDisk, source, keptOpen, readers(source, migrations));
    } catch (RuntimeException e) {
      closeAfter(e, keptOpen);
      throw e;
    }
  }

  /**
   * A file that was killed while much was dropped from it can be mostly air, which compaction under way takes long to find. It is written
   * anew before anybody waits for it; killed meanwhile, the old one is still there.
   */
  private static Connection compacted(JdbcDataSource source, Connection opened, Path file) throws SQLException {
    if (file.toFile().length() < WORTH_COMPACTING_bytes || H2Keeper.alive_percent(opened) >= MOSTLY) return opened;
    long began = file.toFile().length();
    try (opened; Statement statement = opened.createStatement()) {
      statement.execute("SHUTDOWN COMPACT");
    }
    Connection again = source.getConnection();
    LOG.info("{} was mostly empty: {} MB became {} MB", file, began >> 20, file.toFile().length() >> 20);
    return again;
  }

  private static JdbcDataSource source(Path file, int writeDelay_ms) {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + file + ";WRITE_DELAY=" + writeDelay_ms + ";PAGE_SIZE=4096;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;"
      + "CACHE_SIZE=65536;LOCK_TIMEOUT=10000;RETENTION_TIME=1000;ANALYZE_AUTO=0");
    source.setUser("hub");
    return source;
  }

  /** Opens a file that is there, its schema left as it is; the last connection to it closes it. */
  static Connection connect(Path file) throws SQLException {
    JdbcDataSource source = source(file, 0);
    source.setURL(source.getURL() + ";IFEXISTS=TRUE");
    return source.getConnection();
  }

  /** One more connection, without a part in anything. */
  Connection connection() throws SQLException { return source.getConnection(); }

  private static HikariDataSource readers(JdbcDataSource source, String name) {
    var config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("store-" + name);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
  }

  @Override
  public Connection writer() throws SQLException { return uncommitted(); }

  @Override
  public Connection journal() throws SQLException { return uncommitted(); }

  private Connection uncommitted() throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Reads reads() { return new Reads(readers); }

  @Override
  public GroupCommit.Keeper keeper(Connection writer) throws SQLException { return new H2Keeper(writer, forceToDisk); }

  @Override
  public void load(Connection connection, String table, List<String> columns, List<Object[]> rows) throws SQLException {
    String sql = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (?" + ", ?".repeat(columns.size() - 1) + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] row : rows) {
        Tx.set(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public void change(Connection connection, String table, List<String> changed, List<String> keys, List<Object[]> rows)
    throws SQLException {
    String sql = "UPDATE " + table + " SET " + String.join(" = ?, ", changed) + " = ? WHERE " + String.join(" = ? AND ", keys) + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] row : rows) {
        Tx.set(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public synchronized void makePart(String table, String part, int from, int to) throws SQLException {
    H2Parts.make(keptOpen, table, part, from, to);
  }

  @Override
  public synchronized void dropPart(String table, String part) throws SQLException { H2Parts.drop(keptOpen, table, part); }

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
