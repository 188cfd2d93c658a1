package meridian.store;

import java.nio.file.Path;

import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.port.GridStore;
import meridian.services.port.Journal;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;
import meridian.store.contract.Ports;

/** The H2 store as the contracts see it. */
record H2(H2Store store) implements Ports {

  static H2 open(Path folder) {
    return new H2(H2Store.open(StoreConfig.in(folder)));
  }

  @Override
  public GridStore grid() {
    return store.grid();
  }

  @Override
  public ReadingStore readings() {
    return store.readings();
  }

  @Override
  public EventStore events() {
    return store.events();
  }

  @Override
  public CommandStore commands() {
    return store.commands();
  }

  @Override
  public Outbox outbox() {
    return store.outbox();
  }

  @Override
  public Journal journal() {
    return store.journal();
  }

  @Override
  public void close() {
    store.close();
  }
}
