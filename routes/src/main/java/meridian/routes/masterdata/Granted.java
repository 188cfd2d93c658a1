package meridian.routes.masterdata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import meridian.cim.Reply;
import meridian.model.master.CimElement;
import meridian.model.master.MasterObject;
import meridian.services.master.MasterData;
import meridian.services.master.Problem;
import meridian.services.master.Wish;

/** Has wishes granted. To create what is there already, just so, is no problem: the message came twice. Safe for concurrent callers. */
public final class Granted {
  /** Objects of the same type that belong to one. */
  private static final int MOST_RELATED = 1_000;

  private final MasterData masterData;

  public Granted(MasterData masterData) { this.masterData = masterData; }

  /** @param made objects that were created @param problems their wish is the place in what was asked */
  public record Result(List<Reply.Made> made, List<Problem> problems) {}

  Result applied(List<Asked> asked, boolean allOrNothing) {
    MasterData.Done done = masterData.apply(wishes(asked), allOrNothing);
    Map<Integer, Reply.Made> there = there(asked, done.problems());
    if (there.isEmpty() || !allOrNothing) return result(asked, there, done.touched(), done.problems());
    // Nothing was done for their sake: once more, without them.
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (!there.containsKey(i)) left.add(i);
    }
    if (left.isEmpty()) return result(asked, there, List.of(), done.problems());
    MasterData.Done again = masterData.apply(left.stream().map(place -> asked.get(place).wish()).toList(), true);
    return result(asked, there, again.touched(), again.problems().stream()
      .map(problem -> new Problem(left.get(problem.wish()), problem.kind(), problem.type(), problem.identifier(), problem.says()))
      .toList());
  }

  /** What would become of it. */
  Result checked(List<Asked> asked) {
    MasterData.Done done = masterData.check(wishes(asked), false);
    return result(asked, there(asked, done.problems()), List.of(), done.problems());
  }

  private static List<Wish> wishes(List<Asked> asked) { return asked.stream().map(Asked::wish).toList(); }

  private static Result result(List<Asked> asked, Map<Integer, Reply.Made> there, List<MasterObject> touched, List<Problem> problems) {
    var made = new ArrayList<Reply.Made>();
    Set<String> wanted = new HashSet<>();
    for (Asked one : asked) {
      if (one.wish() instanceof Wish.Create(CimElement object) && !one.supporting())
        object.identifiers().forEach(identifier -> wanted.add(key(object.name(), identifier)));
    }
    for (MasterObject object : touched) {
      if (object.content().identifiers().stream().anyMatch(identifier -> wanted.contains(key(object.type(), identifier))))
        made.add(new Reply.Made(object.type(), object.mrid()));
    }
    made.addAll(there.values());
    return new Result(made, problems.stream().filter(problem -> !there.containsKey(problem.wish())).toList());
  }

  private static String key(String type, String identifier) { return type + " " + identifier; }

  /** What is there already as it was to be created, by its place among the asked. */
  private Map<Integer, Reply.Made> there(List<Asked> asked, List<Problem> problems) {
    Map<Integer, Reply.Made> there = new HashMap<>();
    for (Problem problem : problems) {
      Asked one = asked.get(problem.wish());
      if (problem.kind() != Problem.Kind.EXISTS || !(one.wish() instanceof Wish.Create(CimElement wanted))) continue;
      Optional<CimElement> kept = find(wanted);
      if (kept.isPresent() && (one.supporting() || holds(kept.get(), wanted)))
        kept.get().uuid().ifPresent(mrid -> there.put(problem.wish(), new Reply.Made(wanted.name(), mrid)));
    }
    return there;
  }

  private Optional<CimElement> find(CimElement wanted) {
    List<CimElement> found = new ArrayList<>();
    masterData.find(new MasterData.Question(wanted.name(), List.of(wanted), 0, MOST_RELATED), found::add);
    return found.stream().filter(object -> !Collections.disjoint(object.identifiers(), wanted.identifiers())).findFirst();
  }

  /** Whether all that is in {@code part} is in {@code whole}, too. */
  static boolean holds(CimElement whole, CimElement part) {
    return whole.name().equals(part.name()) && whole.text().equals(part.text()) && whole.attributes().equals(part.attributes())
      && part.children().stream().allMatch(child -> whole.list(child.name()).stream().anyMatch(kept -> holds(kept, child)));
  }
}
