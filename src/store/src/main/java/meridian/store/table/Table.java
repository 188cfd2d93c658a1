package meridian.store.table;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A table as the database describes it, under the names it really has.
 *
 * @param sql the qualified name, quoted as this database quotes
 */
record Table(String sql, List<Column> columns, List<Set<String>> uniqueKeys, String quote) {

  /** @param key of the configuration that names the table. @throws IllegalArgumentException when it may not be used, saying why */
  static Optional<Table> find(Connection connection, Dialect dialect, String key, Identifier name) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    String quote = data.getIdentifierQuoteString().strip();
    for (String table : spellings(data, name.name())) {
      for (String owner : name.parts().size() > 1 ? spellings(data, name.parts().get(name.parts().size() - 2)) : own(connection, dialect)) {
        String catalog = dialect.hasCatalogs() ? owner : connection.getCatalog();
        String schema = dialect.hasCatalogs() ? null : owner;
        List<Column> columns = columns(data, catalog, schema, table);
        if (columns.isEmpty()) continue;
        if (dialect == Dialect.MYSQL) needTransactions(connection, key, owner, table);
        return Optional.of(new Table(quote + owner + quote + "." + quote + table + quote, columns,
          uniqueKeys(data, catalog, schema, table), quote));
      }
    }
    return Optional.empty();
  }

  /** @throws IllegalArgumentException naming key, table and the columns there are */
  Column column(String key, Identifier.Part name) {
    List<Column> found = columns.stream().filter(column -> name.matches(column.name())).toList();
    if (found.size() > 1) {
      List<Column> exactly = found.stream().filter(column -> column.name().equals(name.text())).toList();
      if (exactly.size() == 1) return exactly.getFirst();
    }
    if (found.size() == 1) return found.getFirst();
    throw new IllegalArgumentException(key + ": table " + sql + (found.isEmpty() ? " has no column " : " has more than one column ")
      + name.text() + "; there are " + columns.stream().map(Column::name).collect(Collectors.joining(", ")));
  }

  String quoted(Column column) { return quote + column.name() + quote; }

  private static Set<String> spellings(DatabaseMetaData data, Identifier.Part part) throws SQLException {
    if (part.quoted()) return Set.of(part.text());
    var spellings = new LinkedHashSet<String>();
    if (data.storesUpperCaseIdentifiers()) spellings.add(part.text().toUpperCase(Locale.ROOT));
    if (data.storesLowerCaseIdentifiers()) spellings.add(part.text().toLowerCase(Locale.ROOT));
    spellings.add(part.text());
    return spellings;
  }

  /** Where a name without a schema lives. */
  private static Set<String> own(Connection connection, Dialect dialect) throws SQLException {
    String own = dialect.hasCatalogs() ? connection.getCatalog() : connection.getSchema();
    return own == null ? Set.of() : Set.of(own);
  }

  private static List<Column> columns(DatabaseMetaData data, @Nullable String catalog, @Nullable String schema, String table)
    throws SQLException {
    var columns = new ArrayList<Column>();
    String escape = data.getSearchStringEscape();
    try (ResultSet row = data.getColumns(catalog, schema == null ? null : literally(escape, schema), literally(escape, table), null)) {
      while (row.next()) {
        boolean required = row.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls && row.getString("COLUMN_DEF") == null
          && !"YES".equals(row.getString("IS_AUTOINCREMENT")) && !"YES".equals(row.getString("IS_GENERATEDCOLUMN"));
        columns.add(new Column(row.getString("COLUMN_NAME"), row.getInt("DATA_TYPE"), row.getString("TYPE_NAME"), row.getInt("COLUMN_SIZE"),
          row.getInt("DECIMAL_DIGITS"), required));
      }
    }
    return columns;
  }

  /** In a search pattern _ and % stand for others. */
  private static String literally(String escape, String name) {
    return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
  }

  private static List<Set<String>> uniqueKeys(DatabaseMetaData data, @Nullable String catalog, @Nullable String schema, String table)
    throws SQLException {
    Map<String, Set<String>> keys = new HashMap<>();
    try (ResultSet row = data.getPrimaryKeys(catalog, schema, table)) {
      while (row.next()) {
        keys.computeIfAbsent("primary key", _ -> new HashSet<>()).add(row.getString("COLUMN_NAME"));
      }
    }
    try (ResultSet row = data.getIndexInfo(catalog, schema, table, true, true)) {
      while (row.next()) {
        if (row.getString("COLUMN_NAME") != null && row.getString("FILTER_CONDITION") == null)
          keys.computeIfAbsent("index " + row.getString("INDEX_NAME"), _ -> new HashSet<>()).add(row.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(keys.values());
  }

  /** MyISAM and Aria take rows at once, whatever becomes of the transaction. */
  private static void needTransactions(Connection connection, String key, String schema, String table) throws SQLException {
    try (PreparedStatement ask = connection.prepareStatement(
      "SELECT engine FROM information_schema.tables WHERE table_schema = ? AND table_name = ?")) {
      ask.setString(1, schema);
      ask.setString(2, table);
      try (ResultSet row = ask.executeQuery()) {
        String engine = row.next() ? row.getString(1) : null;
        if (engine != null && !engine.equalsIgnoreCase("InnoDB"))
          throw new IllegalArgumentException(key + ": table " + table + " is kept by " + engine
            + ", which has no transactions; have it altered to ENGINE=InnoDB");
      }
    }
  }
}
