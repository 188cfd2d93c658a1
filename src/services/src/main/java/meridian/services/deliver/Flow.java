package meridian.services.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.TimePeriod;
import meridian.model.message.Notice;
import meridian.services.deliver.Subscriber.Refused;
import meridian.services.port.Outbox;
import meridian.services.port.Outbox.Replay;
import meridian.services.port.Outbox.SetAside;
import meridian.services.port.StoreException;
import meridian.services.port.UnreadableNotice;

/**
 * One Subscriber's deliveries: its thread takes turns between what is new, what is to be tried again, and what is replayed, a bounded batch
 * at a time. Of each of these nothing is told before all that came earlier is told or set aside.
 */
final class Flow implements Delivery, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliver.class);
  private static final int BATCH = 64;
  private static final long SETTLED_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration PAUSED_LOOK = Duration.ofSeconds(30);
  private static final int IDLE_LOOK_MS = 500;
  /** Notices set aside for our own defects with no success in between: more than that is no matter of single notices. */
  private static final int MOST_DEFECTIVE = 10;

  private final Outbox outbox;
  private final Subscriber subscriber;
  private final Subscription subscription;
  private final InstantSource clock;
  private final Circuit.Patience patience;
  private final Circuit circuit;
  private final Pace pace;
  private final Semaphore called = new Semaphore(0);
  private final List<Source> sources;
  private volatile Optional<Instant> lastDelivered = Optional.empty();
  private volatile String trouble = "";

  // The thread's own:
  private int turn;
  /** How many notices are yet to be handed over one by one, since together they failed. */
  private int alone;
  private int defective;

  Flow(Outbox outbox, Subscribed subscribed, InstantSource clock, Circuit.Patience patience) {
    this.outbox = outbox;
    this.clock = clock;
    this.patience = patience;
    subscriber = subscribed.subscriber();
    subscription = subscribed.subscription();
    circuit = new Circuit(patience, RandomGenerator.getDefault());
    pace = new Pace(subscription.rate());
    sources = List.of(new Live(), new Again(), new Ranged());
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          step();
        } catch (StoreException storeTrouble) {
          LOG.error("deliveries to {} wait for the store: {}", name(), storeTrouble.getMessage());
          Thread.sleep(patience.first());
        } catch (RuntimeException defect) {
          LOG.error("deliveries to {} failed; tried again", name(), defect);
          Thread.sleep(patience.longest());
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does one piece of work, or waits for some. */
  private void step() throws InterruptedException {
    if (outbox.isPaused(name())) {
      rest(PAUSED_LOOK);
      return;
    }
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get((turn + i) % sources.size());
      try {
        List<Notice> notices = source.next(circuit.isSound() ? BATCH : 1);
        if (notices.isEmpty()) continue;
        turn = (turn + i + 1) % sources.size();
        if (!pass(source, notices)) rest(circuit.pause());
      } catch (UnreadableNotice damaged) {
        LOG.error("{}; it is set aside for {}", damaged.getMessage(), name());
        source.setAside(damaged.sequence(), String.valueOf(damaged.getMessage()));
        source.done(damaged.sequence(), 1);
      }
      return;
    }
    outbox.await(outbox.position(name()), IDLE_LOOK_MS);
  }

  private void rest(Duration longest) throws InterruptedException {
    if (called.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) called.drainPermits();
  }

  /** Tells these in order, as far as it goes; false when there is to be a pause before the next try. */
  private boolean pass(Source source, List<Notice> notices) throws InterruptedException {
    var progress = new Progress(source, notices);
    try {
      if (subscriber.together() > 1 && alone == 0 && circuit.isSound() && !pace.isLimited()) return passTogether(progress);
      while (!progress.isComplete()) {
        if (outbox.isPaused(name())) return true;
        if (!passAlone(source, progress.next())) return false;
        progress.reached(progress.told + 1);
        alone = Math.max(0, alone - 1);
      }
      return true;
    } finally {
      progress.settle();
    }
  }

  private boolean passTogether(Progress progress) throws InterruptedException {
    var parts = new ArrayList<Notice>();
    for (int i = 0; i < progress.notices.size(); i++) {
      if (outbox.isPaused(name())) return true;
      parts.addAll(subscription.of(progress.notices.get(i)));
      boolean last = i + 1 == progress.notices.size();
      if (!last && parts.size() < subscriber.together()) continue;
      if (!handOver(parts)) {
        alone = i + 1 - progress.told;
        return circuit.isSound();
      }
      parts.clear();
      progress.reached(i + 1);
    }
    return true;
  }

  /** False when not all were taken. Whose fault it was shows when they are told one by one. */
  private boolean handOver(List<Notice> parts) throws InterruptedException {
    try {
      for (int from = 0; from < parts.size(); from += subscriber.together()) {
        circuit.tries();
        subscriber.deliver(List.copyOf(parts.subList(from, Math.min(parts.size(), from + subscriber.together()))));
        succeeded();
      }
      return true;
    } catch (InterruptedException closing) {
      throw closing;
    } catch (Refused | RuntimeException | StackOverflowError | OutOfMemoryError oneOfThem) {
      LOG.debug("{} notices are told to {} one by one: {}", parts.size(), name(), words(oneOfThem));
      return false;
    } catch (Exception failed) {
      failed(failed);
      return false;
    }
  }

  /** True when the notice is told or set aside. */
  private boolean passAlone(Source source, Notice notice) throws InterruptedException {
    Head head = source.head(notice.sequence());
    List<Notice> parts = subscription.of(notice);
    while (head.parts < parts.size()) {
      if (outbox.isPaused(name())) return false;
      pace.await();
      circuit.tries();
      try {
        subscriber.deliver(parts.get(head.parts));
        succeeded();
      } catch (InterruptedException closing) {
        throw closing;
      } catch (Refused refused) {
        answered();
        LOG.warn("subscriber {} refused message {}: {}", name(), parts.get(head.parts).messageId(), refused.getMessage());
        head.reason = String.valueOf(refused.getMessage());
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError defect) {
        if (!isHopeless(head, defect)) return false;
        head.reason = "the hub could not send it: " + words(defect);
      } catch (Exception failed) {
        failed(failed);
        return false;
      }
      head.parts++;
    }
    source.head = new Head(0);
    if (!head.reason.isEmpty()) source.setAside(notice.sequence(), head.reason);
    return true;
  }

  /** Whether it has failed in the same way often enough, and others have not: then the matter is this notice. */
  private boolean isHopeless(Head head, Throwable defect) {
    String words = words(defect);
    head.times = words.equals(head.defect) ? head.times + 1 : 1;
    head.defect = words;
    if (head.times == 1) LOG.error("a message to {} could not be made", name(), defect);
    if (head.times < patience.equalDefects() || defective >= MOST_DEFECTIVE) {
      failed(defect);
      return false;
    }
    defective++;
    circuit.succeeded();
    return true;
  }

  private void succeeded() {
    answered();
    lastDelivered = Optional.of(clock.instant());
  }

  private void answered() {
    defective = 0;
    circuit.succeeded();
    if (trouble.isEmpty()) return;
    trouble = "";
    LOG.info("subscriber {} takes messages again", name());
  }

  private void failed(Throwable why) {
    circuit.failed();
    String reason = words(why);
    if (!reason.equals(trouble)) LOG.warn("subscriber {} does not take messages: {}", name(), reason);
    trouble = reason;
  }

  private static String words(Throwable why) { return why.getClass().getSimpleName() + ": " + why.getMessage(); }

  /** How far a batch is; remembered in the store once it is told, or every second. */
  private final class Progress {
    private final Source source;
    private final List<Notice> notices;
    private int told;
    private int settled;
    private long settled_ns = System.nanoTime();

    Progress(Source source, List<Notice> notices) {
      this.source = source;
      this.notices = notices;
    }

    boolean isComplete() { return told == notices.size(); }

    Notice next() { return notices.get(told); }

    void reached(int count) {
      told = count;
      if (System.nanoTime() - settled_ns > SETTLED_EVERY_NS) settle();
    }

    /** Also when the hub is closing: what was told need not be told again. */
    void settle() {
      if (told == settled) return;
      boolean closing = Thread.interrupted();
      try {
        source.done(notices.get(told - 1).sequence(), told - settled);
        settled = told;
        settled_ns = System.nanoTime();
      } finally {
        if (closing) Thread.currentThread().interrupt();
      }
    }
  }

  /** What is known of the notice that is first in line. @param parts messages of it that were taken or refused */
  private static final class Head {
    private final long sequence;
    private int parts;
    private String reason = "";
    private String defect = "";
    private int times;

    Head(long sequence) { this.sequence = sequence; }
  }

  /** Where notices for this Subscriber come from, in order. */
  private abstract class Source {
    private Head head = new Head(0);

    abstract List<Notice> next(int limit);

    /** Told or set aside: so many more, up to this one. */
    abstract void done(long sequence, int notices);

    void setAside(long sequence, String reason) { outbox.setAside(name(), sequence, reason); }

    Head head(long sequence) {
      if (head.sequence != sequence) head = new Head(sequence);
      return head;
    }
  }

  /** What is new. */
  private final class Live extends Source {
    @Override
    List<Notice> next(int limit) { return outbox.after(outbox.position(name()), limit); }

    @Override
    void done(long sequence, int notices) { outbox.advance(name(), sequence); }
  }

  /** What was set aside and is to be tried once more, one at a time. */
  private final class Again extends Source {
    private long setAside;

    @Override
    List<Notice> next(int limit) { return outbox.nextAgain(name()).stream().toList(); }

    @Override
    void setAside(long sequence, String reason) {
      super.setAside(sequence, reason);
      setAside = sequence;
    }

    @Override
    void done(long sequence, int notices) {
      if (setAside != sequence) outbox.dropSetAside(name(), sequence);
      setAside = 0;
    }
  }

  /** What is replayed. */
  private final class Ranged extends Source {
    @Override
    List<Notice> next(int limit) {
      List<Notice> notices = outbox.nextOfReplay(name(), limit);
      if (notices.isEmpty() && outbox.findReplay(name()).isPresent()) outbox.endReplay(name());
      return notices;
    }

    @Override
    void done(long sequence, int notices) { outbox.advanceReplay(name(), sequence, notices); }
  }

  @Override
  public String name() { return subscriber.name(); }

  @Override
  public Status status() {
    Outbox.Waiting waiting = outbox.waiting(name(), subscription.nouns());
    return new Status(name(), subscriber.kind(), subscriber.address(), outbox.isPaused(name()) ? State.PAUSED : circuit.state(),
      waiting.notices(), waiting.oldest(), lastDelivered, trouble, outbox.countSetAside(name()), outbox.findReplay(name()));
  }

  @Override
  public void pause() {
    outbox.pause(name(), true);
    LOG.info("deliveries to {} are paused", name());
  }

  @Override
  public void resume() {
    outbox.pause(name(), false);
    LOG.info("deliveries to {} go on", name());
    called.release();
  }

  @Override
  public Optional<Replay> replay(TimePeriod period) {
    Optional<Replay> replay = outbox.replay(name(), period);
    replay
      .ifPresent(begun -> LOG.info("{} notices from {} to {} are replayed to {}", begun.notices(), period.start(), period.end(), name()));
    return replay;
  }

  @Override
  public boolean endReplay() { return outbox.endReplay(name()); }

  @Override
  public List<SetAside> listSetAside(int limit) { return outbox.listSetAside(name(), limit); }

  @Override
  public boolean tryAgain(long sequence) { return outbox.tryAgain(name(), sequence); }

  @Override
  public int tryAllAgain() { return outbox.tryAllAgain(name()); }

  @Override
  public boolean drop(long sequence) { return outbox.dropSetAside(name(), sequence); }
}
