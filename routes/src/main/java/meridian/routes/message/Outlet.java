package meridian.routes.message;

import meridian.model.message.Verb;

/** Where answers go that are not given at once. Safe for concurrent callers. */
public interface Outlet {

  /** Makes answers, one after the other, in a thread of the outlet's. */
  @FunctionalInterface
  interface Answers {
    void give(Taker taker) throws Exception;
  }

  /** Takes an answer to where it is to go; returns when it is there, or was set aside because it cannot be brought there. */
  @FunctionalInterface
  interface Taker {
    void take(Verb verb, Answer.Message answer) throws InterruptedException;
  }

  /** @return false, and nothing is done, when too many wait already */
  boolean give(ReplyAddresses.Target to, Answers answers);
}
