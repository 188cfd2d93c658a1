package meridian.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The writer's transaction under way, with its statements kept prepared. On the writer's thread only. */
final class Tx implements AutoCloseable {

  /** A part of the store that gathers rows while the calls of a group run, and writes them together before the commit. */
  interface Staged {
    void flush(Tx tx) throws SQLException;

    /** What was flushed is durable. */
    void committed();

    /** Nothing since the last commit is kept: forget it. */
    void rolledBack();

    /** The database was away: what was said last may have been kept or not, so what is known of it is read again. */
    default void reopened(Tx tx) throws SQLException {}
  }

  /** Reads one row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Database database;
  private final List<Staged> parts = new ArrayList<>();
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private Connection connection;
  private GroupCommit.Keeper keeper;
  private boolean lost;

  Tx(Database database) throws SQLException {
    this.database = database;
    connection = database.writer();
    keeper = database.keeper(connection);
  }

  GroupCommit.Keeper keeper() { return keeper; }

  /** @throws SQLException when the database is still away */
  void ready() throws SQLException {
    if (!lost) return;
    statements.clear();
    connection = database.writer();
    try {
      keeper = database.keeper(connection);
      for (Staged part : parts) {
        part.reopened(this);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    lost = false;
  }

  void join(Staged part) { parts.add(part); }

  /** A statement with these values in place of its question marks, in order. */
  PreparedStatement with(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    set(statement, values);
    return statement;
  }

  int update(String sql, Object... values) throws SQLException { return with(sql, values).executeUpdate(); }

  /** Runs one statement for each row of values, sent together. */
  void batch(String sql, List<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) return;
    PreparedStatement statement = with(sql);
    for (Object[] row : rows) {
      set(statement, row);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /** As {@link Database#load}. */
  void load(String table, List<String> columns, List<Object[]> rows) throws SQLException {
    if (!rows.isEmpty()) database.load(connection, table, columns, rows);
  }

  /** As {@link Database#change}. */
  void change(String table, List<String> changed, List<String> keys, List<Object[]> rows) throws SQLException {
    if (!rows.isEmpty()) database.change(connection, table, changed, keys, rows);
  }

  <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException { return list(with(sql, values), row); }

  /** Runs when what has been done so far is durable; not at all when it is taken back. */
  void afterCommit(Runnable then) {
    afterCommit.add(then);
  }

  /** @throws GroupCommit.NotHardened when it is committed all the same; with any other exception it is not */
  void commit() throws SQLException, GroupCommit.NotHardened {
    for (Staged part : parts) {
      part.flush(this);
    }
    connection.commit();
    try {
      keeper.harden();
    } catch (SQLException | RuntimeException e) {
      throw new GroupCommit.NotHardened(e);
    } finally {
      parts.forEach(Staged::committed);
      afterCommit.forEach(Runnable::run);
      afterCommit.clear();
    }
  }

  /** Takes back what was done since the last commit. @return false when the connection is lost: nobody knows what was kept */
  boolean rollback(Throwable why) {
    afterCommit.clear();
    parts.forEach(Staged::rolledBack);
    try {
      connection.rollback();
      if (!Failures.isDisconnected(why)) return true;
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    lost = true;
    try {
      connection.close();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    return false;
  }

  @Override
  public void close() throws SQLException { connection.close(); }

  static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof UUID[] ids) statement.setArray(i + 1, statement.getConnection().createArrayOf("uuid", ids));
      else if (values[i] instanceof String[] words) statement.setArray(i + 1, statement.getConnection().createArrayOf("varchar", words));
      else
        statement.setObject(i + 1, values[i]);
    }
  }

  static <T> List<T> list(PreparedStatement statement, Row<T> row) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      var list = new ArrayList<T>();
      while (rows.next()) {
        list.add(row.read(rows));
      }
      return list;
    }
  }
}
