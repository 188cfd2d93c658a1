package meridian.services.deliver;

import java.util.List;

import meridian.model.message.Notice;

/** An enterprise endpoint that is owed notices. It only sends: what it gets, a {@link Subscription} says. Called from one thread at a time. */
public interface Subscriber extends AutoCloseable {

  /** Unique in a hub, kept over restarts: its place in the outbox goes by it. */
  String name();

  /** For people: {@code jms-topic}, {@code soap}. */
  String kind();

  /** Where it is, for people: without any credentials. */
  String address();

  /**
   * Hands over one notice; returns when the other side has it safely. May be called again with the same notice and must then send the same
   * MessageID.
   *
   * @throws Refused when the other side will never take this one
   * @throws RuntimeException for a defect of ours: after a few equal ones the notice is set aside
   * @throws Exception for any other trouble: it is tried again, later
   */
  void deliver(Notice notice) throws Exception;

  /** Most notices that it pays to hand over together. */
  default int together() { return 1; }

  /**
   * Hands over some notices in order; returns when the other side has all of them safely. After any exception they come again, one by one.
   */
  default void deliver(List<Notice> notices) throws Exception {
    for (Notice notice : notices) {
      deliver(notice);
    }
  }

  /** Gives back what it holds open; nothing is handed over any more. */
  @Override
  default void close() {}

  /** The other side understood, and will not take it. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    public Refused(String reason) { super(reason); }
  }
}
