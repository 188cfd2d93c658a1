package meridian.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables of days in parts, as H2 has them: tables of their own, and a view over all that bears the table's name. Each statement that
 * changes the schema commits, so none of this is done on the writer's connection.
 */
final class H2Parts {
  private H2Parts() {}

  static void make(Connection connection, String table, String part, int from, int to) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS " + part + " (meter UUID NOT NULL, type INTEGER NOT NULL, \"day\" INTEGER NOT NULL,"
        + " received BIGINT NOT NULL, body VARBINARY(10000000) NOT NULL, PRIMARY KEY (meter, \"day\", type))");
      String its = " FROM " + table + "_other WHERE \"day\" >= " + from + " AND \"day\" < " + to;
      move(connection, statement, "INSERT INTO " + part + " SELECT meter, type, \"day\", received, body" + its, "DELETE" + its);
      view(statement, table, "");
    }
  }

  private static void move(Connection connection, Statement statement, String copy, String delete) throws SQLException {
    connection.setAutoCommit(false);
    try {
      statement.execute(copy);
      statement.execute(delete);
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  static void drop(Connection connection, String table, String part) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      view(statement, table, part);
      statement.execute("DROP TABLE " + part);
    }
  }

  /** @param without a part that goes */
  private static void view(Statement statement, String table, String without) throws SQLException {
    List<String> parts = new ArrayList<>();
    try (ResultSet names = statement.executeQuery("SELECT LOWER(table_name) FROM information_schema.tables"
      + " WHERE table_schema = CURRENT_SCHEMA AND table_type = 'BASE TABLE' ORDER BY table_name")) {
      while (names.next()) {
        String name = names.getString(1);
        if (name.matches(table + "_(\\d{4}_\\d{2}|other)") && !name.equals(without)) parts.add(name);
      }
    }
    statement.execute("CREATE OR REPLACE VIEW " + table + " AS "
      + String.join(" UNION ALL ", parts.stream().map(name -> "SELECT meter, type, \"day\", received, body FROM " + name).toList()));
  }
}
