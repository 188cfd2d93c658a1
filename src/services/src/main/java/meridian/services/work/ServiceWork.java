package meridian.services.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.message.Asked;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.work.ActivityRecord;
import meridian.model.work.MeterServiceWork;
import meridian.model.work.WorkKind;
import meridian.model.work.WorkStatus;
import meridian.services.control.ControlDevices;
import meridian.services.port.Answered;
import meridian.services.port.Answered.Reason;
import meridian.services.port.Answered.Refusal;
import meridian.services.port.WorkStore;
import meridian.services.registry.Registry;

/**
 * Work on meters: kept as asked for, stepped as messages say, told to the enterprise with each step in the step's transaction. A disconnection
 * or reconnection may be carried out: then a control is given, once, and its outcome ends the work. An exchange of meters that is completed
 * puts the new meter in the old one's place. Changes are made one message
 * at a time. Safe for concurrent callers.
 */
public final class ServiceWork implements AutoCloseable {
  private final WorkStore store;
  private final InstantSource clock;
  private final MeterExchange exchange;
  private final Follow follow;

  /**
   * Begins to follow the controls that the store holds work open for.
   *
   * @param exchange {@code MasterData::apply}
   * @param validFor how long a control that work is carried out by may be tried
   */
  public ServiceWork(WorkStore store, Registry registry, ControlDevices controls, MeterExchange.Change exchange, InstantSource clock,
    Duration validFor) {
    this.store = store;
    this.clock = clock;
    this.exchange = new MeterExchange(registry, exchange);
    follow = new Follow(this, store, registry, controls, clock, validFor);
  }

  /** What this message was answered the first time it came. */
  public Optional<Answered> findAnswer(Asked asked) {
    return store.findAnswer(asked);
  }

  /** What one wish comes to. */
  private sealed interface Decision {
    record Granted(MeterServiceWork work) implements Decision {}

    record Refused(Refusal refusal) implements Decision {}
  }

  @FunctionalInterface
  private interface Decide {
    Decision on(WorkWish wish);
  }

  /**
   * @param execute has a disconnection or reconnection carried out
   * @param allOrNothing true: with any refusal nothing is done. False: what is not refused is done
   */
  public Answered create(Asked asked, List<WorkWish> wishes, boolean execute, boolean allOrNothing) {
    return answer(asked, Verb.CREATED, wishes, allOrNothing, wish -> create(asked, wish, execute));
  }

  /** As {@link #create}, of work that there is. */
  public Answered change(Asked asked, List<WorkWish> wishes, boolean execute, boolean allOrNothing) {
    return answer(asked, Verb.CHANGED, wishes, allOrNothing, wish -> step(asked, wish, wish.status(), execute));
  }

  public Answered cancel(Asked asked, List<WorkWish> wishes, boolean allOrNothing) {
    return answer(asked, Verb.CANCELED, wishes, allOrNothing, wish -> step(asked, wish, Optional.of(new WorkStatus.Cancelled()), false));
  }

  /** Ends work as the wish's status says, completed when it says nothing. */
  public Answered close(Asked asked, List<WorkWish> wishes, boolean allOrNothing) {
    return answer(asked, Verb.CLOSED, wishes, allOrNothing, wish -> {
      WorkStatus end = wish.status().orElse(new WorkStatus.Completed());
      return end.isFinal()
        ? step(asked, wish, Optional.of(end), false)
        : refused(Reason.NOT_ALLOWED, wish, "status/value " + end.text() + " does not close it: completed, cancelled or failed do");
    });
  }

  private synchronized Answered answer(Asked asked, Verb verb, List<WorkWish> wishes, boolean allOrNothing, Decide decide) {
    Optional<Answered> before = store.findAnswer(asked);
    if (before.isPresent()) return before.get();
    var put = new ArrayList<MeterServiceWork>();
    var refused = new ArrayList<Refusal>();
    for (WorkWish wish : wishes) {
      Decision decision = decide.on(wish);
      if (decision instanceof Decision.Granted(var work) && put.stream().anyMatch(other -> other.mrid().equals(work.mrid())))
        decision = refused(Reason.NOT_ALLOWED, wish, "it is named twice in the message");
      switch (decision) {
        case Decision.Granted(var work) -> put.add(work);
        case Decision.Refused(var refusal) -> refused.add(refusal);
      }
    }
    if (!allOrNothing || refused.isEmpty()) put.removeIf(work -> exchange(work, refused));
    if (allOrNothing && !refused.isEmpty()) put.clear();
    var answer = new Answered(put.stream().map(MeterServiceWork::mrid).toList(), refused);
    if (put.isEmpty()) return answer;
    store.apply(new WorkStore.Change(asked, clock.instant(), put, List.of(told(verb, put)), answer));
    follow.look();
    return answer;
  }

  /** An exchange that is completed. @return whether it cannot be */
  private boolean exchange(MeterServiceWork work, List<Refusal> refused) {
    if (!work.isExchange() || !(work.status() instanceof WorkStatus.Completed)) return false;
    Optional<String> why = exchange.make(work);
    why.ifPresent(says -> refused.add(new Refusal(Reason.NOT_ALLOWED, work.name(), "the meters cannot be exchanged: " + says)));
    return why.isPresent();
  }

  private Decision create(Asked asked, WorkWish wish, boolean execute) {
    Instant now = clock.instant();
    Mrid mrid = wish.mrid().orElseThrow();
    if (store.find(mrid).isPresent()) return refused(Reason.EXISTS, wish, "there is such work already; it can be changed");
    var requested = new ActivityRecord(now, new WorkStatus.Received().text(), "", asked.by());
    var activities = new ArrayList<ActivityRecord>();
    activities.add(requested);
    activities.addAll(wish.activities());
    var work = new MeterServiceWork(mrid, wish.identifier(), wish.kind().orElse(WorkKind.OTHER), new WorkStatus.Received(),
      wish.requested().orElse(now), now, wish.meter(), wish.oldMeter(), wish.usagePoint(), activities, Optional.empty(), asked,
      wish.told());
    Optional<WorkStatus> next = wish.status().filter(status -> !(status instanceof WorkStatus.Received));
    if (next.isEmpty() && !execute) return new Decision.Granted(work);
    return stepped(asked, wish, work, next, execute);
  }

  private Decision step(Asked asked, WorkWish wish, Optional<WorkStatus> next, boolean execute) {
    Optional<MeterServiceWork> found = find(wish.identifier());
    if (found.isEmpty()) return refused(Reason.UNKNOWN, wish, "no MeterServiceWork has this mRID or name");
    MeterServiceWork kept = found.get();
    if (kept.status().isFinal()) return refused(Reason.NOT_ALLOWED, wish, "it is " + kept.status().text());
    var activities = new ArrayList<>(kept.activities());
    activities.addAll(wish.activities());
    var changed = new MeterServiceWork(kept.mrid(), kept.name(), wish.kind().orElse(kept.kind()), kept.status(),
      wish.requested().orElse(kept.requested()), clock.instant(), wish.meter().or(kept::meter), wish.oldMeter().or(kept::oldMeter),
      wish.usagePoint().or(kept::usagePoint), activities, kept.command(), kept.asked(), WorkTree.merge(kept.told(), wish.told()));
    return stepped(asked, wish, changed, next.filter(status -> !status.text().equals(kept.status().text())), execute);
  }

  private Decision stepped(Asked asked, WorkWish wish, MeterServiceWork work, Optional<WorkStatus> next, boolean execute) {
    if (work.isControlled() && next.isPresent())
      return refused(Reason.NOT_ALLOWED, wish, "a control of its meter is under way, and its outcome ends the work");
    if (execute) return executed(asked, wish, work);
    if (next.isEmpty()) return new Decision.Granted(work.with(new ActivityRecord(clock.instant(), "changed", wish.reason(), asked.by())));
    if (!work.status().mayBecome(next.get()))
      return refused(Reason.NOT_ALLOWED, wish, "it is " + work.status().text() + " and cannot become " + next.get().text());
    return new Decision.Granted(work.in(next.get(), new ActivityRecord(clock.instant(), next.get().text(), wish.reason(), asked.by())));
  }

  private Decision executed(Asked asked, WorkWish wish, MeterServiceWork work) {
    if (Follow.control(work.kind()).isEmpty())
      return refused(Reason.NOT_ALLOWED, wish, "Option execute: a " + work.kind().text()
        + " is not carried out by the hub; disconnect and reconnect are");
    if (work.meter().isEmpty()) return refused(Reason.INCOMPLETE, wish, "Option execute: MeterServiceWork/Meter is not named");
    var underway = new WorkStatus.Underway(true);
    if (!work.status().mayBecome(underway))
      return refused(Reason.NOT_ALLOWED, wish, "it is " + work.status().text() + " and cannot be carried out");
    return new Decision.Granted(work.in(underway, new ActivityRecord(clock.instant(), underway.text(), "by control", asked.by())));
  }

  private static Decision refused(Reason reason, WorkWish wish, String says) {
    return new Decision.Refused(new Refusal(reason, wish.identifier(), says));
  }

  /** A step by an outcome; nothing when the work is not waiting for one any more. */
  synchronized void end(Mrid mrid, WorkStatus end, String reason, String by) {
    Optional<MeterServiceWork> work = store.find(mrid).filter(MeterServiceWork::isControlled);
    if (work.isEmpty()) return;
    MeterServiceWork ended = work.get().in(end, new ActivityRecord(clock.instant(), end.text(), reason, by));
    store.step(ended, Optional.of(told(Verb.CHANGED, List.of(ended))));
  }

  synchronized void given(Mrid mrid, Mrid command, String by) {
    Optional<MeterServiceWork> work = store.find(mrid).filter(MeterServiceWork::isControlled);
    if (work.isEmpty()) return;
    var activity = new ActivityRecord(clock.instant(), "control", "EndDeviceControl " + command, by);
    store.step(work.get().with(activity).by(command), Optional.empty());
  }

  private static Notice.Objects told(Verb verb, List<MeterServiceWork> works) {
    List<CimElement> trees = works.stream().map(WorkTree::of).toList();
    return new Notice.Objects(verb, Notice.Noun.METER_SERVICE_REQUESTS, trees);
  }

  /** By mRID, else by name; of several of a name the newest. */
  public Optional<MeterServiceWork> find(String identifier) {
    return Mrid.find(identifier).flatMap(store::find).or(() -> store.findByName(identifier, 1).stream().findFirst());
  }

  /** Newest first. @param openOnly without what has ended */
  public List<MeterServiceWork> list(boolean openOnly, long offset, int limit) {
    return store.list(openOnly, offset, limit);
  }

  /** Work on a meter or at a usage point, newest first. */
  public List<MeterServiceWork> listOf(Mrid meterOrUsagePoint, int limit) {
    return store.listOf(meterOrUsagePoint, limit);
  }

  /** Ends following; what is under way is followed again after the next start. */
  @Override
  public void close() { follow.close(); }
}
