package meridian.routes.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.ErrorCode;

/**
 * Behind every door: what brings readings goes to the {@link BulkService}, which reads it as it comes; all else, held whole, takes the way that
 * {@code CimRoutes} tells. Either way it is journalled. Safe for concurrent callers.
 */
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Requests requests;
  private final BulkService bulk;
  private final Desk desk;

  public Intake(Requests requests, BulkService bulk, Desk desk) {
    this.requests = requests;
    this.bulk = bulk;
    this.desk = desk;
  }

  /** Whether a message that begins so need not be held. */
  public boolean streams(MessageStart start) { return bulk.takes(start); }

  /** A message held whole. */
  public Answer answer(Incoming incoming) { return answer(incoming, MessageStart.of(incoming.message())); }

  /** As above. @param start how it begins */
  public Answer answer(Incoming incoming, MessageStart start) {
    if (!incoming.broken().isEmpty() || !bulk.takes(start)) return requests.answer(incoming);
    try {
      Answer answer = take(new BulkMessage(incoming.endpoint(), incoming.partner(), incoming.at(), start,
        new ByteArrayInputStream(incoming.message()), incoming.replyTo(), incoming.replayOf()));
      desk.journal(incoming, Optional.empty(), answer);
      return answer;
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
  }

  /** What was seen of a message that was read as it came. */
  public interface Seen {
    /** Its first bytes, at most a megabyte. */
    byte[] head();

    /** Bytes read. */
    long size();
  }

  /**
   * A message that is read as it comes.
   *
   * @throws IOException when it breaks off, comes too slowly or is too long; nothing is journalled then
   */
  public Answer answer(BulkMessage message, Seen seen) throws IOException {
    Answer answer = take(message);
    byte[] head = seen.head();
    desk.journal(new Incoming(message.endpoint(), message.partner(), message.at(), head, head, message.replyTo(), ""), seen.size(),
      Optional.empty(), answer);
    return answer;
  }

  private Answer take(BulkMessage message) throws IOException {
    try {
      return bulk.take(message);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return desk.fault(ErrorCode.NOT_ATTEMPTED.error("the hub is closing; send it again later"));
    } catch (RuntimeException bug) {
      LOG.error("reading a message from {} failed", message.endpoint(), bug);
      return desk.fault(ErrorCode.ATTEMPT_FAILED.error("the hub failed; its log says why"));
    }
  }
}
