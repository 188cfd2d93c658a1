package meridian.services.field;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.Mrid;
import meridian.model.task.CollectionTask;
import meridian.model.task.Occurrence;
import meridian.model.task.Schedule;
import meridian.model.task.TaskRun;
import meridian.services.port.ReadingStore;
import meridian.services.port.StoreException;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.Members;

/**
 * Up: does the collection tasks that have fallen due, the configured round among them; that one begins at once. Each meter's reading goes on
 * where the store's last interval ended, so what a silent meter missed is fetched when it answers again. A task that falls due while it is
 * under way is told and not run twice; of what fell due while nobody ran it, the newest is. A meter that is new is asked from the next run
 * on, one that is gone or installed nowhere is not. While the store keeps nothing, nobody is asked.
 */
public final class Collect implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collect.class);
  private static final Duration STORE_PAUSE = Duration.ofSeconds(2);

  private final Field field;
  private final InstantSource clock;
  private final CollectionTasks tasks;
  private final Standing standing;
  private final Round round;
  /** The scheduler's own. */
  private final Map<Mrid, Place> places = new HashMap<>();
  private final List<Thread> underWay = new CopyOnWriteArrayList<>();
  private final Thread thread;

  /** @param members who is in the groups that tasks name */
  public Collect(Registry registry, Map<String, InstalledAdapter> adapters, Members members, Field field, ReadingStore store,
    CollectionTasks tasks, InstantSource clock, FieldConfig config) {
    this.field = field;
    this.clock = clock;
    this.tasks = tasks;
    standing = new Standing(store, clock);
    round = new Round(registry, adapters, members, field, tasks, standing, clock, config.backfill());
    thread = Thread.ofVirtual().name("collect").start(this::schedule);
  }

  /** Where a task stands between two looks. */
  private static final class Place {
    private final Schedule schedule;
    /** When what was run last, or need not be, had fallen due. */
    private volatile @Nullable Instant done;
    private volatile boolean underWay;
    /** The scheduler's own. */
    private @Nullable Instant overlapped;
    private int missed;

    Place(Schedule schedule, @Nullable Instant done) {
      this.schedule = schedule;
      this.done = done;
    }
  }

  private void schedule() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (CollectionTask task : tasks.live()) {
          look(task, clock.instant());
        }
        places.entrySet().removeIf(each -> !each.getValue().underWay && !tasks.isLive(each.getKey()));
        Thread.sleep(20);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(CollectionTask task, Instant now) throws InterruptedException {
    Optional<Occurrence> last = task.schedule().last(now);
    if (last.isEmpty() || last.get().at().isBefore(task.from())) return;
    Occurrence due = last.get();
    Place place = place(task);
    if (place.underWay) {
      overlap(task, place, due.at());
      return;
    }
    Instant done = place.done;
    if (done != null && due.at().isBefore(done)) clockWasSetBack(done);
    if (due.at().equals(done)) return;
    place.underWay = true;
    int missed = place.missed;
    place.missed = 0;
    place.overlapped = due.at();
    Thread worker = Thread.ofVirtual().name("collect " + task.name()).unstarted(() -> run(task, due, place, missed));
    underWay.add(worker);
    worker.start();
  }

  /** A schedule that was changed begins anew. */
  private Place place(CollectionTask task) {
    Place known = places.get(task.mrid());
    if (known != null && (known.underWay || known.schedule.equals(task.schedule()))) return known;
    var begun = new Place(task.schedule(), known == null ? tasks.lastDue(task.mrid()).orElse(null) : null);
    places.put(task.mrid(), begun);
    return begun;
  }

  private void overlap(CollectionTask task, Place place, Instant due) {
    if (due.equals(place.overlapped) || place.overlapped != null && due.isBefore(place.overlapped)) return;
    place.overlapped = due;
    place.missed++;
    LOG.warn("{} has fallen due for {} while the run before is still under way", task.name(), due);
  }

  private void run(CollectionTask task, Occurrence due, Place place, int missed) {
    try {
      while (true) {
        try {
          TaskRun run = round.run(task, due, missed);
          tasks.finished(run);
          return;
        } catch (StoreException away) {
          LOG.error("collection waits for the store: {}", away.getMessage());
          Thread.sleep(STORE_PAUSE);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      LOG.error("{} failed for {}", task.name(), due.at(), defect);
    } finally {
      place.done = due.at();
      place.underWay = false;
      underWay.remove(Thread.currentThread());
    }
  }

  /** Nothing is known of a time that has not come: what meters did not have of it is not what they never will have. */
  private void clockWasSetBack(Instant done) throws InterruptedException {
    LOG.warn("the clock was set back from after {}: collection goes on where the store's readings end", done);
    while (true) {
      try {
        standing.reload();
        return;
      } catch (StoreException away) {
        LOG.error("collection waits for the store: {}", away.getMessage());
        Thread.sleep(STORE_PAUSE);
      }
    }
  }

  /** Ends after the conversations under way, within the field's patience. */
  @Override
  public void close() {
    thread.interrupt();
    underWay.forEach(Thread::interrupt);
    try {
      thread.join(field.patience().plusSeconds(1));
      for (Thread worker : underWay) {
        worker.interrupt();
        worker.join(field.patience().plusSeconds(1));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
