package meridian.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where the SQL goes: a database that is open, its schema up to date. What H2 and PostgreSQL do differently is in here. Thread-safe. */
interface Database extends AutoCloseable {

  /**
   * The connection of the one writer, opened anew; of all processes at most one has it.
   *
   * @throws SQLException when the database does not answer, or another process writes
   */
  Connection writer() throws SQLException;

  /** The connection of the journal, whose commits need not wait for the disk. The caller's own. */
  Connection journal() throws SQLException;

  /** Questions to what is committed. */
  Reads reads();

  /** Makes what {@code writer} committed durable. */
  GroupCommit.Keeper keeper(Connection writer) throws SQLException;

  /** Puts rows into a table the quickest way there is; each row's values have the types of the columns. */
  void load(Connection connection, String table, List<String> columns, List<Object[]> rows) throws SQLException;

  /** Changes rows; in each the new values of {@code changed} come first, then its {@code keys}. Rows that are missing are left so. */
  void change(Connection connection, String table, List<String> changed, List<String> keys, List<Object[]> rows) throws SQLException;

  /**
   * Makes the table {@code part} for those rows of {@code table} whose {@code "day"} is at least {@code from} and under {@code to}, and moves
   * what {@code table_other} holds of them. Commits; repeatable when it was cut short.
   */
  void makePart(String table, String part, int from, int to) throws SQLException;

  /** Drops a part with its rows, in no time. */
  void dropPart(String table, String part) throws SQLException;

  @Override
  void close();
}
