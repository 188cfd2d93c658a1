package meridian.dlms;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The last push accepted of each meter, against replay and repetition, and counts of what was not accepted. Bounded: the meters heard last
 * are remembered. In memory only, so the first push after a start sets the counter. Safe for concurrent callers.
 */
final class PushLog {

  enum Verdict {
    FRESH,
    /** Just what was accepted last: acknowledge again, tell nobody. */
    REPEATED,
    /** An invocation counter of the past, or plain speech from a meter that ciphers. */
    REFUSED
  }

  private record Last(long counter, int digest, boolean ciphers) {}

  private static final Last NOTHING = new Last(-2, 0, false);
  private final Map<String, Last> lasts;
  final LongAdder garbage = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder repeated = new LongAdder();
  /** Connections turned away because there were too many. */
  final LongAdder turnedAway = new LongAdder();

  PushLog(int mostMeters) {
    lasts = Lru.ofMost(mostMeters);
  }

  /** @param before what this meter said just before and is not accepted yet; may be absent */
  Verdict judge(Push push, Optional<Push> before) {
    Last last = before.map(PushLog::last).orElseGet(() -> lasts.getOrDefault(push.serialNumber(), NOTHING));
    if (last.ciphers() && !push.ciphered()) return Verdict.REFUSED;
    if (push.counter() == last.counter() && push.digest() == last.digest()) return Verdict.REPEATED;
    return push.ciphered() && push.counter() <= last.counter() ? Verdict.REFUSED : Verdict.FRESH;
  }

  private static Last last(Push push) {
    return new Last(push.counter(), push.digest(), push.ciphered());
  }

  /** To be called when the listener has the push. */
  void accepted(Push push) {
    lasts.merge(push.serialNumber(), last(push),
      (before, now) -> now.counter() < before.counter() ? before : now);
  }

  /** This meter is known to cipher: nothing plain is taken from it. */
  void ciphers(String serialNumber) {
    lasts.putIfAbsent(serialNumber, new Last(-1, 0, true));
  }
}
