package meridian.routes.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Query;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;

/**
 * Which part of an answer is wanted: Request/Option {@code offset} and {@code limit}. When more follows, the Reply is PARTIAL with 0.1.
 * Source: one product's practice.
 *
 * @param limit most objects in the reply
 */
public record Paging(long offset, int limit) {
  /** Objects are kept in memory until the Reply is known. */
  public static final int MOST = 10_000;
  public static final int USUAL = 1_000;

  /** Empty when an Option is no such number. */
  public static Optional<Paging> of(Map<String, String> options) {
    try {
      long offset = Long.parseLong(options.getOrDefault("offset", "0"));
      int limit = Integer.parseInt(options.getOrDefault("limit", String.valueOf(USUAL)));
      return offset < 0 || limit < 1 || limit > MOST ? Optional.empty() : Optional.of(new Paging(offset, limit));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  public static Reply refusal() {
    return Reply.failed(ErrorCode.BUSINESS_RULE.error("Request/Option: offset is a number from 0 on, limit one from 1 to " + MOST));
  }

  /** What to ask for next after a reply to {@code request} that says that more follows; empty after any other. */
  public static Optional<Query> rest(Query request, Reply reply) {
    if (reply.errors().stream().noneMatch(error -> error.code().equals(ErrorCode.PARTIAL_MORE.code()))) return Optional.empty();
    return of(request.options()).map(paging -> {
      Map<String, String> options = new LinkedHashMap<>(request.options());
      options.put("offset", String.valueOf(paging.offset + paging.limit));
      return new Query(request.header(), request.wrapping(), request.query(), request.ids(), request.period(), options);
    });
  }

  /** The word that more follows. */
  public CimError more() {
    return ErrorCode.PARTIAL_MORE.error("ask again with Option offset = " + (offset + limit));
  }
}
