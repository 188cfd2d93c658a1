package meridian.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;

import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * Keeps the hub's H2 file durable and small. The file is opened with WRITE_DELAY 0: a commit returns when the operating system has it, and
 * H2's own background writer, which would also compact, is off. So the writer's thread compacts: old chunks in which little is alive are
 * written again, a bounded piece at a time. On the writer's thread only.
 *
 * <p>H2 2.5 writes a chunk that went into reused space, then a file header that still names the chunk before: the newest chunk is not found
 * again after a kill, until a later one happens to name it. So the header is written once more, now that H2 counts the chunk as its last.
 */
final class H2Keeper implements GroupCommit.Keeper {
  /** Percent of the chunks' bytes that should be alive: while there is work to do, and when there is none. */
  private static final int BUSY_FILL = 40;
  private static final int IDLE_FILL = 70;
  private static final int COMMITS_BETWEEN = 64;
  private static final int PIECE_bytes = 2 << 20;

  private final MVStore file;
  private final MethodHandle writeStoreHeader;
  private final boolean forceToDisk;
  private int commits;
  private boolean tidied;

  H2Keeper(Connection connection, boolean forceToDisk) throws SQLException {
    this.forceToDisk = forceToDisk;
    var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    file = session.getDatabase().getStore().getMvStore();
    writeStoreHeader = headerOf(file.getFileStore());
  }

  /** @throws IllegalStateException when H2 has become another: whether the detour is still needed must be looked at then */
  private static MethodHandle headerOf(FileStore<?> store) {
    try {
      Method method = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
      method.setAccessible(true);
      return MethodHandles.lookup().unreflect(method).bindTo(store);
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException("this version of H2 writes its file header in a way the store does not know", unknown);
    }
  }

  @Override
  public void harden() {
    file.commit();
    nameLastChunk();
    if (forceToDisk) file.sync();
  }

  private void nameLastChunk() {
    try {
      writeStoreHeader.invoke();
    } catch (RuntimeException | Error notWritten) {
      throw notWritten;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void tidy(boolean idle) {
    if (idle) {
      if (!tidied) tidied = !compact(IDLE_FILL);
      return;
    }
    tidied = false;
    if (++commits % COMMITS_BETWEEN == 0) compact(BUSY_FILL);
  }

  /** Writes one piece again; false when the chunks are full enough. */
  private boolean compact(int fill) {
    boolean compacted = file.getFileStore().getChunksFillRate() < fill && file.compact(fill, PIECE_bytes);
    if (compacted) nameLastChunk();
    return compacted;
  }
}
