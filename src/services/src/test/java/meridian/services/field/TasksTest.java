package meridian.services.field;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import meridian.adapter.Adapter;
import meridian.adapter.Capability;
import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Priority;
import meridian.model.grid.Meter;
import meridian.model.message.Asked;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.model.task.CollectionTask;
import meridian.model.task.Recurrence;
import meridian.model.task.Schedule;
import meridian.model.task.Scope;
import meridian.model.task.TaskRun;
import meridian.services.Grids;
import meridian.services.Kept;
import meridian.services.MemoryTasks;
import meridian.services.port.Answered;
import meridian.services.port.Answered.Reason;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.Members;
import meridian.services.task.TaskConfig;
import meridian.services.task.TaskWish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of the tasks that messages ask for. The configured round is a day away, and all its meters were read. */
class TasksTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Set<ReadingType> VOLTAGE = Set.of(ReadingType.VOLTAGE_A_V);

  private final Registry registry = new Registry(Grids.meters("M1", "M2", "M3"));
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicInteger looks = new AtomicInteger();
  private final InstantSource clock = () -> {
    looks.incrementAndGet();
    return now.get();
  };
  private final MemoryTasks store = new MemoryTasks();
  private final TaskField field = new TaskField();
  private final AtomicInteger messages = new AtomicInteger();
  private final Map<String, Set<Mrid>> groups = new ConcurrentHashMap<>();
  private CollectionTasks tasks = new CollectionTasks(store, clock, Duration.ofDays(1), new TaskConfig(3, 5));
  private Collect collect = start();

  @AfterEach
  void close() {
    field.gate.release(1_000);
    collect.close();
  }

  private Collect start() {
    var config = new FieldConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 4, Duration.ofDays(1), Duration.ZERO);
    Members members = (type, name) -> Optional.ofNullable(groups.get(type + " " + name));
    return new Collect(registry, Map.of("test", new InstalledAdapter("test", Set.of(Capability.READ_PROFILE), new NoAdapter())), members,
      field, new Kept() {
        @Override
        public Map<Mrid, Instant> lastIntervalEnds(ReadingType type) {
          return Map.of(Mrid.derivedFrom("M1"), NOON, Mrid.derivedFrom("M2"), NOON, Mrid.derivedFrom("M3"), NOON);
        }
      }, tasks, clock, config);
  }

  private void restart() {
    collect.close();
    tasks = new CollectionTasks(store, clock, Duration.ofDays(1), new TaskConfig(3, 5));
    collect = start();
  }

  private Asked asked() { return new Asked("mdm", "m" + messages.incrementAndGet(), "mdm"); }

  private static TaskWish wish(String name, Scope scope, Schedule schedule) {
    return new TaskWish(Mrid.derivedFrom(name), Optional.of(name), Optional.of(scope), Optional.of(VOLTAGE), Optional.of(schedule),
      Optional.empty(), Optional.empty());
  }

  private static Scope meters(String... names) {
    return new Scope(List.of(names).stream().map(Mrid::derivedFrom).collect(Collectors.toSet()), Set.of(), Set.of());
  }

  private static Schedule every(int minutes) {
    return new Schedule(NOON, Optional.empty(), new Recurrence.Every(Duration.ofMinutes(minutes)), List.of(Schedule.Slot.AT_ONCE));
  }

  /** Until every task was looked at once more, and twice for good measure. */
  private void awaitLook() {
    int before = looks.get();
    await().until(() -> looks.get() > before + 2 * tasks.list().size());
  }

  private Answered create(TaskWish... wishes) { return tasks.create(asked(), List.of(wishes)); }

  private List<TaskRun> runs(String task, int count) {
    return await().until(() -> tasks.runs(Mrid.derivedFrom(task), 10), runs -> runs.size() == count);
  }

  private CollectionTask task(String name) { return tasks.find(Mrid.derivedFrom(name)).orElseThrow(); }

  @Test
  void whatIsDueOnceIsAskedOnceAndThenCompleted() throws Exception {
    create(wish("once", meters("M1", "M3"), Schedule.once(NOON.minusSeconds(2))));
    assertThat(List.of(field.next(), field.next())).containsExactlyInAnyOrder("M1 [VOLTAGE] []", "M3 [VOLTAGE] []");
    assertThat(runs("once", 1).getFirst()).satisfies(run -> {
      assertThat(run.asked()).isEqualTo(2);
      assertThat(run.answered()).isEqualTo(2);
      assertThat(run.due()).isEqualTo(NOON.minusSeconds(2));
    });
    assertThat(task("once").state()).isEqualTo(CollectionTask.State.COMPLETED);
    assertThat(tasks.cancel(asked(), List.of(Mrid.derivedFrom("once"))).refused().getFirst().reason()).isEqualTo(Reason.NOT_ALLOWED);
    restart();
    now.set(NOON.plusSeconds(600));
    awaitLook();
    assertThat(field.asked).isEmpty();
  }

  @Test
  void whatIsCancelledIsNotAskedAnyMoreAlsoInTheMiddleOfARun() throws Exception {
    field.silent.add("M2");
    create(wish("all", Scope.ALL, every(10)));
    assertThat(tasks.nextDue(task("all"))).contains(NOON.plusSeconds(600));
    now.set(NOON.plusSeconds(600));
    TaskRun first = runs("all", 1).getFirst();
    assertThat(List.of(first.asked(), first.answered(), first.silent(), first.left())).containsExactly(3, 2, 1, 0);
    tasks.cancel(asked(), List.of(Mrid.derivedFrom("all")));
    field.asked.clear();
    now.set(NOON.plusSeconds(1_200));
    create(wish("mark", meters("M1"), Schedule.once(NOON)));
    assertThat(field.next()).startsWith("M1");
    runs("mark", 1);
    assertThat(field.asked).isEmpty();
    assertThat(tasks.nextDue(task("all"))).isEmpty();
  }

  @Test
  void aTaskThatFallsDueWhileItIsUnderWayIsToldAndNotRunTwice() throws Exception {
    field.gate.drainPermits();
    create(wish("slow", meters("M1"), every(10)));
    now.set(NOON.plusSeconds(600));
    assertThat(field.next()).startsWith("M1");
    for (int minutes : List.of(20, 30)) {
      now.set(NOON.plusSeconds(minutes * 60));
      awaitLook();
    }
    assertThat(field.asked).isEmpty();
    field.gate.release(100);
    List<TaskRun> runs = runs("slow", 2);
    assertThat(runs.get(0).due()).isEqualTo(NOON.plusSeconds(1_800));
    assertThat(runs.get(0).missed()).isEqualTo(2);
    assertThat(runs.get(1).due()).isEqualTo(NOON.plusSeconds(600));
    assertThat(field.most.get()).isEqualTo(1);
  }

  @Test
  void noMeterIsAskedByTwoTasksAtATime() {
    create(wish("one", Scope.ALL, Schedule.once(NOON)), wish("two", Scope.ALL, Schedule.once(NOON)));
    runs("one", 1);
    runs("two", 1);
    assertThat(field.most.get()).isEqualTo(1);
  }

  /** Meters that were in hand when the urgent task came are read; the others wait for it. */
  @Test
  void theUrgentGoFirst() throws Exception {
    var many = new String[2_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "N" + i;
    }
    collect.close();
    field.gate.drainPermits();
    var crowd = new Registry(Grids.meters(many));
    var config = new FieldConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 4, Duration.ofDays(1), Duration.ZERO);
    create(wish("crowd", Scope.ALL, Schedule.once(NOON)));
    collect = new Collect(crowd, Map.of("test", new InstalledAdapter("test", Set.of(Capability.READ_PROFILE), new NoAdapter())),
      Members.NONE, field, new Kept(), tasks, clock, config);
    await().until(() -> field.asked.size() == 512);
    String[] waiting = crowd.meters().map(Meter::name).filter(name -> field.asked.stream().noneMatch(asked -> asked.startsWith(name + " ")))
      .limit(3).toArray(String[]::new);
    TaskWish plain = wish("urgent", meters(waiting), Schedule.once(NOON));
    create(new TaskWish(plain.mrid(), plain.name(), plain.scope(), Optional.of(Set.of(ReadingType.ACTIVE_POWER_kW)), plain.schedule(),
      Optional.empty(), Optional.of(Priority.HIGH)));
    for (int next = field.asked.size() + 1; field.asked.stream().filter(asked -> asked.contains("POWER")).count() < 3; next++) {
      int asked = next;
      field.gate.release();
      await().pollInterval(Duration.ofMillis(1)).until(() -> field.asked.size() >= asked);
    }
    assertThat(field.asked).as("of 2,000").hasSizeLessThan(1_500);
  }

  @Test
  void groupsAreThoseWhoAreInThemThenAndAMeterKnowsItsUsagePoint() throws Exception {
    groups.put("EndDeviceGroup North", Set.of(Mrid.derivedFrom("M1")));
    var scope = new Scope(Set.of(), Set.of(Mrid.derivedFrom("UP M3")), Set.of(new Scope.Group("EndDeviceGroup", "North")));
    create(wish("north", scope, every(10)));
    groups.put("EndDeviceGroup North", Set.of(Mrid.derivedFrom("M2")));
    now.set(NOON.plusSeconds(600));
    assertThat(List.of(field.next(), field.next())).containsExactlyInAnyOrder("M2 [VOLTAGE] []", "M3 [VOLTAGE] []");
  }

  /** What is due at ten past may be begun until a quarter past; the hub was away. */
  @Test
  void afterItsWindowNobodyIsAsked() {
    var slot = new Schedule.Slot(Duration.ofMinutes(10), Optional.of(Duration.ofMinutes(5)));
    create(wish("window", Scope.ALL, new Schedule(NOON, Optional.empty(), new Recurrence.Once(), List.of(slot))));
    now.set(NOON.plusSeconds(1_000));
    assertThat(runs("window", 1).getFirst().left()).isEqualTo(3);
    assertThat(field.asked).isEmpty();
  }

  @Test
  void whatWasMissedWhileTheHubWasAwayIsDoneOnceAfterTheStart() throws Exception {
    create(wish("daily", meters("M1"), every(10)));
    now.set(NOON.plusSeconds(600));
    runs("daily", 1);
    collect.close();
    now.set(NOON.plusSeconds(6_000));
    restart();
    List<TaskRun> runs = runs("daily", 2);
    assertThat(runs.getFirst().due()).isEqualTo(NOON.plusSeconds(6_000));
  }

  @Test
  void aChangeTouchesWhatItNamesAndTheSameMessageAgainNothing() throws Exception {
    create(wish("changing", meters("M1"), every(10)));
    var other = new TaskWish(Mrid.derivedFrom("changing"), Optional.empty(), Optional.of(meters("M2")), Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty());
    var message = new Asked("mdm", "change", "mdm");
    Answered answer = tasks.change(message, other);
    assertThat(tasks.change(message, wish("changing", meters("M3"), every(1)))).isEqualTo(answer);
    assertThat(task("changing")).satisfies(task -> {
      assertThat(task.scope()).isEqualTo(meters("M2"));
      assertThat(task.schedule()).isEqualTo(every(10));
      assertThat(task.types()).isEqualTo(VOLTAGE);
    });
    now.set(NOON.plusSeconds(600));
    assertThat(field.next()).startsWith("M2");
  }

  @Test
  void ofWhatHasEndedTheNewestIsRemembered() {
    for (int i = 0; i < 6; i++) {
      now.set(NOON.plusSeconds(i));
      create(wish("T" + i, Scope.ALL, every(10)));
      tasks.cancel(asked(), List.of(Mrid.derivedFrom("T" + i)));
    }
    create(wish("last", Scope.ALL, every(10)));
    assertThat(tasks.list()).extracting(CollectionTask::name).containsExactly("field.interval", "T3", "T4", "T5", "last");
    assertThat(store.list()).hasSize(4);
  }

  @Test
  void whatIsRefusedSaysWhy() {
    create(wish("a", Scope.ALL, every(10)));
    assertThat(create(wish("a", Scope.ALL, every(10))).refused().getFirst().reason()).isEqualTo(Reason.EXISTS);
    assertThat(create(wish("b", Scope.ALL, every(10)), wish("c", Scope.ALL, every(10)), wish("d", Scope.ALL, every(10))).refused())
      .extracting(Answered.Refusal::reason).containsExactly(Reason.TOO_MANY);
    assertThat(tasks.list()).as("all or none").hasSize(2);
    assertThat(tasks.cancel(asked(), List.of(CollectionTasks.ROUND, Mrid.derivedFrom("z"))).refused())
      .extracting(Answered.Refusal::reason).containsOnly(Reason.UNKNOWN);
    assertThat(tasks.delete(asked(), List.of(Mrid.derivedFrom("a"))).done()).containsExactly(Mrid.derivedFrom("a"));
    assertThat(tasks.find("mdm", "a")).isEmpty();
  }

  /** Meters that answer with nothing, one permit of the gate each. */
  private static final class TaskField implements Field {
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Semaphore gate = new Semaphore(1_000_000);
    private final Map<Mrid, AtomicInteger> atOnce = new ConcurrentHashMap<>();
    private final AtomicInteger most = new AtomicInteger();

    String next() throws InterruptedException {
      String next = asked.poll(5, TimeUnit.SECONDS);
      assertThat(next).as("a question to a meter").isNotNull();
      return next;
    }

    @Override
    public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period)
      throws InterruptedException {
      AtomicInteger here = atOnce.computeIfAbsent(meter.mrid(), _ -> new AtomicInteger());
      most.accumulateAndGet(here.incrementAndGet(), Math::max);
      try {
        String types = registers.equals(VOLTAGE) ? "[VOLTAGE]" : registers.contains(ReadingType.ACTIVE_POWER_kW) ? "[POWER]" : "[]";
        asked.add(meter.name() + " " + types + " " + (intervals.isEmpty() ? "[]" : "[INTERVALS]"));
        gate.acquire();
        return silent.contains(meter.name())
          ? new Outcome.Unreachable<>("nobody there")
          : new Outcome.Done<>(new MeterReading(meter.mrid(), List.of(), List.of()));
      } finally {
        here.decrementAndGet();
      }
    }

    @Override
    public Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) { throw new UnsupportedOperationException(); }

    @Override
    public Outcome<RelayState> control(Meter meter, Control control) { throw new UnsupportedOperationException(); }

    @Override
    public Outcome<RelayState> ping(Meter meter) { throw new UnsupportedOperationException(); }

    @Override
    public Duration patience() { return Duration.ofSeconds(1); }
  }

  private static final class NoAdapter implements Adapter {
    @Override
    public Line open(Device gateway) { throw new UnsupportedOperationException(); }

    @Override
    public void close() {}
  }
}
