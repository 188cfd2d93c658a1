package meridian.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.port.GridStore;
import meridian.services.port.Journal;
import meridian.services.port.MasterStore;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;
import meridian.services.port.StoreException;
import meridian.services.port.TaskStore;
import meridian.services.port.WorkStore;

/**
 * The hub's store, used by one process at a time: a PostgreSQL database with PostGIS, or embedded in a folder as two H2 files, {@code hub}
 * and {@code journal}.
 */
public final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private final List<Database> databases;
  private final GroupCommit writer;
  private final SqlGrid grid;
  private final SqlMaster master;
  private final SqlReadings readings;
  private final SqlEvents events;
  private final SqlCommands commands;
  private final SqlTasks tasks;
  private final SqlWork work;
  private final SqlOutbox outbox;
  private final SqlJournal journal;
  private final Retention retention;
  private Optional<BackupDoor> backups = Optional.empty();

  /**
   * Opens the store, made or brought up to this version's schema when need be.
   *
   * @throws StoreException when the folder cannot be used, or another process uses it; the message says what to do
   */
  public static Store open(StoreConfig config) { return open(config, InstantSource.system()); }

  /** As above. @param clock stamps notices */
  public static Store open(StoreConfig config, InstantSource clock) {
    if (!config.url().isEmpty()) {
      PostgresDatabase database = PostgresDatabase.open(config);
      return open(config, clock, List.of(database, database));
    }
    Path folder = usable(config.folder());
    H2File hub = H2File.open(folder.resolve("hub"), "hub", 0, config.forceToDisk());
    H2File journal;
    try {
      journal = journal(folder.resolve("journal"));
    } catch (RuntimeException e) {
      hub.close();
      throw e;
    }
    Store store = open(config, clock, List.of(hub, journal));
    store.backups = BackupDoor.open(folder, out -> EmbeddedBackup.write(hub, journal, out));
    return store;
  }

  /** A damaged journal keeps no hub from its work: it is put aside, and a new one begun. */
  private static H2File journal(Path file) {
    try {
      return H2File.open(file, "journal", 0, false);
    } catch (StoreException e) {
      if (!Failures.isDamaged(e)) throw e;
      Path damaged = file.resolveSibling("journal.mv.db");
      Path aside = file.resolveSibling("journal-damaged-" + System.currentTimeMillis() + ".mv.db");
      try {
        Files.move(damaged, aside);
      } catch (IOException stuck) {
        e.addSuppressed(stuck);
        throw e;
      }
      LOG.error("the journal is damaged: it was put aside as {}, and a new one is begun; a backup has the old exchanges", aside);
      return H2File.open(file, "journal", 0, false);
    }
  }

  /** @param databases the hub's, the journal's; one may be both */
  private static Store open(StoreConfig config, InstantSource clock, List<Database> databases) {
    try {
      return new Store(config, clock, databases);
    } catch (SQLException | RuntimeException e) {
      new LinkedHashSet<>(databases).reversed().forEach(Database::close);
      throw e instanceof SQLException trouble ? Failures.of("open", trouble) : (RuntimeException) e;
    }
  }

  private Store(StoreConfig config, InstantSource clock, List<Database> databases) throws SQLException {
    this.databases = databases;
    Database hub = databases.getFirst();
    Database journals = databases.getLast();
    writer = new GroupCommit(config, new Tx(hub));
    Reads reads = hub.reads();
    outbox = new SqlOutbox(writer, reads, clock, config.outboxKept());
    readings = new SqlReadings(writer, hub, outbox, clock, config.cache_bytes());
    events = new SqlEvents(writer, reads, outbox);
    commands = new SqlCommands(writer, reads, outbox, events, clock, config.commandsKept());
    var answers = new SqlAnswers(reads, config.commandsKept());
    tasks = new SqlTasks(writer, reads, answers);
    work = new SqlWork(writer, reads, outbox, answers);
    grid = new SqlGrid(writer, reads);
    master = new SqlMaster(writer, reads, grid);
    journal = new SqlJournal(config, journals, clock);
    writer.start();
    journal.start();
    endLeases(clock);
    retention = new Retention(config, clock, readings, events, commands);
  }

  /** The store is this process's alone: whoever held a lease has died, and its commands need not wait for the lease's end. */
  private void endLeases(InstantSource clock) {
    try {
      commands.endLeases();
      commands.pullBack(clock.instant());
    } catch (StoreException full) {
      LOG.warn("commands that were under way wait until their leases end: {}", full.getMessage());
    }
  }

  static Path usable(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (absolute.toString().contains(";"))
      throw cannotUse(absolute, "its name holds a semicolon", new IllegalArgumentException("semicolon"));
    try {
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw cannotUse(absolute, "it cannot be made", e);
    }
    for (Path each : List.of(absolute, absolute.resolve("hub.mv.db"), absolute.resolve("journal.mv.db"))) {
      if (Files.exists(each) && !Files.isWritable(each))
        throw cannotUse(each, "this process may not write there", new AccessDeniedException(each.toString()));
    }
    return absolute;
  }

  private static StoreException cannotUse(Path folder, String why, Exception cause) {
    return new StoreException("store.folder: " + folder + " cannot be used: " + why, cause);
  }

  public GridStore grid() { return grid; }

  public MasterStore master() { return master; }

  public ReadingStore readings() { return readings; }

  public EventStore events() { return events; }

  public CommandStore commands() { return commands; }

  public TaskStore tasks() { return tasks; }

  public WorkStore work() { return work; }

  public Outbox outbox() { return outbox; }

  public Journal journal() { return journal; }

  /** Writes all that was taken, then gives the store free. Calls after this are refused with StoreException. */
  @Override
  public void close() {
    retention.close();
    backups.ifPresent(BackupDoor::close);
    writer.close();
    journal.close();
    new LinkedHashSet<>(databases).reversed().forEach(Database::close);
  }
}
