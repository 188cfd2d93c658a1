package meridian.routes.message;

import java.io.IOException;

/** Serves messages that no memory need hold: readings from head-ends. Safe for concurrent callers. */
public interface BulkService {
  /** For a hub that has none: everything is held whole. */
  BulkService NONE = new BulkService() {
    @Override
    public boolean takes(MessageStart start) { return false; }

    @Override
    public Answer take(BulkMessage message) { throw new IllegalStateException("takes nothing"); }
  };

  /** Whether messages that begin so are its own, whatever their size. */
  boolean takes(MessageStart start);

  /**
   * Reads the message to its end, or to where it gives up, and says what the sender is told. The door journals its beginning and the answer.
   *
   * @throws IOException out of {@link BulkMessage#message()}; the door then tells the sender why
   */
  Answer take(BulkMessage message) throws IOException, InterruptedException;
}
