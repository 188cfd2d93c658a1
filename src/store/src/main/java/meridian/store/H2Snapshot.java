package meridian.store;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an open H2 file as they are at one moment, read while the file goes on being written. As long as it is open, H2 writes new
 * chunks behind the newest only and leaves every older one where it is; so the file's beginning up to the newest chunk's end, with the
 * header of that moment, is a whole file. H2's own {@code BACKUP TO} reads the header and the end of a file that is being written. The
 * file is read through H2: another descriptor of this process would, once closed, take H2's lock on the file with it.
 */
final class H2Snapshot implements AutoCloseable {
  private static final int BLOCK_bytes = 4096;
  private static final int HEADER_bytes = 2 * BLOCK_bytes;
  private static final int PIECE_bytes = 1 << 20;
  private static final Pattern NEWEST = Pattern.compile("\\bblock:([0-9a-f]+)");
  private static final Pattern LENGTH = Pattern.compile("\\blen:([0-9a-f]+)");
  private static final Method WRITE_HEADER = headerWriter();

  private final FileStore<?> file;
  private final byte[] header;
  private final long size_bytes;

  private H2Snapshot(FileStore<?> file, byte[] header) {
    this.file = file;
    this.header = header;
    long newest = hex(NEWEST, header) * BLOCK_bytes;
    size_bytes = newest + hex(LENGTH, bytes(file, newest, BLOCK_bytes)) * BLOCK_bytes;
  }

  /** Holds all that was committed. One at a time; the caller sees to that. */
  static H2Snapshot take(Connection connection) throws SQLException {
    MVStore store = store(connection);
    FileStore<?> file = store.getFileStore();
    store.setReuseSpace(false);
    try {
      // What had its place in a gap already is written first; then one chunk behind all others.
      store.executeFilestoreOperation(() -> {});
      store.setStoreVersion(store.getStoreVersion());
      store.commit();
      var header = new AtomicReference<byte[]>();
      // Nothing may be thrown in there: H2 would close the file.
      store.executeFilestoreOperation(() -> header.set(newestHeader(file)));
      if (header.get() == null) throw new SQLException("the header of " + file.getFileName() + " cannot be written or read");
      return new H2Snapshot(file, header.get());
    } catch (MVStoreException e) {
      store.setReuseSpace(true);
      throw new SQLException(e);
    } catch (SQLException | RuntimeException e) {
      store.setReuseSpace(true);
      throw e;
    }
  }

  private static byte @Nullable [] newestHeader(FileStore<?> file) {
    try {
      writeHeader(file);
      return bytes(file, 0, HEADER_bytes);
    } catch (RuntimeException unreadable) {
      return null;
    }
  }

  long size_bytes() { return size_bytes; }

  /** @throws IOException of {@code out}, or when the file cannot be read */
  void copyTo(OutputStream out) throws IOException {
    try {
      out.write(header);
      for (long at = HEADER_bytes; at < size_bytes; at += PIECE_bytes) {
        out.write(bytes(file, at, (int) Math.min(PIECE_bytes, size_bytes - at)));
      }
    } catch (MVStoreException e) {
      throw new IOException("the file " + file.getFileName() + " cannot be read", e);
    }
  }

  @Override
  public void close() { file.setReuseSpace(true); }

  private static byte[] bytes(FileStore<?> file, long at, int length) { return file.readFully(null, at, length).array(); }

  private static long hex(Pattern field, byte[] block) {
    Matcher found = field.matcher(new String(block, StandardCharsets.ISO_8859_1));
    if (!found.find()) throw new IllegalStateException("this H2 writes other headers than the one whose files are copied here");
    return Long.parseLong(found.group(1), 16);
  }

  static MVStore store(Connection connection) throws SQLException {
    return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase().getStore().getMvStore();
  }

  /** Names the newest chunk in the file's header. Only within {@link FileStore#executeFileStoreOperation}. */
  static void writeHeader(FileStore<?> file) {
    try {
      WRITE_HEADER.invoke(file);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("H2 could not write the header of its file", e);
    }
  }

  private static Method headerWriter() {
    try {
      Method method = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("this H2 is another than the one whose recovery is mended here", e);
    }
  }
}
