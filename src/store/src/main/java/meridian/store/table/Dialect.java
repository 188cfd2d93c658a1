package meridian.store.table;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the databases say differently. */
enum Dialect {
  POSTGRESQL, MYSQL, ORACLE, PORTABLE;

  /**
   * One statement of writing a row.
   *
   * @param order which of the row's values stand for the question marks
   */
  record Step(String sql, int[] order) {}

  /** @param configured empty to ask the database. @throws IllegalArgumentException naming the key */
  static Dialect of(String key, String configured, DatabaseMetaData database) throws SQLException {
    if (!configured.isEmpty()) {
      for (Dialect dialect : values()) {
        if (dialect.name().toLowerCase(Locale.ROOT).equals(configured)) return dialect;
      }
      throw new IllegalArgumentException(key + " knows postgresql, mysql, oracle and portable; was: " + configured);
    }
    return switch (database.getDatabaseProductName()) {
      case "PostgreSQL" -> POSTGRESQL;
      case "MySQL", "MariaDB" -> MYSQL;
      case "Oracle" -> ORACLE;
      default -> PORTABLE;
    };
  }

  /** Run once on every new connection. MySQL cuts what is too long and lives in the server's time zone unless it is told not to. */
  List<String> greeting() {
    return switch (this) {
      case MYSQL -> List.of("SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES'), time_zone = '+00:00'");
      case POSTGRESQL, ORACLE, PORTABLE -> List.of();
    };
  }

  /** A qualified name's first part is a catalog here, not a schema. */
  boolean hasCatalogs() { return this == MYSQL; }

  /** Every statement of which the rows go through in turn; a second one only for the rows the first did not touch. */
  List<Step> steps(String table, List<String> columns, Set<Integer> keys) {
    int[] all = IntStream.range(0, columns.size()).toArray();
    String insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (?" + ", ?".repeat(columns.size() - 1) + ")";
    if (keys.isEmpty()) return List.of(new Step(insert, all));
    int[] keyed = IntStream.of(all).filter(keys::contains).toArray();
    int[] other = IntStream.of(all).filter(i -> !keys.contains(i)).toArray();
    return switch (this) {
      case POSTGRESQL -> List.of(new Step(insert + " ON CONFLICT (" + join(keyed, columns, "%s", ", ") + ") DO UPDATE SET "
        + join(other, columns, "%1$s = EXCLUDED.%1$s", ", "), all));
      case MYSQL -> List.of(new Step(insert + " ON DUPLICATE KEY UPDATE " + join(other, columns, "%1$s = VALUES(%1$s)", ", "), all));
      case ORACLE -> List.of(new Step("MERGE INTO " + table + " USING DUAL ON (" + join(keyed, columns, "%s = ?", " AND ")
        + ") WHEN MATCHED THEN UPDATE SET " + join(other, columns, "%s = ?", ", ") + " WHEN NOT MATCHED THEN "
        + insert.replace("INTO " + table + " ", ""), concat(keyed, other, all)));
      case PORTABLE -> List.of(new Step("UPDATE " + table + " SET " + join(other, columns, "%s = ?", ", ") + " WHERE "
        + join(keyed, columns, "%s = ?", " AND "), concat(other, keyed)), new Step(insert, all));
    };
  }

  private static String join(int[] which, List<String> columns, String form, String between) {
    return IntStream.of(which).mapToObj(i -> form.formatted(columns.get(i))).collect(Collectors.joining(between));
  }

  private static int[] concat(int[]... parts) { return Arrays.stream(parts).flatMapToInt(IntStream::of).toArray(); }
}
