package meridian.store.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import meridian.model.message.Notice;

/**
 * What has been written, kept beside it: a row for each of the newest notices by MessageID, and one that says how far older ones were
 * forgotten. A row is written before the notice's own rows in the same transaction, so that of two that try, the second waits and fails.
 */
final class Marker {
  /** Every database at hand takes this as it is; MySQL's engine is named behind it. */
  static final String COLUMNS = "(subscriber VARCHAR(100) NOT NULL, message_id VARCHAR(36) NOT NULL, sequence_no NUMERIC(19) NOT NULL,"
    + " created_us NUMERIC(19) NOT NULL, PRIMARY KEY (subscriber, message_id))";
  /** Stands in place of a MessageID in the row that says what was forgotten. */
  private static final String FORGOTTEN = "-";

  enum State {
    NEW, DONE,
    /** So old that a row for it may have been forgotten. */
    TOO_OLD
  }

  private record Row(long sequence, long created_us) {}

  private final Connection connection;
  private final String table;
  private final String subscriber;
  private final int kept;
  private int sinceTidied;

  private Marker(Connection connection, String table, String subscriber, int kept) {
    this.connection = connection;
    this.table = table;
    this.subscriber = subscriber;
    this.kept = kept;
    sinceTidied = kept / 10;
  }

  /** Makes the table when it is missing. @throws IllegalArgumentException when it cannot be used, with what to do */
  static Marker open(Connection connection, Dialect dialect, String key, Identifier name, String subscriber, int kept) throws SQLException {
    Optional<Table> found = Table.find(connection, dialect, key, name);
    if (found.isEmpty()) {
      String ddl = "CREATE TABLE " + name + " " + COLUMNS + (dialect == Dialect.MYSQL ? " ENGINE=InnoDB" : "");
      try (Statement statement = connection.createStatement()) {
        statement.execute(ddl);
        connection.commit();
      } catch (SQLException e) {
        if (Troubles.isDisconnected(e)) throw e;
        connection.rollback();
        found = Table.find(connection, dialect, key, name); // somebody else may have been quicker
        if (found.isEmpty())
          throw new IllegalArgumentException(
            key + ": the table is missing and this user may not make it; have its administrator run: " + ddl, e);
      }
      found = Table.find(connection, dialect, key, name);
    }
    Table table = found.orElseThrow(() -> new IllegalArgumentException(key + ": the table " + name + " was made, and is not found"));
    for (String column : new String[]{"subscriber", "message_id", "sequence_no", "created_us"}) {
      table.column(key, new Identifier.Part(column, false));
    }
    return new Marker(connection, table.sql(), subscriber, kept);
  }

  State find(Notice notice) throws SQLException {
    Map<String, Row> rows = rows(notice.messageId().toString());
    if (rows.containsKey(notice.messageId().toString())) return State.DONE;
    Row forgotten = rows.get(FORGOTTEN);
    // Both must say so: a hub set up anew counts from one again, and a clock may have been wrong for a while.
    return forgotten != null && notice.sequence() <= forgotten.sequence && micros(notice.created()) <= forgotten.created_us
      ? State.TOO_OLD
      : State.NEW;
  }

  void add(Notice notice) throws SQLException {
    insert(notice.messageId().toString(), new Row(notice.sequence(), micros(notice.created())));
  }

  /** Forgets now and then what lies further back than is to be kept. */
  void tidy(Notice notice) throws SQLException {
    if (sinceTidied++ < kept / 10) return;
    sinceTidied = 0;
    long last = notice.sequence() - kept;
    try (PreparedStatement ask = connection.prepareStatement("SELECT MAX(sequence_no), MAX(created_us) FROM " + table
      + " WHERE subscriber = ? AND sequence_no <= ?")) {
      ask.setString(1, subscriber);
      ask.setLong(2, last);
      try (ResultSet row = ask.executeQuery()) {
        if (!row.next() || row.getObject(1) == null) return;
        var forgotten = new Row(row.getLong(1), row.getLong(2));
        // The row of what was forgotten before is among them, so its figures are in the greatest.
        forget(last);
        insert(FORGOTTEN, forgotten);
      }
    }
  }

  private void forget(long last) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE subscriber = ? AND (sequence_no <= ?"
      + " OR message_id = ?)")) {
      delete.setString(1, subscriber);
      delete.setLong(2, last);
      delete.setString(3, FORGOTTEN);
      delete.executeUpdate();
    }
  }

  private Map<String, Row> rows(String messageId) throws SQLException {
    Map<String, Row> rows = new TreeMap<>();
    try (PreparedStatement ask = connection.prepareStatement("SELECT message_id, sequence_no, created_us FROM " + table
      + " WHERE subscriber = ? AND message_id IN (?, ?)")) {
      ask.setString(1, subscriber);
      ask.setString(2, messageId);
      ask.setString(3, FORGOTTEN);
      try (ResultSet row = ask.executeQuery()) {
        while (row.next()) {
          rows.put(row.getString(1), new Row(row.getLong(2), row.getLong(3)));
        }
      }
    }
    return rows;
  }

  private void insert(String messageId, Row row) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
      + " (subscriber, message_id, sequence_no, created_us) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, subscriber);
      insert.setString(2, messageId);
      insert.setLong(3, row.sequence);
      insert.setLong(4, row.created_us);
      insert.executeUpdate();
    }
  }

  private static long micros(Instant time) { return ChronoUnit.MICROS.between(Instant.EPOCH, time); }
}
