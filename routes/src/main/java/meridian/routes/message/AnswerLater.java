package meridian.routes.message;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import meridian.cim.CimError;
import meridian.cim.CimRequest;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.message.Verb;

/**
 * Requests with AsyncReplyFlag: acknowledged with 0.3, answered at their ReplyAddress. A query is worked on after its acknowledgement and
 * answered in as many replies as it takes, of which all but the last carry 0.1; what changes anything is done before it is acknowledged, so
 * that an acknowledgement is a promise kept. Safe for concurrent callers.
 */
public final class AnswerLater {
  /** As many answers as may wait do wait. */
  public static final CimError FULL = ErrorCode.TOO_MANY_PENDING.error("as many answers wait to be sent as may wait; ask again later");

  private final Desk desk;
  private final ReplyAddresses addresses;
  private final Outlet outlet;

  public AnswerLater(Desk desk, ReplyAddresses addresses, Outlet outlet) {
    this.desk = desk;
    this.addresses = addresses;
    this.outlet = outlet;
  }

  /** Controls are answered at once, and when their outcome is known. */
  static boolean isAskedFor(CimRequest request) {
    return switch (request) {
      case CimRequest.Query _,CimRequest.GetMeterReadings _,CimRequest.Configure _,CimRequest.OperationSet _ -> request.header()
        .asyncReplyFlag();
      case CimRequest.CreateEndDeviceControls _,CimRequest.CancelEndDeviceControls _,CimRequest.Unserved _ -> false;
    };
  }

  Answer serve(CimRequest request, Incoming incoming, Nouns nouns) {
    var sender = new Sender(request.header(), incoming);
    Optional<CimError> trouble = addresses.trouble(sender);
    if (trouble.isPresent()) return desk.reply(request, Reply.failed(trouble.get()));
    ReplyAddresses.Target target = addresses.find(sender.replyAddress()).orElseThrow();
    var done = new CountDownLatch(1);
    boolean query = request instanceof CimRequest.Query || request instanceof CimRequest.GetMeterReadings;
    if (query) done.countDown();
    boolean taken = outlet.give(target, taker -> {
      try {
        Optional<CimRequest> next = Optional.of(request);
        while (next.isPresent()) {
          CimRequest asked = next.get();
          Answer answer = desk.serveInTurn(asked, incoming, nouns);
          done.countDown();
          next = Optional.empty();
          if (answer instanceof Answer.Message message) {
            taker.take(Verb.REPLY, message);
            next = nouns.rest(asked, message.reply());
          }
        }
      } finally {
        done.countDown();
      }
    });
    if (!taken) return desk.reply(request, Reply.failed(FULL));
    try {
      done.await();
      return desk.reply(request, Reply.acknowledged());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return desk.reply(request, Reply.failed(ErrorCode.NOT_ATTEMPTED.error("the hub is closing; ask again later")));
    }
  }

  /** Has answers made and sent to an address. @return false when it is not allowed, or too many wait already */
  public boolean give(String address, Outlet.Answers answers) {
    return addresses.find(address).map(target -> outlet.give(target, answers)).orElse(false);
  }

  /** Sends one reply, likewise. */
  public boolean send(String address, Answer.Message answer) {
    return give(address, taker -> taker.take(Verb.REPLY, answer));
  }
}
