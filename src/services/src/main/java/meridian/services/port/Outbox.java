package meridian.services.port;

import java.util.Collection;
import java.util.List;

import meridian.model.message.Notice;

/** What is owed to the enterprise, in the order it became true. Safe for concurrent callers. */
public interface Outbox {

  /** Notices with a higher sequence, in order. ControlReply notices are among them. */
  List<Notice> after(long sequence, int limit);

  /** Sequence of the last notice this consumer is done with; a consumer seen for the first time starts at the newest. */
  long position(String consumer);

  /** Remembers that the consumer is done with all up to {@code sequence}; never goes back. Durable on return. */
  void advance(String consumer, long sequence);

  /** Sets one notice aside for one consumer, with the reason, to be looked at and replayed; then goes on as {@link #advance}. */
  void setAside(String consumer, long sequence, String reason);

  /** How many notices are waiting for this consumer. */
  long waiting(String consumer);

  /** Drops notices that all of {@code consumers} are done with; who is no longer among them, though once seen, is not waited for. */
  void prune(Collection<String> consumers);

  /** Blocks until a notice after {@code sequence} is there or the time is up. */
  void await(long sequence, long patience_ms) throws InterruptedException;
}
