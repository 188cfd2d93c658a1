package meridian.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;

import org.junit.jupiter.api.Assumptions;

import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.port.GridStore;
import meridian.services.port.Journal;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;
import meridian.store.contract.Ports;
import meridian.store.contract.Sample;

/** A store as the contracts see it, opened at the time of their samples, so that the journal does not find them old. */
record Opened(Store store) implements Ports {

  static Opened h2(Path folder) { return of(StoreConfig.in(folder)); }

  /** On a database that belongs to {@code folder}; the test is left out on a machine without PostgreSQL. */
  static Opened postgis(Path folder) {
    return of(postgisConfig(folder));
  }

  static StoreConfig postgisConfig(Path folder) {
    Assumptions.assumeTrue(PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine");
    try {
      String name = "test_" + Integer.toHexString(folder.toAbsolutePath().hashCode());
      return StoreConfig.at(PostgresServer.shared().database(name), PostgresServer.USER, PostgresServer.PASSWORD);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Opened of(StoreConfig config) {
    return new Opened(Store.open(config, InstantSource.fixed(Sample.at("3T00:00:00"))));
  }

  @Override
  public GridStore grid() { return store.grid(); }

  @Override
  public ReadingStore readings() { return store.readings(); }

  @Override
  public EventStore events() { return store.events(); }

  @Override
  public CommandStore commands() { return store.commands(); }

  @Override
  public Outbox outbox() { return store.outbox(); }

  @Override
  public Journal journal() { return store.journal(); }

  @Override
  public void close() { store.close(); }
}
