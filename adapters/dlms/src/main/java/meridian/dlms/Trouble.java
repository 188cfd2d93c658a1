package meridian.dlms;

import meridian.adapter.Outcome;

/**
 * Expected trouble on its way to becoming an {@link Outcome}. Carries no stack trace: it says what the device did, not where we
 * were.
 */
final class Trouble extends Exception {
  private static final long serialVersionUID = 1;

  enum Kind {
    UNREACHABLE, TIMED_OUT, REFUSED, GARBLED
  }

  private final Kind kind;
  private final boolean endsLine;

  private Trouble(Kind kind, boolean endsLine, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
    this.endsLine = endsLine;
  }

  static Trouble unreachable(String reason) { return new Trouble(Kind.UNREACHABLE, true, reason); }

  static Trouble timedOut(String reason) { return new Trouble(Kind.TIMED_OUT, true, reason); }

  /** One service is refused; the association goes on. */
  static Trouble refused(String reason) {
    return new Trouble(Kind.REFUSED, false, reason);
  }

  /** The association is refused, or ended by the device. */
  static Trouble rejected(String reason) {
    return new Trouble(Kind.REFUSED, true, reason);
  }

  static Trouble garbled(String reason) { return new Trouble(Kind.GARBLED, true, reason); }

  Kind kind() { return kind; }

  /** Whether nothing more can be said on this connection. */
  boolean endsLine() { return endsLine; }

  <T> Outcome<T> outcome() {
    return switch (kind) {
      case UNREACHABLE -> new Outcome.Unreachable<>(getMessage());
      case TIMED_OUT -> new Outcome.TimedOut<>(getMessage());
      case REFUSED -> new Outcome.Refused<>(getMessage());
      case GARBLED -> new Outcome.Garbled<>(getMessage());
    };
  }
}
