package meridian.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

/** Questions to what is committed, from any thread. A connection is held for the one question only. */
record Reads(DataSource pool) {

  <T> List<T> list(String sql, Tx.Row<T> row, Object... values) {
    try (Connection connection = pool.getConnection()) {
      return list(connection, sql, row, values);
    } catch (SQLException e) {
      throw Failures.of("read", e);
    }
  }

  /** Several questions to one state of the database. */
  record Snapshot(Connection connection) {
    <T> List<T> list(String sql, Tx.Row<T> row, Object... values) throws SQLException { return Reads.list(connection, sql, row, values); }
  }

  interface Question<T> {
    T ask(Snapshot snapshot) throws SQLException;
  }

  <T> T snapshot(Question<T> question) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return question.ask(new Snapshot(connection));
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw Failures.of("read", e);
    }
  }

  private static <T> List<T> list(Connection connection, String sql, Tx.Row<T> row, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Tx.set(statement, values);
      return Tx.list(statement, row);
    }
  }
}
