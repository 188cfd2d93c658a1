package meridian.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.h2.mvstore.MVStore;

/**
 * Keeps the hub's H2 file durable and small. The file is opened with WRITE_DELAY 0: a commit returns when the operating system has it, and
 * H2's own background writer, which would also compact, is off. So the writer's thread compacts: old chunks in which little is alive are
 * written again, a bounded piece at a time. On the writer's thread only.
 */
final class H2Keeper implements GroupCommit.Keeper {
  /** Percent of the chunks' bytes that should be alive: while there is work to do, and when there is none. */
  private static final int BUSY_FILL = 40;
  private static final int IDLE_FILL = 70;
  private static final int COMMITS_BETWEEN = 64;
  private static final int PIECE_bytes = 2 << 20;

  private final Statement statement;
  private final MVStore file;
  private final boolean forceToDisk;
  private int commits;
  private boolean tidied;

  H2Keeper(Connection connection, boolean forceToDisk) throws SQLException {
    statement = connection.createStatement();
    this.forceToDisk = forceToDisk;
    file = H2Snapshot.store(connection);
  }

  /** How much of the file is not air or dead. */
  static int alive_percent(Connection connection) throws SQLException {
    var store = H2Snapshot.store(connection).getFileStore();
    return store.getFillRate() * store.getChunksFillRate() / 100;
  }

  /**
   * Waits until H2's executors have written what was committed, then writes the file header. H2 2.5 writes the header itself when a chunk
   * went into a gap of the file, but names the chunk before it there; killed then, it recovers that older chunk and forgets commits that
   * were acknowledged (seen: the last dozen).
   */
  @Override
  public void harden() throws SQLException {
    file.getFileStore().executeFileStoreOperation(() -> H2Snapshot.writeHeader(file.getFileStore()));
    if (forceToDisk) statement.execute("CHECKPOINT SYNC");
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
    return file.getFileStore().getChunksFillRate() < fill && file.compact(fill, PIECE_bytes);
  }
}
