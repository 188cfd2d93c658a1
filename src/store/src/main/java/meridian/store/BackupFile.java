package meridian.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A backup to be read: a ZIP file, its first entry the manifest. One that was cut off has no end and cannot be opened. */
final class BackupFile implements AutoCloseable {
  private final ZipFile zip;
  private final BackupManifest manifest;

  private BackupFile(ZipFile zip, BackupManifest manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  /** Begins a backup; the caller puts further entries and closes it. */
  static ZipOutputStream begin(OutputStream out, BackupManifest manifest) throws IOException {
    var zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
    manifest.writeTo(zip);
    zip.closeEntry();
    return zip;
  }

  static BackupFile open(Path file) throws IOException {
    if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new IOException("it is no backup, or only a part of one", e);
    }
    try {
      ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
      if (entry == null || entry.getSize() > 10_000) throw new IOException("it is no backup of a hub");
      try (InputStream in = zip.getInputStream(entry)) {
        return new BackupFile(zip, BackupManifest.read(in));
      }
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  BackupManifest manifest() { return manifest; }

  boolean holds(String name) { return zip.getEntry(name) != null; }

  /** @throws IOException also when the entry is missing or not what was written */
  void copy(String name, OutputStream out) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) throw new IOException("it holds no " + name);
    var sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      in.transferTo(out);
    } catch (ZipException e) {
      throw damaged(name, e);
    }
    if (sum.getValue() != entry.getCrc()) throw damaged(name, new ZipException("wrong sum"));
  }

  private static IOException damaged(String name, ZipException e) {
    return new IOException("it is damaged in " + name + "; take another backup", e);
  }

  @Override
  public void close() throws IOException { zip.close(); }
}
