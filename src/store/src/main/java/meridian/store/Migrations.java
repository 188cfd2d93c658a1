package meridian.store;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import meridian.services.port.StoreException;

/** Brings a schema up to this version of the hub. */
final class Migrations {

  private Migrations() {}

  /** @param folder under {@code meridian/store/migration} */
  static void h2(DataSource source, String folder, String where) {
    run(Flyway.configure().dataSource(source).locations("classpath:meridian/store/migration/" + folder), where);
  }

  static void postgis(DataSource source, String where) {
    run(Flyway.configure().dataSource(source).locations("classpath:meridian/store/migration/postgis").schemas(PostgresDatabase.SCHEMA),
      where);
  }

  private static void run(FluentConfiguration configuration, String where) {
    try {
      Flyway flyway = configuration.cleanDisabled(true).ignoreMigrationPatterns(new String[0]).load();
      for (var migration : flyway.info().all()) {
        if (migration.getState() == MigrationState.FUTURE_SUCCESS)
          throw new StoreException("the schema of " + where + " is of a newer hub (" + migration.getVersion()
            + " " + migration.getDescription() + "): start that version, or restore a backup made by this one", new IllegalStateException("newer schema"));
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StoreException("the schema of " + where + " does not fit this version of the hub: it was left as it is", e);
    }
  }
}
