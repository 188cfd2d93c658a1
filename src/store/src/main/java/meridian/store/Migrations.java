package meridian.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

import meridian.services.port.StoreException;

/** Brings a schema up to this version of the hub. */
final class Migrations {

  private Migrations() {}

  /** @param folder under {@code meridian/store/migration} */
  static void h2(DataSource source, String folder, Path file) {
    run(Flyway.configure().dataSource(source).locations("classpath:meridian/store/migration/" + folder), file.toString(),
      e -> Failures.opening(file, e));
  }

  static void postgis(DataSource source, String where) {
    run(Flyway.configure().dataSource(source).locations("classpath:meridian/store/migration/postgis").schemas(PostgresDatabase.SCHEMA),
      where, e -> Failures.opening(where, e));
  }

  /** The newest version this program knows. @param folder under {@code meridian/store/migration} */
  static int newest(String folder) {
    var nowhere = new JdbcDataSource();
    nowhere.setURL("jdbc:h2:mem:");
    MigrationInfo[] all = Flyway.configure().dataSource(nowhere).locations("classpath:meridian/store/migration/" + folder).load().info()
      .all();
    return Integer.parseInt(all[all.length - 1].getVersion().getVersion());
  }

  /** Of the schema as it is. @param history the table in which Flyway keeps what was done */
  static int version(Connection connection, String history) throws SQLException {
    try (Statement statement = connection.createStatement();
      ResultSet newest = statement
        .executeQuery("SELECT \"version\" FROM " + history + " WHERE \"success\" ORDER BY \"installed_rank\" DESC")) {
      if (!newest.next()) throw new SQLException("its schema was never made");
      return Integer.parseInt(newest.getString(1));
    }
  }

  private static void run(FluentConfiguration configuration, String where, Function<SQLException, StoreException> opening) {
    try {
      Flyway flyway = configuration.cleanDisabled(true).ignoreMigrationPatterns(new String[0]).load();
      for (var migration : flyway.info().all()) {
        if (migration.getState() == MigrationState.FUTURE_SUCCESS)
          throw new StoreException("the schema of " + where + " is of a newer hub (" + migration.getVersion()
            + " " + migration.getDescription() + "): start that version, or restore a backup made by this one",
            new IllegalStateException("newer schema"));
      }
      flyway.migrate();
    } catch (FlywayException e) {
      SQLException trouble = database(e);
      if (trouble != null) throw opening.apply(trouble);
      throw new StoreException("the schema of " + where + " does not fit this version of the hub: it was left as it is", e);
    }
  }

  /** What the database itself refused, when that is why Flyway could not go on: not let in, not allowed, damaged. */
  private static @Nullable SQLException database(FlywayException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && (Failures.isDamaged(e) || Failures.isDisconnected(e) || "42501".equals(e.getSQLState())))
        return e;
    }
    return null;
  }
}
