package meridian.routes.message;

import java.util.Optional;

import meridian.cim.CimException;
import meridian.cim.CimRequest;

/** The way of every request: decoded, served by its noun now or later, journalled. Safe for concurrent callers. */
public final class Counter implements Requests {
  private final Desk desk;
  private final Nouns nouns;
  private final AnswerLater later;

  public Counter(Desk desk, Nouns nouns, AnswerLater later) {
    this.desk = desk;
    this.nouns = nouns;
    this.later = later;
  }

  @Override
  public Answer answer(Incoming incoming) {
    Optional<CimRequest> request = Optional.empty();
    Answer answer;
    try {
      CimRequest decoded = desk.decode(incoming);
      request = Optional.of(decoded);
      answer = AnswerLater.isAskedFor(decoded)
        ? later.serve(decoded, incoming, nouns)
        : desk.serve(decoded, incoming, nouns);
    } catch (CimException bad) {
      answer = desk.refuse(bad);
    }
    desk.journal(incoming, request, answer);
    return answer;
  }
}
