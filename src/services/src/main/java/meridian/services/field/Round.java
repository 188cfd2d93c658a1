package meridian.services.field;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.Capability;
import meridian.adapter.Outcome;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Priority;
import meridian.model.grid.Meter;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.model.task.CollectionTask;
import meridian.model.task.Occurrence;
import meridian.model.task.Scope;
import meridian.model.task.TaskRun;
import meridian.services.port.StoreException;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.Members;

/** Has the meters of a task asked, each once, no meter by two tasks at a time. Rounds of several tasks run at once. */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);
  private static final Set<ReadingType> REGISTERS = Set.of(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, ReadingType.ACTIVE_ENERGY_REVERSE_kWh,
    ReadingType.ACTIVE_POWER_kW, ReadingType.VOLTAGE_A_V);
  private static final Set<ReadingType> INTERVALS = Set.of(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh,
    ReadingType.ACTIVE_ENERGY_REVERSE_15MIN_kWh);
  /** Longest period asked of a meter at once; a longer gap is closed over several rounds. */
  private static final Duration MOST_AT_ONCE = Duration.ofDays(2);
  /** Meters at once, those included whose readings wait for the store: enough to fill one commit while the next is gathered. */
  private static final int IN_HAND = 512;
  /** Before those are tried again that other tasks have in hand. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Registry registry;
  private final Map<String, InstalledAdapter> adapters;
  private final Members members;
  private final Field field;
  private final CollectionTasks tasks;
  private final Standing standing;
  private final InstantSource clock;
  private final Duration backfill;
  private final GiveWay giveWay = new GiveWay();
  private final Semaphore places = new Semaphore(IN_HAND);
  private final Map<Mrid, Semaphore> turns = new ConcurrentHashMap<>();

  Round(Registry registry, Map<String, InstalledAdapter> adapters, Members members, Field field, CollectionTasks tasks, Standing standing,
    InstantSource clock, Duration backfill) {
    this.registry = registry;
    this.adapters = Map.copyOf(adapters);
    this.members = members;
    this.field = field;
    this.tasks = tasks;
    this.standing = standing;
    this.clock = clock;
    this.backfill = backfill;
  }

  /** What one round comes to. @param storeTrouble empty while the store takes what is read */
  private record Tally(AtomicInteger answered, AtomicInteger silent, AtomicInteger values, AtomicReference<String> storeTrouble) {
    Tally() { this(new AtomicInteger(), new AtomicInteger(), new AtomicInteger(), new AtomicReference<>("")); }

    boolean storeKeeps() { return storeTrouble.get().isEmpty(); }
  }

  /** What is asked of each meter. */
  private record Question(Set<ReadingType> registers, Set<ReadingType> intervals, boolean usual) {
    static Question of(CollectionTask task) {
      if (task.types().isEmpty()) return new Question(REGISTERS, INTERVALS, true);
      Map<Boolean, Set<ReadingType>> split = task.types().stream()
        .collect(Collectors.partitioningBy(type -> type.measuringPeriod() != 0, Collectors.toUnmodifiableSet()));
      return new Question(split.get(false), split.get(true), false);
    }

    /** The reverse of load profile 1 is read with the forward, and where that is empty says nothing. */
    Set<ReadingType> standing() {
      return usual ? Set.of(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh) : intervals;
    }
  }

  /**
   * Blocks until it is over.
   *
   * @throws StoreException when the store stopped taking readings: then no further meter was asked, for what it says could not be kept
   */
  TaskRun run(CollectionTask task, Occurrence due, int missed) throws InterruptedException {
    Instant began = clock.instant();
    long began_ns = System.nanoTime();
    List<Meter> meters = meters(task.scope());
    var left = new ArrayDeque<>(meters);
    var question = Question.of(task);
    var tally = new Tally();
    int asked = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      giveWay.enter(task.priority());
      try {
        for (Meter meter = next(left, task.priority()); meter != null; meter = next(left, task.priority())) {
          Mrid mrid = meter.mrid();
          places.acquire();
          if (!tally.storeKeeps() || !tasks.isLive(task.mrid()) || isOver(due)) {
            places.release();
            turn(mrid).release();
            break;
          }
          asked++;
          threads.execute(() -> ask(mrid, due.at(), question, tally));
        }
      } finally {
        giveWay.leave(task.priority());
      }
    }
    if (Thread.currentThread().isInterrupted()) throw new InterruptedException("closing");
    if (!tally.storeKeeps()) throw new StoreException(tally.storeTrouble.get(), new IllegalStateException(task.name()));
    LOG.info("{} collected up to {}: {} meters, {} values, {} did not answer, {} ms", task.name(), due.at(), asked, tally.values,
      tally.silent, (System.nanoTime() - began_ns) / 1_000_000);
    return new TaskRun(task.mrid(), due.at(), began, clock.instant(), asked, tally.answered.get(), tally.silent.get(), tally.values.get(),
      meters.size() - asked, missed);
  }

  /** The next whose turn it is, taken: one that another task has in hand is left for later. Null when none is left. */
  private @Nullable Meter next(Deque<Meter> left, Priority priority) throws InterruptedException {
    int passed = 0;
    while (true) {
      giveWay.to(priority);
      Meter meter = left.poll();
      if (meter == null || turn(meter.mrid()).tryAcquire()) return meter;
      left.add(meter);
      if (++passed < left.size()) continue;
      passed = 0;
      Thread.sleep(PAUSE);
    }
  }

  private Semaphore turn(Mrid meter) { return turns.computeIfAbsent(meter, _ -> new Semaphore(1)); }

  private boolean isOver(Occurrence due) { return due.until().filter(until -> !clock.instant().isBefore(until)).isPresent(); }

  private List<Meter> meters(Scope scope) {
    Collection<Meter> named = registry.meters().filter(meter -> meter.usagePoint() != null).toList();
    standing.forget(meter -> registry.indexOf(meter).isEmpty());
    if (!scope.isAll()) {
      Set<Mrid> grouped = scope.groups().stream().flatMap(group -> members.of(group.type(), group.identifier()).orElse(Set.of()).stream())
        .collect(Collectors.toSet());
      named = named.stream().filter(meter -> scope.meters().contains(meter.mrid()) || grouped.contains(meter.mrid())
        || scope.usagePoints().contains(meter.usagePoint())).toList();
    }
    var meters = new ArrayList<>(named);
    meters.removeIf(meter -> !adapters.containsKey(meter.adapter())
      || !adapters.get(meter.adapter()).capabilities().contains(Capability.READ_PROFILE));
    Collections.shuffle(meters, new Random(meters.size()));
    return meters;
  }

  /** Gives its turn and its place back. */
  private void ask(Mrid mrid, Instant upTo, Question question, Tally tally) {
    try {
      Optional<Meter> known = registry.findMeter(mrid);
      if (tally.storeKeeps() && known.isPresent()) collect(known.get(), upTo, question, tally);
    } catch (StoreException notKept) {
      tally.storeTrouble.set(String.valueOf(notKept.getMessage()));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      turn(mrid).release();
      places.release();
    }
  }

  private void collect(Meter meter, Instant upTo, Question question, Tally tally) throws InterruptedException {
    Set<ReadingType> registers = question.registers;
    Instant from = question.intervals.isEmpty() ? upTo : standing.of(question.standing(), meter.mrid()).orElse(upTo.minus(backfill));
    boolean registersOnly = !from.isBefore(upTo) && !question.usual;
    while (from.isBefore(upTo) || registersOnly && !registers.isEmpty()) {
      Instant to = registersOnly ? from : from.plus(MOST_AT_ONCE).isBefore(upTo) ? from.plus(MOST_AT_ONCE) : upTo;
      Outcome<MeterReading> outcome = field.collect(meter, registers, registersOnly ? Set.of() : question.intervals,
        new TimePeriod(from, to));
      if (!(outcome instanceof Outcome.Done(var reading))) {
        tally.silent.incrementAndGet();
        LOG.debug("meter {}: {}", meter.name(), outcome);
        return;
      }
      tally.values.addAndGet(reading.size());
      if (!registersOnly) standing.put(question.standing(), meter.mrid(), collectedUpTo(reading, from, to, upTo));
      // The usual round comes again; the others may not.
      if (question.usual || to.equals(upTo)) break;
      from = to;
      registers = Set.of();
    }
    tally.answered.incrementAndGet();
  }

  private static Instant collectedUpTo(MeterReading reading, Instant from, Instant to, Instant upTo) {
    Instant last = reading.intervalBlocks().stream().map(IntervalBlock::lastEnd).filter(end -> !end.isAfter(to))
      .max(Instant::compareTo).orElse(from);
    // The newest intervals may come late; a meter that has none of older ones, without supply for days, never will.
    return to.isBefore(upTo) && last.isBefore(to) ? to : last;
  }
}
