package meridian.routes.operationset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import meridian.cim.CimError;
import meridian.cim.CimRequest;
import meridian.cim.CimRequest.Configure;
import meridian.cim.CimRequest.Operation;
import meridian.cim.CimRequest.OperationSet;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.routes.masterdata.ConfigureMasterData;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;

/**
 * Several requests in one message, in their order; each Error of the Reply says which operation it is about. With enforceMsgSequence nothing is
 * begun after an operation that failed (5.2); with enforceTransactionalIntegrity all are done or none, which master data alone can
 * promise: other nouns are refused then (5.9). OK when all went well, FAILED when none did, PARTIAL between. Queries have no place in a set:
 * there is one Payload for all. Safe for concurrent callers.
 */
public final class ExecuteOperationSet {
  private final Desk desk;
  private final ConfigureMasterData masterData;
  private final Desk.Service<CimRequest> nouns;

  /** @param nouns serves an operation that is on its own */
  public ExecuteOperationSet(Desk desk, ConfigureMasterData masterData, Desk.Service<CimRequest> nouns) {
    this.desk = desk;
    this.masterData = masterData;
    this.nouns = nouns;
  }

  public Answer serve(OperationSet set, Incoming incoming) throws Exception {
    if (set.operations().isEmpty())
      return desk.reply(set, Reply.failed(ErrorCode.MANDATORY_MISSING.error("Payload/OperationSet: there is no Operation in it")));
    return desk.reply(set, set.allOrNothing() ? together(set, incoming) : oneByOne(set, incoming));
  }

  private Reply together(OperationSet set, Incoming incoming) {
    List<CimError> errors = new ArrayList<>();
    for (Operation operation : set.operations()) {
      if (!masterData.serves(operation.request()))
        errors.add(aborted(operation.request().header().verb().text() + " " + operation.request().header().noun()
          + " cannot be undone: enforceTransactionalIntegrity is for create, change and delete of master data").of(operation.id()));
    }
    return errors.isEmpty() ? masterData.together(set, incoming) : Reply.failed(errors);
  }

  private Reply oneByOne(OperationSet set, Incoming incoming) throws Exception {
    List<CimError> errors = new ArrayList<>();
    List<Reply.Made> made = new ArrayList<>();
    boolean anything = false;
    String failed = "";
    for (Operation operation : set.operations()) {
      if (set.inSequence() && !failed.isEmpty()) {
        errors.add(ErrorCode.NOT_ATTEMPTED.error("operation " + failed + " before it failed, and enforceMsgSequence is true")
          .of(operation.id()));
        continue;
      }
      Reply reply = one(operation, incoming);
      anything |= reply.result() != Reply.Result.FAILED;
      if (reply.result() == Reply.Result.FAILED) failed = operation.id();
      reply.errors().forEach(error -> errors.add(error.of(operation.id())));
      made.addAll(reply.made());
    }
    boolean trouble = errors.stream().anyMatch(error -> !error.code().startsWith("0."));
    return new Reply(!trouble ? Reply.Result.OK : anything ? Reply.Result.PARTIAL : Reply.Result.FAILED, errors, made);
  }

  private Reply one(Operation operation, Incoming incoming) throws Exception {
    return switch (operation.request()) {
      case CimRequest.Query _,CimRequest.GetMeterReadings _ -> Reply.failed(
        ErrorCode.INVALID_VERB.error("a query has no place in an OperationSet, whose Reply has no Payload; send it on its own"));
      case CimRequest.OperationSet _ -> Reply.failed(ErrorCode.INVALID_NOUN.error("an OperationSet has no place in an OperationSet"));
      case Configure configure when masterData.serves(configure) -> masterData.reply(configure, incoming, operation.ofElements());
      case CimRequest request -> of(nouns.serve(request, incoming));
    };
  }

  private static Reply of(Answer answer) throws IOException {
    return switch (answer) {
      case Answer.Fault(var error, _) -> Reply.failed(error);
      case Answer.Message message -> {
        message.body().close();
        yield message.reply();
      }
    };
  }

  private static CimError aborted(String details) {
    return new CimError("5.9", CimError.Level.FATAL, "abandoned for transactional integrity", details, "", "");
  }
}
