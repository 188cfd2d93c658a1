package meridian.store.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import meridian.services.deliver.Subscriber;

/** A mapping held against the table it is for: ready to write. */
final class Target<F> {
  private record Cell<F>(Source<F> source, Column column, Column.Fit fit) {

    @Nullable
    Object of(F fact) throws Subscriber.Refused {
      Object value = source.value().apply(fact);
      return value == null ? null : fit.value(value);
    }
  }

  private final Dialect dialect;
  private final int batch;
  private final List<Cell<F>> cells = new ArrayList<>();
  private final Set<Integer> keys = new HashSet<>();
  private final List<Dialect.Step> steps;

  /** @throws IllegalArgumentException naming key, table and column of what does not fit */
  Target(Dialect dialect, Table table, Mapping<F> mapping, int batch) {
    this.dialect = dialect;
    this.batch = batch;
    String key = mapping.key() + "-mapping";
    for (Mapping.Entry<F> entry : mapping.entries()) {
      Column column = table.column(key, entry.column());
      Column.Fit fit = column.fit(entry.source().kind(), dialect).orElseThrow(() -> new IllegalArgumentException(
        key + ": " + entry.source().word() + " does not fit into column " + column + " of table " + table.sql()));
      if (mapping.keys().stream().anyMatch(part -> part.matches(entry.column().text()))) keys.add(cells.size());
      cells.add(new Cell<>(entry.source(), column, fit));
    }
    Set<String> filled = cells.stream().map(cell -> cell.column.name()).collect(Collectors.toSet());
    table.columns().stream().filter(column -> column.required() && !filled.contains(column.name())).findFirst().ifPresent(column -> {
      throw new IllegalArgumentException(key + ": column " + column + " of table " + table.sql()
        + " must have a value, and the mapping has none for it");
    });
    Set<String> keyColumns = keys.stream().map(i -> cells.get(i).column.name()).collect(Collectors.toSet());
    if (!keys.isEmpty() && !table.uniqueKeys().contains(keyColumns))
      throw new IllegalArgumentException(mapping.key() + "-key: table " + table.sql() + " has no primary key or unique index on just "
        + keyColumns.stream().sorted().collect(Collectors.joining(", ")));
    steps = dialect.steps(table.sql(), cells.stream().map(cell -> table.quoted(cell.column)).toList(), keys);
  }

  boolean isKeyed() { return !keys.isEmpty(); }

  /**
   * Writes a row for each fact; of facts with the same key the last.
   *
   * @throws Subscriber.Refused when a value does not fit into its column
   */
  void write(Connection connection, List<F> facts) throws SQLException, Subscriber.Refused {
    Collection<@Nullable Object[]> rows = rows(facts);
    for (Dialect.Step step : steps) {
      if (!rows.isEmpty()) rows = write(connection, step, rows);
    }
  }

  private Collection<@Nullable Object[]> rows(List<F> facts) throws Subscriber.Refused {
    List<@Nullable Object[]> rows = new ArrayList<>(facts.size());
    for (F fact : facts) {
      var row = new Object[cells.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = cells.get(i).of(fact);
      }
      rows.add(row);
    }
    if (keys.isEmpty()) return rows;
    Map<List<@Nullable Object>, @Nullable Object[]> last = new LinkedHashMap<>();
    for (Object[] row : rows) {
      List<@Nullable Object> key = new ArrayList<>();
      keys.forEach(i -> key.add(row[i]));
      last.put(key, row);
    }
    return last.values();
  }

  /** The rows that were not there. */
  private Collection<@Nullable Object[]> write(Connection connection, Dialect.Step step, Collection<@Nullable Object[]> rows)
    throws SQLException {
    var absent = new ArrayList<@Nullable Object[]>();
    try (PreparedStatement statement = connection.prepareStatement(step.sql())) {
      var sent = new ArrayList<@Nullable Object[]>(batch);
      for (Object[] row : rows) {
        for (int i = 0; i < step.order().length; i++) {
          set(statement, i + 1, row[step.order()[i]], cells.get(step.order()[i]).column);
        }
        statement.addBatch();
        sent.add(row);
        if (sent.size() == batch) flush(statement, sent, absent);
      }
      if (!sent.isEmpty()) flush(statement, sent, absent);
    }
    return absent;
  }

  private void flush(PreparedStatement statement, List<@Nullable Object[]> sent, List<@Nullable Object[]> absent) throws SQLException {
    int[] touched = statement.executeBatch();
    if (steps.size() > 1) {
      for (int i = 0; i < touched.length; i++) {
        if (touched[i] == Statement.SUCCESS_NO_INFO) throw new SQLException("the driver does not say how many rows an UPDATE touched");
        if (touched[i] == 0) absent.add(sent.get(i));
      }
    }
    sent.clear();
  }

  private void set(PreparedStatement statement, int place, @Nullable Object value, Column column) throws SQLException {
    if (value == null) statement.setNull(place, dialect == Dialect.POSTGRESQL ? Types.NULL : column.type());
    else if (dialect == Dialect.POSTGRESQL && value instanceof String) statement.setObject(place, value, Types.OTHER);
    else
      statement.setObject(place, value);
  }
}
