package meridian.routes.message;

import java.util.ArrayList;
import java.util.List;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Configure;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.Mrid;
import meridian.model.message.Asked;
import meridian.model.message.Verb;
import meridian.services.port.Answered;

/** What is kept of a message so that it is known again, and the Reply to it. */
public final class KeptAnswers {

  private KeptAnswers() {}

  /** A sender that gives another message the same MessageID, or has several operations in one, means no repetition: the content counts. */
  public static Asked asked(Configure request, Sender sender) {
    String content = request.header().verb().text() + " " + Mrid.derivedFrom(request.objects() + " " + request.ids());
    return new Asked(sender.name(), request.header().messageId(), content, sender.requestedBy());
  }

  /** The mRID of an object that came without: the same when the message comes again. @param place of the object in the message */
  public static Mrid mrid(Asked asked, int place) {
    return Mrid.derivedFrom(asked.sender() + " " + asked.key() + " " + place);
  }

  /** @param type of the objects @param some PARTIAL when something was done and something refused; else FAILED */
  public static Reply reply(Verb verb, Answered answered, String type, boolean some) {
    List<CimError> errors = new ArrayList<>();
    for (Answered.Refusal refusal : answered.refused()) {
      ErrorCode code = switch (refusal.reason()) {
        case UNKNOWN -> ErrorCode.INVALID_REQUEST_ID;
        case INCOMPLETE -> ErrorCode.MANDATORY_MISSING;
        case EXISTS, NOT_ALLOWED -> ErrorCode.BUSINESS_RULE;
        case TOO_MANY -> ErrorCode.TOO_MANY;
      };
      errors.add(code.about(refusal.identifier(), type, refusal.says()));
    }
    List<Reply.Made> made = verb == Verb.CREATE
      ? answered.done().stream().map(mrid -> new Reply.Made(type, mrid)).toList()
      : List.of();
    if (errors.isEmpty()) return new Reply(Reply.Result.OK, errors, made);
    return new Reply(some && !answered.done().isEmpty() ? Reply.Result.PARTIAL : Reply.Result.FAILED, errors, made);
  }
}
