package meridian.services.task;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import meridian.model.Mrid;
import meridian.model.control.Priority;
import meridian.model.message.Asked;
import meridian.model.task.CollectionTask;
import meridian.model.task.CollectionTask.State;
import meridian.model.task.Occurrence;
import meridian.model.task.Schedule;
import meridian.model.task.Scope;
import meridian.model.task.TaskRun;
import meridian.services.port.Answered;
import meridian.services.port.Answered.Reason;
import meridian.services.port.Answered.Refusal;
import meridian.services.port.StoreException;
import meridian.services.port.TaskStore;

/**
 * What is to be collected: the round that the configuration asks for, which nobody can take back, and what messages ask for. Changes are made
 * one message at a time, durable on return. Safe for concurrent callers.
 */
public final class CollectionTasks {
  /** Of the round that {@code field.interval} asks for. */
  public static final Mrid ROUND = Mrid.derivedFrom("collection task of field.interval");

  private final TaskStore store;
  private final InstantSource clock;
  private final TaskConfig config;
  private final Map<Mrid, CollectionTask> tasks = new ConcurrentHashMap<>();
  private final Map<Mrid, Instant> lastDue;
  /** The store may hold more than is known here: it was lost when it was to answer. */
  private boolean doubtful;

  /** @param interval of the round */
  public CollectionTasks(TaskStore store, InstantSource clock, Duration interval, TaskConfig config) {
    this.store = store;
    this.clock = clock;
    this.config = config;
    load();
    lastDue = new ConcurrentHashMap<>(store.lastDue());
    tasks.put(ROUND, new CollectionTask(ROUND, "field.interval", Scope.ALL, Set.of(), Schedule.every(interval), Instant.MIN, false,
      Priority.NORMAL, State.ACTIVE, new Asked("", "", "configuration"), Instant.EPOCH));
  }

  private void load() { store.list().forEach(task -> tasks.put(task.mrid(), task)); }

  /** What this message was answered the first time it came. */
  public synchronized Optional<Answered> findAnswer(Asked asked) {
    Optional<Answered> answer = store.findAnswer(asked);
    if (answer.isPresent() && doubtful) {
      load();
      doubtful = false;
    }
    return answer;
  }

  /** Keeps new tasks, all or none. */
  public synchronized Answered create(Asked asked, List<TaskWish> wishes) {
    return findAnswer(asked).orElseGet(() -> decideCreate(asked, wishes));
  }

  private Answered decideCreate(Asked asked, List<TaskWish> wishes) {
    var put = new ArrayList<CollectionTask>();
    var refused = new ArrayList<Refusal>();
    long kept = tasks.values().stream().filter(task -> task.state() == State.ACTIVE).count() - 1;
    for (TaskWish wish : wishes) {
      String identifier = wish.name().orElse(wish.mrid().toString());
      if (tasks.containsKey(wish.mrid()))
        refused.add(new Refusal(Reason.EXISTS, identifier, "there is a schedule of this mRID; it can be changed"));
      else if (kept + put.size() >= config.mostTasks())
        refused.add(new Refusal(Reason.TOO_MANY, identifier, config.mostTasks() + " collection tasks are kept already"));
      else if (wish.schedule().isEmpty())
        refused.add(new Refusal(Reason.INCOMPLETE, identifier, "MeterReadSchedule/TimeSchedule: it does not say when"));
      else
        put.add(task(asked, wish, wish.schedule().get()));
    }
    return apply(asked, refused.isEmpty() ? put : List.of(), List.of(), refused);
  }

  /** Of those that have ended as many are remembered as there may be under way. */
  private List<Mrid> forgotten() {
    List<CollectionTask> ended = list().stream().filter(task -> task.state() != State.ACTIVE).toList();
    return ended.stream().limit(Math.max(0, ended.size() - config.mostTasks())).map(CollectionTask::mrid).toList();
  }

  private CollectionTask task(Asked asked, TaskWish wish, Schedule schedule) {
    Instant now = clock.instant();
    return new CollectionTask(wish.mrid(), wish.name().orElse(wish.mrid().toString()), wish.scope().orElse(Scope.ALL),
      wish.types().orElse(Set.of()), schedule, from(schedule, now), wish.disabled().orElse(false),
      wish.priority().orElse(Priority.NORMAL), State.ACTIVE, asked, now);
  }

  /** What falls due later does so from now on; what has fallen due for the last time is done late. */
  private static Instant from(Schedule schedule, Instant now) {
    return schedule.next(now).isPresent() ? now : Instant.MIN;
  }

  /** Changes what the wish names; what has begun goes on as it was. */
  public synchronized Answered change(Asked asked, TaskWish wish) {
    return findAnswer(asked).orElseGet(() -> decideChange(asked, wish));
  }

  private Answered decideChange(Asked asked, TaskWish wish) {
    CollectionTask task = tasks.get(wish.mrid());
    if (task == null || task.mrid().equals(ROUND)) return apply(asked, List.of(), List.of(), List.of(unknown(wish.mrid())));
    if (task.state() != State.ACTIVE) return apply(asked, List.of(), List.of(), List.of(over(task)));
    Schedule schedule = wish.schedule().orElse(task.schedule());
    boolean anew = !schedule.equals(task.schedule()) || task.disabled() && !wish.disabled().orElse(true);
    Instant from = anew ? from(schedule, clock.instant()) : task.from();
    var changed = new CollectionTask(task.mrid(), wish.name().orElse(task.name()), wish.scope().orElse(task.scope()),
      wish.types().orElse(task.types()), schedule, from, wish.disabled().orElse(task.disabled()),
      wish.priority().orElse(task.priority()), task.state(), task.asked(), task.created());
    return apply(asked, List.of(changed), List.of(), List.of());
  }

  /** What has not begun is not begun any more: meters not asked yet are left. */
  public synchronized Answered cancel(Asked asked, List<Mrid> cancelled) {
    return findAnswer(asked).orElseGet(() -> decideCancel(asked, cancelled));
  }

  private Answered decideCancel(Asked asked, List<Mrid> cancelled) {
    var put = new ArrayList<CollectionTask>();
    var refused = new ArrayList<Refusal>();
    for (Mrid mrid : cancelled) {
      CollectionTask task = tasks.get(mrid);
      if (task == null || mrid.equals(ROUND)) refused.add(unknown(mrid));
      else if (task.state() == State.ACTIVE) put.add(task.in(State.CANCELLED));
      else
        refused.add(over(task));
    }
    return apply(asked, put, List.of(), refused);
  }

  /** As cancelled, and forgotten with its runs. */
  public synchronized Answered delete(Asked asked, List<Mrid> deleted) {
    return findAnswer(asked).orElseGet(() -> decideDelete(asked, deleted));
  }

  private Answered decideDelete(Asked asked, List<Mrid> deleted) {
    List<Refusal> refused = deleted.stream().filter(mrid -> !tasks.containsKey(mrid) || mrid.equals(ROUND)).map(CollectionTasks::unknown)
      .toList();
    List<Mrid> gone = deleted.stream().filter(mrid -> tasks.containsKey(mrid) && !mrid.equals(ROUND)).distinct().toList();
    return apply(asked, List.of(), gone, refused);
  }

  private Answered apply(Asked asked, List<CollectionTask> put, List<Mrid> gone, List<Refusal> refused) {
    var done = new ArrayList<Mrid>(gone);
    put.forEach(task -> done.add(task.mrid()));
    var answer = new Answered(done, refused);
    if (done.isEmpty()) return answer;
    var allGone = new ArrayList<Mrid>(gone);
    allGone.addAll(forgotten());
    try {
      store.apply(new TaskStore.Change(asked, clock.instant(), put, allGone, answer));
    } catch (StoreException perhapsKept) {
      doubtful = true;
      throw perhapsKept;
    }
    put.forEach(task -> tasks.put(task.mrid(), task));
    allGone.forEach(tasks::remove);
    allGone.forEach(lastDue::remove);
    return answer;
  }

  private static Refusal unknown(Mrid mrid) { return new Refusal(Reason.UNKNOWN, mrid.toString(), "no schedule has this mRID or name"); }

  private static Refusal over(CollectionTask task) {
    return new Refusal(Reason.NOT_ALLOWED, task.name(), "it is " + task.state().text());
  }

  /** Those still to be done, in no order. */
  public List<CollectionTask> live() {
    return tasks.values().stream().filter(task -> isLive(task.mrid())).toList();
  }

  /** All, the round included, oldest first. */
  public List<CollectionTask> list() {
    return tasks.values().stream().sorted(Comparator.comparing(CollectionTask::created)).toList();
  }

  public Optional<CollectionTask> find(Mrid mrid) { return Optional.ofNullable(tasks.get(mrid)); }

  /** By mRID, name or the MessageID of the request that created it; of several those that are active, of these the newest. */
  public Optional<CollectionTask> find(String sender, String identifier) {
    Optional<CollectionTask> byMrid = Mrid.find(identifier).flatMap(this::find);
    if (byMrid.isPresent()) return byMrid;
    return list().stream()
      .filter(task -> task.name().equals(identifier)
        || task.asked().messageId().equals(identifier) && task.asked().sender().equals(sender))
      .max(Comparator.comparing((CollectionTask task) -> task.state() == State.ACTIVE).thenComparing(CollectionTask::created));
  }

  /** Newest first. */
  public List<TaskRun> runs(Mrid task, int limit) { return store.runs(task, limit); }

  /** When the task falls due next; empty when never again. */
  public Optional<Instant> nextDue(CollectionTask task) {
    if (task.disabled() || task.state() != State.ACTIVE) return Optional.empty();
    return task.schedule().next(clock.instant()).map(Occurrence::at);
  }

  /** Whether the task is still to be done. */
  public boolean isLive(Mrid task) {
    CollectionTask known = tasks.get(task);
    return known != null && known.state() == State.ACTIVE && !known.disabled();
  }

  /** When what was run last had fallen due; the round begins anew with each start. */
  public Optional<Instant> lastDue(Mrid task) {
    return task.equals(ROUND) ? Optional.empty() : Optional.ofNullable(lastDue.get(task));
  }

  /** Keeps what came of a run; a task that never falls due again is completed. */
  public synchronized void finished(TaskRun run) {
    CollectionTask task = tasks.get(run.task());
    if (task == null) return;
    boolean over = task.state() == State.ACTIVE && !task.mrid().equals(ROUND) && task.schedule().next(run.due()).isEmpty();
    Optional<CollectionTask> after = over ? Optional.of(task.in(State.COMPLETED)) : Optional.empty();
    store.finish(run, after, config.runsKept());
    after.ifPresent(completed -> tasks.put(completed.mrid(), completed));
    lastDue.put(run.task(), run.due());
  }
}
