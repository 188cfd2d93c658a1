package meridian.dlms;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The last pushes accepted of each meter, against replay and repetition, and counts of what was not accepted. Bounded: the
 * meters heard last are remembered. In memory only, so the first push after a start sets the counter. Safe for concurrent
 * callers.
 */
final class PushLog {
  /** Notifications of one meter that may be under way at once, repetitions mixed. */
  private static final int REMEMBERED = 4;

  enum Verdict {
    FRESH,
    /** What was accepted before: acknowledge again, tell nobody. */
    REPEATED,
    /** An invocation counter of the past, or plain speech from a meter that ciphers. */
    REFUSED
  }

  /**
   * What is known of one meter.
   *
   * @param counter highest invocation counter accepted; -1 before the first
   * @param ciphers whether it is known to cipher
   * @param digests of the notifications accepted last, the newest first
   */
  record Heard(long counter, boolean ciphers, long[] digests) {
    private static final Heard NOTHING = new Heard(-1, false, new long[REMEMBERED]);

    private boolean knows(Push push) {
      for (long digest : digests)
        if (digest == push.digest()) return true;
      return false;
    }

    private Heard and(Push push) {
      long[] now = digests;
      if (!knows(push)) {
        now = new long[REMEMBERED];
        now[0] = push.digest();
        System.arraycopy(digests, 0, now, 1, REMEMBERED - 1);
      }
      return new Heard(Math.max(counter, push.counter()), ciphers || push.ciphered(), now);
    }
  }

  private final Map<String, Heard> meters;
  final LongAdder garbage = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder repeated = new LongAdder();
  /** Connections turned away because there were too many. */
  final LongAdder turnedAway = new LongAdder();

  PushLog(int mostMeters) { meters = Lru.ofMost(mostMeters); }

  /** @param pending what is judged but not accepted yet, by meter; what is not refused is added to it */
  Verdict judge(Push push, Map<String, Heard> pending) {
    String serialNumber = push.serialNumber();
    Heard heard = pending.containsKey(serialNumber)
      ? pending.get(serialNumber)
      : meters.getOrDefault(serialNumber, Heard.NOTHING);
    boolean known = heard.knows(push);
    boolean old = push.ciphered() && (push.counter() < heard.counter() || push.counter() == heard.counter() && !known);
    if (old || heard.ciphers() && !push.ciphered()) return Verdict.REFUSED;
    pending.put(serialNumber, heard.and(push));
    return known ? Verdict.REPEATED : Verdict.FRESH;
  }

  /** To be called when the listener has what is pending. */
  void accept(Map<String, Heard> pending) {
    pending.forEach((serialNumber, heard) -> meters.merge(serialNumber, heard,
      (before, now) -> now.counter() < before.counter() ? before : now));
  }

  /** This meter is known to cipher: nothing plain is taken from it. */
  void ciphers(String serialNumber) {
    meters.putIfAbsent(serialNumber, new Heard(-1, true, new long[REMEMBERED]));
  }
}
