package meridian.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps the hub's H2 file durable. The file is opened with WRITE_DELAY 0, so a commit returns when the operating system has it; on the
 * writer's thread.
 */
final class H2Keeper implements GroupCommit.Keeper {
  private final Statement statement;
  private final boolean forceToDisk;

  H2Keeper(Connection connection, boolean forceToDisk) throws SQLException {
    statement = connection.createStatement();
    this.forceToDisk = forceToDisk;
  }

  @Override
  public void harden() throws SQLException {
    if (forceToDisk) statement.execute("CHECKPOINT SYNC");
  }

  @Override
  public void tidy() {}
}
