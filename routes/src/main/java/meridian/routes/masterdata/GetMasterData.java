package meridian.routes.masterdata;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.cim.CimError;
import meridian.cim.CimNoun;
import meridian.cim.CimRequest.Query;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.master.CimElement;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.ObjectCodes;
import meridian.routes.message.Paging;
import meridian.services.master.MasterData;

/**
 * Get of master data: objects of the noun that are named by Request/ID or the query, or belong to what it names; all of them when nothing
 * is named. What is not known gets an Error of its own, the rest is given: PARTIAL. Safe for concurrent callers.
 */
public final class GetMasterData {
  private final Desk desk;
  private final MasterData masterData;

  public GetMasterData(Desk desk, MasterData masterData) {
    this.desk = desk;
    this.masterData = masterData;
  }

  public Answer serve(Query request) throws IOException {
    CimNoun noun = CimNoun.find(request.header().noun()).orElseThrow();
    Optional<Paging> asked = Paging.of(request.options());
    if (asked.isEmpty()) return desk.reply(request, Paging.refusal());
    Paging paging = asked.get();
    List<CimElement> by = new ArrayList<>(request.query());
    for (String id : request.ids()) {
      by.add(Asked.reference(Types.of(noun).getFirst(), id));
    }
    List<CimError> errors = nameless(by);
    if (!errors.isEmpty()) return desk.reply(request, Reply.failed(errors));

    List<CimElement> found = new ArrayList<>();
    boolean more = false;
    boolean linkage = noun.name().equals(Asked.LINKAGE);
    if (linkage && by.isEmpty())
      return desk.reply(request, Reply.failed(ErrorCode.MANDATORY_MISSING.error("no object is named whose links are wanted")));
    for (String type : linkage ? Asked.linkable(noun) : Types.of(noun)) {
      List<CimElement> ofType = new ArrayList<>();
      masterData.find(new MasterData.Question(type, by, paging.offset(), paging.limit() + 1), ofType::add).stream()
        .map(problem -> ObjectCodes.unknown(problem.type(), problem.identifier(), problem.says())).filter(error -> !errors.contains(error))
        .forEach(errors::add);
      more |= ofType.size() > paging.limit();
      ofType.stream().limit(paging.limit()).map(object -> linkage ? reference(object) : object).forEach(found::add);
    }
    if (more) errors.addFirst(paging.more());
    return desk.objects(request, reply(errors, !found.isEmpty()), noun.payload(), sink -> found.forEach(sink));
  }

  /** What a linkage says of an object. */
  private static CimElement reference(CimElement object) {
    return object.with(object.children().stream().filter(child -> child.name().equals("mRID") || child.name().equals("Names")).toList());
  }

  private static Reply reply(List<CimError> errors, boolean anything) {
    if (errors.isEmpty()) return Reply.ok();
    return new Reply(anything ? Reply.Result.PARTIAL : Reply.Result.FAILED, errors);
  }

  /** What a query names by something other than mRID or Names cannot be looked up. */
  private static List<CimError> nameless(List<CimElement> by) {
    List<CimError> errors = new ArrayList<>();
    for (CimElement object : by) {
      if (object.identifiers().isEmpty())
        errors.add(ErrorCode.MANDATORY_MISSING.about("", object.name(), object.name() + " in the query has neither mRID nor Names"));
    }
    return errors;
  }
}
