package meridian.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;

import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.port.GridStore;
import meridian.services.port.Journal;
import meridian.services.port.MasterStore;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;
import meridian.services.port.TaskStore;
import meridian.services.port.WorkStore;
import meridian.store.contract.Ports;

/** A store as the contracts see it. */
record Opened(Store store) implements Ports {

  /** Nothing a test keeps is too old, unless the test is about that. */
  static final Map<String, String> KEPT = Map.of("readings-kept", "800000d", "events-kept", "800000d");

  static Opened h2(Path folder, InstantSource clock) { return new Opened(Store.open(StoreConfig.in(folder, KEPT), clock)); }

  /** On a database that belongs to {@code folder}; the test is left out on a machine without PostgreSQL. */
  static Opened postgis(Path folder, InstantSource clock) {
    return new Opened(Store.open(postgisConfig(folder), clock));
  }

  static StoreConfig postgisConfig(Path folder) {
    Assumptions.assumeTrue(PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine");
    try {
      String name = "test_" + Integer.toHexString(folder.toAbsolutePath().hashCode());
      return StoreConfig.at(PostgresServer.shared().database(name), PostgresServer.USER, PostgresServer.PASSWORD, KEPT);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection of somebody who looks into the hub's database. */
  static Connection administrator(StoreConfig config) throws SQLException {
    return DriverManager.getConnection(config.url() + "?currentSchema=meridian,public", PostgresServer.USER, PostgresServer.PASSWORD);
  }

  @Override
  public GridStore grid() { return store.grid(); }

  @Override
  public MasterStore master() { return store.master(); }

  @Override
  public ReadingStore readings() { return store.readings(); }

  @Override
  public EventStore events() { return store.events(); }

  @Override
  public CommandStore commands() { return store.commands(); }

  @Override
  public TaskStore tasks() { return store.tasks(); }

  @Override
  public WorkStore work() { return store.work(); }

  @Override
  public Outbox outbox() { return store.outbox(); }

  @Override
  public Journal journal() { return store.journal(); }

  @Override
  public void close() { store.close(); }
}
