package meridian.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

import meridian.services.port.StoreException;

/**
 * Backups of a store: one file each, made while the hub runs or while it does not, and put back while it does not. Trouble of any kind is a
 * StoreException whose message says what to do. Blocking; for the thread of a command.
 */
public final class Backup {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'meridian-'yyyyMMdd'T'HHmmss'Z.backup'")
    .withZone(ZoneOffset.UTC);
  private static final long TOLD_EVERY_bytes = 64 << 20;

  private Backup() {}

  /** Where a backup comes from. */
  interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Makes a backup of everything that was acknowledged before this call. It gets its name when it is whole and on the disk; its owner alone
   * may read it.
   *
   * @param target a file that is not there yet, or a folder, in which the file is named after the time
   * @param progress told now and then how many bytes the file has
   * @return the file
   */
  public static Path make(StoreConfig config, Path target, LongConsumer progress) {
    Path wanted = target.toAbsolutePath().normalize();
    Path file = Files.isDirectory(wanted) ? wanted.resolve(NAME.format(Instant.now())) : wanted;
    if (Files.exists(file)) throw refusal(file + " is there already; name another file, or a folder", null);
    Source source = config.url().isEmpty() ? EmbeddedBackup.source(config.folder()) : PostgresBackup.source(config);
    try {
      Path part = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
      part.toFile().deleteOnExit(); // when the command is stopped
      try {
        write(source, part, progress);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      force(file.getParent());
      return file;
    } catch (AtomicMoveNotSupportedException e) {
      throw refusal(file + " cannot be made: its file system cannot rename", e);
    } catch (IOException e) {
      throw trouble("no backup was made: " + file + " cannot be written", e);
    }
  }

  private static void write(Source source, Path part, LongConsumer progress) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      source.writeTo(new Counted(Channels.newOutputStream(channel), progress));
      channel.force(true);
    }
  }

  /**
   * Puts a backup in the place of the store. Until it is whole there, the store is what it was.
   *
   * @param replace whether a store that is there already may be replaced
   * @return what the backup said of itself
   */
  public static BackupManifest restore(StoreConfig config, Path file, boolean replace) {
    try (BackupFile backup = BackupFile.open(file)) {
      BackupManifest manifest = backup.manifest();
      BackupManifest.Kind wanted = config.url().isEmpty() ? BackupManifest.Kind.EMBEDDED : BackupManifest.Kind.POSTGRESQL;
      if (manifest.kind() != wanted)
        throw refusal(file + " is a backup of " + manifest.kind().words() + ", and the store is " + wanted.words()
          + (wanted == BackupManifest.Kind.EMBEDDED
            ? "; set store.url to its database"
            : "; leave store.url empty to restore into store.folder"),
          null);
      manifest.schemas().forEach((schema, version) -> {
        int newest = Migrations.newest(schema);
        if (version > newest)
          throw refusal(file + " is of a newer hub (" + schema + " schema " + version + ", this one knows " + newest
            + "): restore it with that version", null);
      });
      switch (wanted) {
        case EMBEDDED -> EmbeddedBackup.restore(backup, config.folder(), replace);
        case POSTGRESQL -> PostgresBackup.restore(backup, config, replace);
      }
      return manifest;
    } catch (IOException e) {
      throw trouble("nothing was restored from " + file, e);
    }
  }

  /** A sentence about an IOException: those of files say little more than a name. */
  static StoreException trouble(String what, IOException e) {
    String why = switch (e) {
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case AccessDeniedException denied -> "this user may not use " + denied.getFile();
      default -> String.valueOf(e.getMessage());
    };
    return new StoreException(what + ": " + why, e);
  }

  static StoreException refusal(String message, @Nullable Exception cause) {
    return new StoreException(message, cause == null ? new IllegalStateException("refused") : cause);
  }

  /** Waits until the disk has the names in the folder. */
  static void force(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static final class Counted extends FilterOutputStream {
    private final LongConsumer progress;
    private long count;
    private long told;

    Counted(OutputStream out, LongConsumer progress) {
      super(out);
      this.progress = progress;
    }

    @Override
    public void write(int b) throws IOException { write(new byte[]{(byte) b}, 0, 1); }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
      if (count - told < TOLD_EVERY_bytes) return;
      told = count;
      progress.accept(count);
    }
  }
}
