package meridian.adapter;

/** How one call on a line ended. Expected trouble is a value here, never an exception. */
public sealed interface Outcome<T> {

  record Done<T>(T result) implements Outcome<T> {}

  /** The line broke, or nobody answers there. */
  record Unreachable<T>(String reason) implements Outcome<T> {}

  /** The device did not answer in the time it had. */
  record TimedOut<T>(String reason) implements Outcome<T> {}

  /** The device answered that it will not: wrong password, no such object, not allowed. */
  record Refused<T>(String reason) implements Outcome<T> {}

  /** The answer was no sound message of the protocol. The line is closed. */
  record Garbled<T>(String reason) implements Outcome<T> {}

  /** The adapter or the device has no such ability; nothing was sent. */
  record Unsupported<T>(String reason) implements Outcome<T> {}

  /** The same trouble for another kind of result. Not for {@link Done}. */
  @SuppressWarnings("unchecked")
  default <U> Outcome<U> trouble() {
    if (this instanceof Done) throw new IllegalStateException("no trouble: " + this);
    return (Outcome<U>) this;
  }
}
