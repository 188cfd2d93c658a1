package meridian.store;

import java.nio.file.Path;
import java.time.InstantSource;

import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.port.GridStore;
import meridian.services.port.Journal;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;
import meridian.store.contract.Ports;
import meridian.store.contract.Sample;

/** The H2 store as the contracts see it. */
record H2(H2Store store) implements Ports {

  /** At the time of the contracts' samples, so that the journal does not find them old. */
  static H2 open(Path folder) {
    return new H2(H2Store.open(StoreConfig.in(folder), InstantSource.fixed(Sample.at("3T00:00:00"))));
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
