package meridian.services.port;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import meridian.model.TimePeriod;
import meridian.model.message.Notice;

/**
 * What is owed to the enterprise, in the order it became true, and where each consumer stands. All that changes is durable on return. Safe
 * for concurrent callers.
 */
public interface Outbox {

  /**
   * Notices with a higher sequence, in order; ControlReply notices are among them. At most {@code limit}, fewer when they are large: at
   * least one while there is one.
   *
   * @throws UnreadableNotice when the first of them cannot be read
   */
  List<Notice> after(long sequence, int limit);

  /** Sequence of the last notice this consumer is done with; a consumer seen for the first time starts at the newest. */
  long position(String consumer);

  /** Remembers that the consumer is done with all up to {@code sequence}; never goes back. */
  void advance(String consumer, long sequence);

  /** What a consumer has still to be told. @param oldest when the first of it became true; empty when there is none */
  record Waiting(long notices, Optional<Instant> oldest) {}

  /** What waits of these nouns: an upper bound of what the consumer wants of it, since filters are not asked. */
  Waiting waiting(String consumer, Set<Notice.Noun> nouns);

  /** Stops or resumes a consumer, also for the next start. Its notices stay owed. */
  void pause(String consumer, boolean paused);

  boolean isPaused(String consumer);

  /**
   * Drops notices that all of {@code consumers} are done with, replays included, and that are older than what is kept for replay. Who is no
   * longer among them, though once seen, is not waited for. Other writers get their turn in between.
   */
  void prune(Collection<String> consumers);

  /** Blocks until a notice after {@code sequence} is there or the time is up. */
  void await(long sequence, long patience_ms) throws InterruptedException;

  // Set aside: what a consumer could not be given, kept whole until it is replayed or dropped.

  /**
   * Sets one notice aside for one consumer, with the reason, or renews the reason of one set aside already; then goes on as {@link #advance}.
   *
   * @throws IllegalArgumentException when there is neither
   */
  void setAside(String consumer, long sequence, String reason);

  /** @param again waits to be tried once more */
  record SetAside(long sequence, String messageId, Notice.Noun noun, Instant created, String reason, boolean again) {}

  /** Lowest sequence first. */
  List<SetAside> listSetAside(String consumer, int limit);

  long countSetAside(String consumer);

  /** Has one be tried again; false when there is none. */
  boolean tryAgain(String consumer, long sequence);

  /** Has all be tried again; returns how many. */
  int tryAllAgain(String consumer);

  /**
   * The first that is to be tried again.
   *
   * @throws UnreadableNotice when it cannot be read
   */
  Optional<Notice> nextAgain(String consumer);

  /** Forgets one that was set aside; false when there is none. */
  boolean dropSetAside(String consumer, long sequence);

  // Replay: a range of notices told to one consumer once more; its position stays.

  /**
   * How far a replay is.
   *
   * @param period when the notices became true
   * @param notices in the range, of all nouns, that the consumer was done with when it was asked for
   * @param done of them
   */
  record Replay(TimePeriod period, long notices, long done) {}

  /**
   * Begins to replay what became true in a period and is still kept. What the consumer is not done with yet is left out: it comes anyway.
   *
   * @return empty when one is under way for this consumer already; one of no notices is done at once
   */
  Optional<Replay> replay(String consumer, TimePeriod period);

  /** The one under way. */
  Optional<Replay> findReplay(String consumer);

  /** As {@link #after}, of the replay under way; empty when there is none. */
  List<Notice> nextOfReplay(String consumer, int limit);

  /** Remembers that the replay is done with {@code notices} more, up to {@code sequence}. */
  void advanceReplay(String consumer, long sequence, int notices);

  /** Ends a replay; false when there is none. */
  boolean endReplay(String consumer);
}
