package meridian.store.contract;

import java.nio.file.Path;
import java.time.InstantSource;

import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.port.GridStore;
import meridian.services.port.Journal;
import meridian.services.port.MasterStore;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;
import meridian.services.port.TaskStore;
import meridian.services.port.WorkStore;

/** One store under test, open. */
public interface Ports extends AutoCloseable {

  /** How a store is opened on what was kept before in {@code folder}. */
  interface Opener {
    Ports open(Path folder, InstantSource clock);

    /** At the time of the contracts' samples, so that the journal does not find them old. */
    default Ports open(Path folder) {
      return open(folder, InstantSource.fixed(Sample.at("3T00:00:00")));
    }
  }

  GridStore grid();

  MasterStore master();

  ReadingStore readings();

  EventStore events();

  CommandStore commands();

  TaskStore tasks();

  WorkStore work();

  Outbox outbox();

  Journal journal();

  @Override
  void close();
}
