package meridian.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

import meridian.services.port.StoreException;

/** Backups of the embedded store: both its files as they are at one moment, asked of the hub that runs, or read when none does. */
final class EmbeddedBackup {
  private static final List<String> FILES = List.of("hub", "journal");
  private static final String SUFFIX = ".mv.db";
  /** Where a backup is unpacked before it takes the store's place: beside it, so that it need only be renamed. */
  private static final String RESTORING = "restoring";

  private EmbeddedBackup() {}

  static Backup.Source source(Path folder) {
    if (!Files.exists(folder.resolve("hub" + SUFFIX)))
      throw Backup.refusal("store.folder: there is no store in " + folder.toAbsolutePath().normalize() + " to back up", null);
    Optional<Backup.Source> running = BackupDoor.find(folder);
    return running.orElse(out -> read(folder.toAbsolutePath().normalize(), out));
  }

  private static void read(Path folder, OutputStream out) throws IOException {
    var files = new LinkedHashMap<String, Connection>();
    try {
      for (String name : FILES) {
        if (Files.exists(folder.resolve(name + SUFFIX))) files.put(name, H2File.connect(folder.resolve(name)));
      }
      write(files, out);
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1)
        throw Backup.refusal("store.folder: the hub that uses " + folder + " is starting or stopping; try again in a moment", e);
      throw Failures.opening(folder.resolve("hub"), e);
    } finally {
      close(files);
    }
  }

  /**
   * Writes a backup of these files, as they are now.
   *
   * @param files a connection to each, by its name
   */
  static void write(Map<String, Connection> files, OutputStream out) throws IOException, SQLException {
    var schemas = new TreeMap<String, Integer>();
    var snapshots = new LinkedHashMap<String, H2Snapshot>();
    try {
      for (var file : files.entrySet()) {
        schemas.put(file.getKey(), Migrations.version(file.getValue(), "\"flyway_schema_history\""));
        snapshots.put(file.getKey(), H2Snapshot.take(file.getValue()));
      }
      ZipOutputStream zip = BackupFile.begin(out, BackupManifest.now(BackupManifest.Kind.EMBEDDED, schemas));
      for (var snapshot : snapshots.entrySet()) {
        zip.putNextEntry(new ZipEntry(snapshot.getKey() + SUFFIX));
        snapshot.getValue().copyTo(zip);
        zip.closeEntry();
        snapshot.getValue().close();
      }
      zip.finish();
      zip.flush();
    } finally {
      snapshots.values().forEach(H2Snapshot::close);
    }
  }

  /** The same, while they are written. */
  static void write(H2File hub, H2File journal, OutputStream out) throws IOException {
    var files = new LinkedHashMap<String, Connection>();
    try {
      files.put("hub", hub.connection());
      files.put("journal", journal.connection());
      write(files, out);
    } catch (SQLException e) {
      throw Failures.of("back itself up", e);
    } finally {
      close(files);
    }
  }

  private static void close(Map<String, Connection> files) {
    for (Connection file : files.values()) {
      try {
        file.close(); // the last connection closes the file
      } catch (SQLException e) {
        throw Failures.of("close", e);
      }
    }
  }

  static void restore(BackupFile backup, Path store, boolean replace) throws IOException {
    Path folder = Store.usable(store);
    Path hub = folder.resolve("hub" + SUFFIX);
    boolean hubThere = Files.exists(hub);
    boolean there = FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name + SUFFIX)));
    try (FileChannel file = hubThere ? FileChannel.open(hub, StandardOpenOption.WRITE) : null;
      FileLock _ = hubThere ? lock(file, folder) : null) {
      if (there && !replace)
        throw Backup.refusal("store.folder: there is a store in " + folder + " already; --replace puts the backup in its place", null);
      Path unpacked = folder.resolve(RESTORING);
      delete(unpacked);
      Files.createDirectory(unpacked);
      try {
        for (String name : FILES) {
          if (name.equals("hub") || backup.holds(name + SUFFIX)) unpack(backup, unpacked, name);
        }
        // The journal first: a hub beside another time's journal is a hub; one without its own file would begin anew.
        for (String name : FILES.reversed()) {
          Path made = unpacked.resolve(name + SUFFIX);
          if (Files.exists(made)) Files.move(made, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        }
        Backup.force(folder);
      } finally {
        delete(unpacked);
      }
    }
  }

  /** No hub has the file open as long as this is held. */
  private static FileLock lock(@Nullable FileChannel file, Path folder) throws IOException {
    FileLock lock;
    try {
      lock = file == null ? null : file.tryLock();
    } catch (OverlappingFileLockException thisProcess) {
      lock = null;
    }
    if (lock == null) throw Backup.refusal("store.folder: a hub is using " + folder + "; stop it before restoring", null);
    return lock;
  }

  /** Opened once, so that nothing damaged and nothing newer gets into the store's place. */
  private static void unpack(BackupFile backup, Path folder, String name) throws IOException {
    Path file = folder.resolve(name + SUFFIX);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20)) {
      backup.copy(name + SUFFIX, out);
    }
    try (Connection connection = H2File.connect(folder.resolve(name))) {
      int version = Migrations.version(connection, "\"flyway_schema_history\"");
      if (version > Migrations.newest(name))
        throw new StoreException("the backup is of a newer hub", new IllegalStateException("newer schema"));
    } catch (SQLException e) {
      throw new IOException("it is damaged in " + name + "; take another backup", e);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
