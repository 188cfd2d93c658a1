package meridian.services.control;

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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.services.live.Feed;
import meridian.services.port.CommandStore;
import meridian.services.port.StoreException;

/**
 * Begins commands when it is their time and there is a place, each on a thread of its own, and ends those whose time is over. It asks the
 * store when something was submitted, taken back or ended, when the next time it knows of has come, and every few seconds besides.
 */
final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int AT_ONCE = 32;
  /** Commands that wait for a silent meter, however urgent, crowd nobody else out: the other places are for those not tried yet. */
  private static final int DOUBTFUL_AT_ONCE = AT_ONCE / 2;
  /** Expired ones need no place of the others: they ask at most one short question. */
  private static final int EXPIRING_AT_ONCE = 64;
  private static final long TICK_ms = 100;
  private static final long POLL_ns = TimeUnit.SECONDS.toNanos(5);
  private static final long TROUBLE_ns = TimeUnit.SECONDS.toNanos(1);
  /** How long after it expired a command may still hear from its meter. */
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PASS = Duration.ofSeconds(5);

  private final CommandStore commands;
  private final Attempt attempt;
  private final Lease lease;
  private final Outcomes outcomes;
  private final InstantSource clock;
  private final Feed<Command> progress;
  private final Instant began;
  private final Map<Mrid, Try> inHand = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Semaphore doubtfulPlaces = new Semaphore(DOUBTFUL_AT_ONCE);
  private final Semaphore expiringPlaces = new Semaphore(EXPIRING_AT_ONCE);
  private final Semaphore news = new Semaphore(1);
  private final Thread thread;
  private volatile long troubled_ns = System.nanoTime() - TROUBLE_ns;

  Dispatcher(CommandStore commands, Attempt attempt, Lease lease, Outcomes outcomes, InstantSource clock, Feed<Command> progress) {
    this.commands = commands;
    this.attempt = attempt;
    this.lease = lease;
    this.outcomes = outcomes;
    this.clock = clock;
    this.progress = progress;
    began = clock.instant();
    thread = Thread.ofVirtual().name("commands").start(this::dispatch);
  }

  /** A command under way. */
  private static final class Try {
    private @Nullable Thread thread;
    private volatile @Nullable Command leased;
    /** The dispatcher's own: since when it is over; 0 before. */
    private long over_ns;
    private boolean givenUp;
  }

  /** Something changed: the store is worth asking. */
  void look() { news.release(); }

  private void dispatch() {
    try {
      var next = new CommandStore.Next(Instant.MIN, Instant.MIN);
      long looked_ns = System.nanoTime();
      boolean told = true;
      while (true) {
        giveUpOver();
        long now_ns = System.nanoTime();
        boolean due = told || !clock.instant().isBefore(next.due()) || !lease.clock().instant().isBefore(next.lease());
        if ((due || now_ns - looked_ns >= POLL_ns) && now_ns - troubled_ns >= TROUBLE_ns) {
          looked_ns = now_ns;
          next = begin();
          told = false;
        }
        told |= news.tryAcquire(TICK_ms, TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private CommandStore.Next begin() {
    Instant now = clock.instant();
    Instant leasesNow = lease.clock().instant();
    try {
      beginExpired(now);
      beginDue(now, leasesNow);
      return commands.next(now, leasesNow);
    } catch (StoreException trouble) {
      LOG.error("commands wait for the store: {}", trouble.getMessage());
    } catch (RuntimeException defect) {
      LOG.error("commands could not be begun; tried again", defect);
    }
    troubled_ns = System.nanoTime();
    return new CommandStore.Next(Instant.MIN, Instant.MIN);
  }

  private void beginExpired(Instant now) {
    for (Command command : commands.listExpired(now, EXPIRING_AT_ONCE + inHand.size())) {
      if (inHand.containsKey(command.mrid())) continue;
      if (!expiringPlaces.tryAcquire()) return;
      boolean fresh = command.state() instanceof Command.Queued(int attempts, _, _) && attempts == 0;
      start(command, List.of(expiringPlaces), fresh ? this::letExpire : this::carryOut);
    }
  }

  private void beginDue(Instant now, Instant leasesNow) {
    int free = places.availablePermits();
    if (free == 0) return;
    int most = free + inHand.size();
    var due = new ArrayList<Command>(commands.listDue(now, most));
    var fresh = Set.copyOf(due);
    due.addAll(commands.listDoubtful(leasesNow, most));
    due.sort(Comparator.comparing(Command::priority));
    for (Command command : due) {
      if (inHand.containsKey(command.mrid())) continue;
      boolean again = !fresh.contains(command);
      if (again && !doubtfulPlaces.tryAcquire()) continue;
      if (!places.tryAcquire()) {
        if (again) doubtfulPlaces.release();
        return;
      }
      start(command, again ? List.of(places, doubtfulPlaces) : List.of(places), this::carryOut);
    }
  }

  private void start(Command command, List<Semaphore> taken, Step step) {
    var begun = new Try();
    inHand.put(command.mrid(), begun);
    Thread worker = Thread.ofVirtual().name("command " + command.mrid()).unstarted(() -> {
      try {
        step.take(begun, command);
      } catch (StoreException trouble) {
        LOG.error("command {} waits for the store: {}", command.mrid(), trouble.getMessage());
        troubled_ns = System.nanoTime();
      } catch (InterruptedException givenUp) {
        Thread.currentThread().interrupt();
      } finally {
        inHand.remove(command.mrid());
        taken.forEach(Semaphore::release);
        news.release();
      }
    });
    begun.thread = worker;
    worker.start();
  }

  @FunctionalInterface
  private interface Step {
    void take(Try begun, Command command) throws InterruptedException;
  }

  private void letExpire(Try begun, Command command) {
    outcomes.finish(command, 0, new ControlOutcome.Cancelled("expired before it was tried"));
  }

  private void carryOut(Try begun, Command command) throws InterruptedException {
    Optional<Command> leased = lease.take(command.mrid());
    if (leased.isEmpty() || !(leased.get().state() instanceof Command.Running held)) return;
    begun.leased = leased.get();
    progress.tell(leased.get());
    switch (attempt.make(leased.get(), held)) {
      case Attempt.Result.Ended(var outcome) -> outcomes.finish(leased.get(), held.fencing(), outcome);
      case Attempt.Result.Doubtful() -> lease.giveBack(command.mrid(), held).ifPresent(progress::tell);
      case Attempt.Result.Lost() -> LOG.warn("command {}: attempt {} took longer than its lease and is void", command.mrid(),
        held.attempts());
    }
  }

  /** Ends what is under way and over: a meter that hangs holds no answer up. */
  private void giveUpOver() {
    for (Try begun : inHand.values()) {
      Command leased = begun.leased;
      if (leased == null || begun.givenUp || !attempt.isOver(leased)) continue;
      long now_ns = System.nanoTime();
      if (begun.over_ns == 0) begun.over_ns = now_ns;
      // One that expired while no hub was running is owed a whole question.
      Duration patience = leased.expires().isBefore(began) ? lease.longestCall() : GRACE;
      if (now_ns - begun.over_ns < patience.toNanos()) continue;
      begun.givenUp = true;
      Thread.ofVirtual().name("end " + leased.mrid()).start(() -> giveUp(begun, leased));
    }
  }

  private void giveUp(Try begun, Command leased) {
    try {
      if (leased.state() instanceof Command.Running held)
        outcomes.finish(leased, held.fencing(), new ControlOutcome.TimedOut("no answer before it expired"));
    } catch (StoreException trouble) {
      LOG.error("command {} waits for the store: {}", leased.mrid(), trouble.getMessage());
    }
    Thread worker = begun.thread;
    if (worker != null) worker.interrupt();
    news.release();
  }

  /** No attempt begins after this. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LONGEST_PASS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
