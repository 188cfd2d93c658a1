package meridian.services.port;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.model.TimePeriod;
import meridian.model.message.Exchange;

/** Every CIM message in and out. Safe for concurrent callers. */
public interface Journal {

  /**
   * Takes an exchange to be written soon. Never throws, and waits for a moment at most: when the journal cannot keep up it leaves out the
   * body, then the exchange, and says so in the log.
   *
   * @param body the message or its first bytes; not changed afterwards
   */
  void append(Exchange exchange, byte[] body);

  /** Exchanges that match all that is asked, newest first, without their bodies. */
  Page search(Query query);

  /** An exchange and what is kept of its message. */
  Optional<Kept> find(long id);

  record Kept(Exchange exchange, byte[] body) {}

  /**
   * A piece of the answer. A search in much that does not match ends early rather than late.
   *
   * @param next ask with it as {@code before} to go on; 0 when there is no more
   */
  record Page(List<Exchange> exchanges, long next) {
    public Page { exchanges = List.copyOf(exchanges); }
  }

  /** What an exchange can be asked for by. Upper and lower case are the same. */
  enum Field {
    /** The whole of it, as for CORRELATION_ID, DEVICE, NOUN, VERB and DIRECTION. */
    MESSAGE_ID, CORRELATION_ID, DEVICE, NOUN, VERB, DIRECTION,
    /** How the partner or the Source begins. */
    PARTNER,
    /** How the outcome begins, {@code FAILED} or {@code FAILED 2}, or its code alone, {@code 2.4}. */
    OUTCOME,
    /** Number of the exchange it repeats. */
    REPLAY_OF,
    /** The whole MessageID, CorrelationID or noun, or a device. */
    TEXT
  }

  /**
   * @param asked what must match
   * @param period of {@link Exchange#time}
   * @param before only what is older than the exchange of this id; 0 to begin with the newest
   * @param limit most exchanges in a page
   */
  record Query(Map<Field, String> asked, TimePeriod period, long before, int limit) {
    private static final TimePeriod ALWAYS = new TimePeriod(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));

    public Query { asked = Map.copyOf(asked); }

    public static Query newest(int limit) { return new Query(Map.of(), ALWAYS, 0, limit); }

    /** Nothing is asked by an empty value. */
    public Query with(Field field, String value) {
      if (value.isBlank()) return this;
      Map<Field, String> more = new EnumMap<>(Field.class);
      more.putAll(asked);
      more.put(field, value.strip());
      return new Query(more, period, before, limit);
    }

    public Query in(TimePeriod other) { return new Query(asked, other, before, limit); }

    public Query before(long id) { return new Query(asked, period, id, limit); }
  }
}
