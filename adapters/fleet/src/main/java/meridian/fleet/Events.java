package meridian.fleet;

import java.util.Arrays;

/** A meter's latest {@value #MAX} events, oldest first. Codes: IDIS, one number space for all logs. Guarded by its meter. */
final class Events {
  static final int MAX = 96;
  static final int POWER_DOWN = 1;
  static final int POWER_UP = 2;
  static final int CLOCK_BEFORE = 4;
  static final int CLOCK_AFTER = 5;
  static final int METER_COVER_REMOVED = 44;
  static final int METER_COVER_CLOSED = 45;
  static final int AUTHENTICATION_FAILURE = 46;
  static final int DECRYPTION_FAILURE = 49;
  static final int REPLAY = 50;
  static final int READY_FOR_RECONNECTION = 59;
  static final int MANUAL_CONNECTION = 61;
  static final int REMOTE_DISCONNECTION = 62;
  static final int REMOTE_CONNECTION = 63;

  /** Where an event is logged. */
  enum Log {
    STANDARD, FRAUD, DISCONNECTOR;

    static Log of(int code) {
      if (code >= 59 && code <= 69) return DISCONNECTOR;
      return (code >= 40 && code <= 46) || code == DECRYPTION_FAILURE || code == REPLAY ? FRAUD : STANDARD;
    }
  }

  private static final long[] NONE = {};
  /** epoch milliseconds << 8 | code. */
  private long[] events = NONE;

  void add(long at, int code) {
    int keep = Math.min(events.length, MAX - 1);
    long[] grown = Arrays.copyOf(Arrays.copyOfRange(events, events.length - keep, events.length), keep + 1);
    grown[keep] = (at << 8) | code;
    events = grown;
  }

  /** The events of one log within [from, to], each as {@code epoch milliseconds << 8 | code}. */
  long[] list(Log log, long from, long to) {
    return Arrays.stream(events).filter(e -> Log.of(code(e)) == log && at(e) >= from && at(e) <= to).toArray();
  }

  static int code(long event) { return (int) event & 0xff; }

  static long at(long event) { return event >> 8; }
}
