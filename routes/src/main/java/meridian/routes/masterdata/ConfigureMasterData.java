package meridian.routes.masterdata;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import meridian.cim.CimError;
import meridian.cim.CimNoun;
import meridian.cim.CimRequest;
import meridian.cim.CimRequest.Configure;
import meridian.cim.CimRequest.Operation;
import meridian.cim.CimRequest.OperationSet;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.message.Verb;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.message.PartialSuccess;
import meridian.routes.message.Sender;
import meridian.routes.message.Testing;

/**
 * Create, change and delete of master data: every noun that ends in Config, groups, codes. One Error for each object that could not be
 * dealt with; what no Error names is done, unless the operator wants all or nothing. The same message again from the same sender does
 * nothing twice and is answered the same. With Context TESTING all is checked and nothing kept. Safe for concurrent callers.
 */
public final class ConfigureMasterData {
  private static final Set<Verb> VERBS = Set.of(Verb.CREATE, Verb.CHANGE, Verb.DELETE);

  private final Desk desk;
  private final Granted granted;
  private final PartialSuccess partialSuccess;
  private final Repeats repeats = new Repeats();

  public ConfigureMasterData(Desk desk, Granted granted, PartialSuccess partialSuccess) {
    this.desk = desk;
    this.granted = granted;
    this.partialSuccess = partialSuccess;
  }

  /** Whether a request changes master data and nothing else. */
  public boolean serves(CimRequest request) {
    return request instanceof Configure && VERBS.contains(request.header().verb())
      && CimNoun.find(request.header().noun()).filter(noun -> MasterDataNouns.NAMES.contains(noun.name())).isPresent();
  }

  public Answer serve(Configure request, Incoming incoming) { return desk.reply(request, reply(request, incoming, false)); }

  /** @param ofElements elementOperation of an OperationSet: what is deleted are elements of the objects */
  public Reply reply(Configure request, Incoming incoming, boolean ofElements) {
    boolean testing = Testing.isAskedFor(request.header());
    PartialSuccess partly = partialSuccess.of(request.header().dialect().profile());
    List<Asked> asked = asked(request, ofElements);
    if (asked.isEmpty()) return empty(request);
    if (testing) return reply(asked, granted.checked(asked), partly);
    var key = Repeats.key(new Sender(request.header(), incoming).name(), request, ofElements);
    return repeats.once(key, () -> reply(asked, granted.applied(asked, partly == PartialSuccess.NOTHING), partly));
  }

  /** All operations of a set, which must be {@link #serves served} here, or none of them. */
  public Reply together(OperationSet set, Incoming incoming) {
    List<Asked> asked = new ArrayList<>();
    List<String> operations = new ArrayList<>();
    List<CimError> errors = new ArrayList<>();
    for (Operation operation : set.operations()) {
      var request = (Configure) operation.request();
      List<Asked> ofThis = asked(request, operation.ofElements());
      if (ofThis.isEmpty()) empty(request).errors().forEach(error -> errors.add(error.of(operation.id())));
      asked.addAll(ofThis);
      ofThis.forEach(_ -> operations.add(operation.id()));
    }
    if (!errors.isEmpty()) return Reply.failed(errors);
    Granted.Result result = Testing.isAskedFor(set.header()) ? granted.checked(asked) : granted.applied(asked, true);
    result.problems()
      .forEach(problem -> errors.add(Problems.error(problem, asked.get(problem.wish())).of(operations.get(problem.wish()))));
    return errors.isEmpty() ? new Reply(Reply.Result.OK, List.of(), result.made()) : Reply.failed(errors);
  }

  private static List<Asked> asked(Configure request, boolean ofElements) {
    return Asked.in(request, CimNoun.find(request.header().noun()).orElseThrow(), ofElements);
  }

  private static Reply empty(Configure request) {
    return Reply.failed(ErrorCode.MANDATORY_MISSING.error("Payload: no object of " + request.header().noun() + " is named"));
  }

  private static Reply reply(List<Asked> asked, Granted.Result result, PartialSuccess partialSuccess) {
    if (result.problems().isEmpty()) return new Reply(Reply.Result.OK, List.of(), result.made());
    List<CimError> errors = result.problems().stream().map(problem -> Problems.error(problem, asked.get(problem.wish()))).toList();
    long bad = result.problems().stream().mapToInt(problem -> problem.wish()).distinct().count();
    return new Reply(partialSuccess.result(bad < asked.size()), errors, result.made());
  }
}
