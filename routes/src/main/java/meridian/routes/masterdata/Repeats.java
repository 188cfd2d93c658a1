package meridian.routes.masterdata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import meridian.cim.CimRequest.Configure;
import meridian.cim.Reply;
import meridian.model.message.Verb;

/**
 * What the last messages were answered, so that one that comes again gets the same. After a restart, what is created again is known by its
 * content. Safe for concurrent callers.
 */
final class Repeats {
  private static final int MOST = 10_000;

  private final Map<Key, Reply> answered = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Reply> eldest) { return size() > MOST; }
  };

  /** A sender that gives another message the same MessageID does not mean a repetition: the content counts, too. */
  record Key(String sender, String messageId, Verb verb, String noun, int content) {}

  /** Empty for a message that cannot be known again. */
  static Optional<Key> key(String sender, Configure request, boolean ofElements) {
    String messageId = request.header().messageId();
    return messageId.isBlank()
      ? Optional.empty()
      : Optional.of(new Key(sender, messageId, request.header().verb(), request.header().noun(),
        Objects.hash(request.objects(), request.ids(), ofElements)));
  }

  /** The answer of the last time, or the one that is made now. What failed whole is tried again. */
  Reply once(Optional<Key> key, Supplier<Reply> answer) {
    if (key.isEmpty()) return answer.get();
    synchronized (answered) {
      Reply before = answered.get(key.get());
      if (before != null) return before;
    }
    Reply made = answer.get();
    if (made.result() != Reply.Result.FAILED) {
      synchronized (answered) {
        answered.put(key.get(), made);
      }
    }
    return made;
  }
}
