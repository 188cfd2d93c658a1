package meridian.services.journal;

import meridian.model.message.Exchange;

/** Where messages come in and go out. Safe for concurrent callers. */
@FunctionalInterface
public interface Doors {

  /**
   * Says a message once more: what came in is handed in at the same door and checked like any other, what went out is sent to the same
   * place under the same MessageID. Returns when that is over and journalled as a repetition of {@code exchange}.
   *
   * @param message the message as it was, or mended
   * @param by who wants it, for the journal and the audit
   * @throws NotReplayable when this one cannot be, or its place is no longer allowed
   */
  Said again(Exchange exchange, byte[] message, String by) throws NotReplayable, InterruptedException;

  /**
   * What came of it.
   *
   * @param outcome as in {@link Exchange#outcome}
   * @param answer what was answered, or the first of it; for people to read when it is no message
   */
  record Said(String outcome, byte[] answer) {}

  /** The message is for whoever asked, and says why. */
  final class NotReplayable extends Exception {
    private static final long serialVersionUID = 1;

    public NotReplayable(String why) { super(why); }
  }
}
