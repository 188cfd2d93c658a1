package meridian.routes.message;

import java.io.InputStream;
import java.time.Instant;

/**
 * A message that is read as it comes, of any size.
 *
 * @param endpoint as in {@link Incoming}; likewise partner, at, replyTo and replayOf
 * @param start how it begins
 * @param message the CIM message as a document of its own, in UTF-8. Reading it waits for the sender, and not reading makes the sender wait; an
 *   IOException says that it broke off, came too slowly, or is too long
 */
public record BulkMessage(String endpoint, String partner, Instant at, MessageStart start, InputStream message, String replyTo,
  long replayOf) {}
