package meridian.services.deliver;

import meridian.model.message.Notice;

/** An enterprise endpoint that is owed notices. */
public interface Subscriber {

  /** Unique in a hub, kept over restarts: its place in the outbox goes by it. */
  String name();

  /** Whether it wants this notice at all. */
  boolean wants(Notice notice);

  /**
   * Hands over one notice; returns when the other side has it safely. May be called again with the same notice and must then send the same
   * MessageID. Called from one thread at a time.
   *
   * @throws Refused when the other side will never take this one
   * @throws Exception for any other trouble: it is tried again, later
   */
  void deliver(Notice notice) throws Exception;

  /** The other side understood, and will not take it. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    public Refused(String reason) { super(reason); }
  }
}
