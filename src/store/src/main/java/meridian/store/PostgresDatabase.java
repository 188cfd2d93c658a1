package meridian.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

import meridian.services.port.StoreException;

/** A PostgreSQL database with PostGIS; everything of ours is in its schema {@code meridian}. */
final class PostgresDatabase implements Database {
  private static final int READERS = 16;
  static final String SCHEMA = "meridian";
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
  /** Whoever holds this advisory lock writes. */
  private static final long WRITER_LOCK = 0x6d65726964L;
  /** The driver's own log, on standard error: it repeats an address it does not understand, password and all. Kept from being collected. */
  private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

  static {
    DRIVER_LOG.setLevel(Level.OFF);
  }

  private final StoreConfig config;
  private final HikariDataSource readers;

  private PostgresDatabase(StoreConfig config, HikariDataSource readers) {
    this.config = config;
    this.readers = readers;
  }

  /** @throws StoreException when the database cannot be used; the message says what to do */
  static PostgresDatabase open(StoreConfig config) {
    try (Connection connection = connect(config)) {
      needPostgis(connection);
      needAlone(connection, LOCK_PATIENCE);
    } catch (SQLException e) {
      throw Failures.opening(address(config), e);
    }
    HikariDataSource readers = readers(config);
    try {
      Migrations.postgis(readers, address(config));
      return new PostgresDatabase(config, readers);
    } catch (RuntimeException e) {
      readers.close();
      throw e;
    }
  }

  /** Without what an operator may have written behind a question mark or before an at sign: there can be a password among it. */
  static String address(StoreConfig config) {
    return config.url().replaceAll("[?].*", "").replaceAll("//[^/]*@", "//");
  }

  static void needPostgis(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")) {
        if (found.next()) return;
      }
      statement.execute("CREATE EXTENSION postgis");
    } catch (SQLException e) {
      if (Failures.isDisconnected(e)) throw e;
      throw new StoreException("store.url: the database has no PostGIS: install the package postgresql-NN-postgis-3 on its server,"
        + " then have its administrator run CREATE EXTENSION postgis in it", e);
    }
  }

  /** Looks before the schema is touched. A hub that was killed may hold the lock until the server has noticed. */
  static void needAlone(Connection connection, Duration patience) throws SQLException {
    long patient_ns = System.nanoTime() + patience.toNanos();
    while (!lock(connection)) {
      if (System.nanoTime() > patient_ns) throw inUse();
      try {
        Thread.sleep(LOCK_PATIENCE.dividedBy(50));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw inUse();
      }
    }
  }

  private static boolean lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
      ResultSet locked = statement.executeQuery("SELECT pg_try_advisory_lock(" + WRITER_LOCK + ")")) {
      return locked.next() && locked.getBoolean(1);
    }
  }

  private static SQLException inUse() { return new SQLException("another hub is using the database", Failures.IN_USE); }

  private static Properties properties(StoreConfig config) {
    var properties = new Properties();
    PGProperty.CURRENT_SCHEMA.set(properties, SCHEMA + ",public");
    PGProperty.APPLICATION_NAME.set(properties, "meridian");
    PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
    PGProperty.CONNECT_TIMEOUT.set(properties, 5);
    PGProperty.LOGIN_TIMEOUT.set(properties, 10);
    // A server that is gone without a word is noticed; no statement of ours takes this long.
    PGProperty.SOCKET_TIMEOUT.set(properties, 120);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    // And the server notices likewise, so that the lock of a hub whose machine is gone does not outlive it long.
    PGProperty.OPTIONS.set(properties, "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
    if (!config.user().isEmpty()) PGProperty.USER.set(properties, config.user());
    if (!config.password().isEmpty()) PGProperty.PASSWORD.set(properties, config.password().text());
    return properties;
  }

  static Connection connect(StoreConfig config) throws SQLException {
    // The driver would take a user and password before an at sign for a part of the host's name.
    if (config.url().matches("[^/]*//[^/]*@.*")) throw badAddress();
    Connection connection = new Driver().connect(config.url(), properties(config));
    if (connection == null) throw badAddress();
    return connection;
  }

  /** What the address says, and user and password. */
  static Properties parsed(StoreConfig config) {
    Properties parsed = Driver.parseURL(config.url(), properties(config));
    if (parsed == null) throw Failures.opening(address(config), badAddress());
    return parsed;
  }

  private static SQLException badAddress() { return new SQLException("not a jdbc:postgresql: address", Failures.BAD_ADDRESS); }

  private static HikariDataSource readers(StoreConfig config) {
    var hikari = new HikariConfig();
    hikari.setJdbcUrl(config.url());
    hikari.setDriverClassName(Driver.class.getName());
    hikari.setDataSourceProperties(properties(config));
    hikari.setPoolName("store-readers");
    hikari.setMaximumPoolSize(READERS);
    hikari.setMinimumIdle(2);
    hikari.setConnectionTimeout(10_000);
    hikari.setInitializationFailTimeout(-1);
    return new HikariDataSource(hikari);
  }

  @Override
  public Connection writer() throws SQLException {
    Connection connection = connect(config);
    try (Statement statement = connection.createStatement()) {
      if (!lock(connection)) throw inUse();
      // The writer changes rows it has the keys of: by the index, however many they are, never by reading a whole month.
      statement.execute("SET enable_hashjoin = off; SET enable_mergejoin = off");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Connection journal() throws SQLException {
    Connection connection = connect(config);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = off");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Reads reads() { return new Reads(readers); }

  /** A commit of PostgreSQL is durable when it returns, unless its administrator configured otherwise. */
  @Override
  public GroupCommit.Keeper keeper(Connection writer) {
    return new GroupCommit.Keeper() {
      @Override
      public void harden() {
        // done by the commit
      }

      @Override
      public void tidy(boolean idle) {
        // autovacuum does
      }
    };
  }

  @Override
  public void load(Connection connection, String table, List<String> columns, List<Object[]> rows) throws SQLException {
    CopyBinary.load(connection, table, columns, rows);
  }

  /** All rows in one statement; each column goes over as an array. */
  @Override
  public void change(Connection connection, String table, List<String> changed, List<String> keys, List<Object[]> rows)
    throws SQLException {
    List<String> columns = new ArrayList<>(changed);
    columns.addAll(keys);
    String sql = "UPDATE " + table + " old SET "
      + String.join(", ", changed.stream().map(column -> column + " = new." + column).toList())
      + " FROM unnest(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ") new (" + String.join(", ", columns) + ")"
      + " WHERE " + String.join(" AND ", keys.stream().map(key -> "old." + key + " = new." + key).toList());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < columns.size(); i++) {
        statement.setArray(i + 1, column(connection, rows, i));
      }
      statement.executeUpdate();
    }
  }

  private static Array column(Connection connection, List<Object[]> rows, int at) throws SQLException {
    var values = new Object[rows.size()];
    Object some = null;
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i)[at];
      if (some == null) some = values[i];
    }
    return switch (some) {
      case null -> connection.createArrayOf("int8", values);
      case byte[] _ -> connection.createArrayOf("bytea", Arrays.copyOf(values, values.length, byte[][].class));
      case UUID _ -> connection.createArrayOf("uuid", values);
      case Integer _ -> connection.createArrayOf("int4", values);
      case Long _ -> connection.createArrayOf("int8", values);
      case Double _ -> connection.createArrayOf("float8", values);
      default -> throw new IllegalArgumentException("no array of " + some.getClass());
    };
  }

  /** Made beside the table and attached when it is filled: nobody who reads or writes other parts waits. */
  @Override
  public void makePart(String table, String part, int from, int to) throws SQLException {
    alter("CREATE TABLE IF NOT EXISTS " + part + " (LIKE " + table + " INCLUDING ALL) WITH (fillfactor = 60)",
      "WITH moved AS (DELETE FROM " + table + "_other WHERE \"day\" >= " + from + " AND \"day\" < " + to + " RETURNING *)"
        + " INSERT INTO " + part + " SELECT * FROM moved",
      "DO $$ BEGIN IF NOT (SELECT relispartition FROM pg_class WHERE oid = '" + part + "'::regclass) THEN ALTER TABLE " + table
        + " ATTACH PARTITION " + part + " FOR VALUES FROM (" + from + ") TO (" + to + "); END IF; END $$");
  }

  @Override
  public void dropPart(String table, String part) throws SQLException { alter("DROP TABLE " + part); }

  /** In one transaction; does not wait long for somebody who holds the table, for others would wait behind. */
  private void alter(String... changes) throws SQLException {
    try (Connection connection = connect(config); Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET lock_timeout = '3s'");
      for (String change : changes) {
        statement.execute(change);
      }
      connection.commit();
    }
  }

  @Override
  public void close() { readers.close(); }
}
