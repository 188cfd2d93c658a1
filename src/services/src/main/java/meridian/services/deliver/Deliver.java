package meridian.services.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.message.Notice;
import meridian.services.port.Outbox;
import meridian.services.port.StoreException;

/**
 * Out: hands each Subscriber what it is owed, in order, one thread a Subscriber, so that a slow or dead one delays nobody else. Trouble is
 * tried again with growing pauses, for ever; what the other side refuses is set aside with the reason. Nothing is held in memory but one
 * bounded batch a Subscriber.
 */
public final class Deliver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliver.class);
  private static final int BATCH = 64;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Outbox outbox;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, String> trouble = new ConcurrentHashMap<>();
  private final List<String> names;

  /** Each Subscriber's place in the outbox is kept when this returns: what becomes true from then on reaches it. */
  public Deliver(Outbox outbox, List<Subscriber> subscribers) {
    this.outbox = outbox;
    names = subscribers.stream().map(Subscriber::name).toList();
    names.forEach(outbox::position);
    for (Subscriber subscriber : subscribers) {
      threads.add(Thread.ofVirtual().name("deliver " + subscriber.name()).start(() -> run(subscriber)));
    }
    threads.add(Thread.ofVirtual().name("prune outbox").start(this::prune));
  }

  /** How a Subscriber is doing. @param trouble why the last try failed; empty when it did not */
  public record Status(String subscriber, long waiting, String trouble) {}

  public List<Status> status() {
    return names.stream().map(name -> new Status(name, outbox.waiting(name), trouble.getOrDefault(name, ""))).toList();
  }

  private void run(Subscriber subscriber) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          long position = outbox.position(subscriber.name());
          List<Notice> batch = outbox.after(position, BATCH);
          if (batch.isEmpty()) outbox.await(position, 1000);
          else
            deliver(subscriber, batch);
        } catch (StoreException storeTrouble) {
          LOG.error("deliveries to {} wait for the store: {}", subscriber.name(), storeTrouble.getMessage());
          Thread.sleep(FIRST_PAUSE);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Subscriber subscriber, List<Notice> batch) throws InterruptedException {
    long done = batch.getFirst().sequence() - 1;
    try {
      for (Notice notice : batch) {
        String refused = subscriber.wants(notice) ? deliver(subscriber, notice) : "";
        if (!refused.isEmpty()) outbox.setAside(subscriber.name(), notice.sequence(), refused);
        done = notice.sequence();
      }
    } finally {
      outbox.advance(subscriber.name(), done);
    }
  }

  /** Returns when it is delivered, or with the reason why it never will be. */
  private String deliver(Subscriber subscriber, Notice notice) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        subscriber.deliver(notice);
        if (trouble.remove(subscriber.name()) != null) LOG.info("subscriber {} takes messages again", subscriber.name());
        return "";
      } catch (Subscriber.Refused refused) {
        LOG.warn("subscriber {} refused message {}: {}", subscriber.name(), notice.messageId(), refused.getMessage());
        return String.valueOf(refused.getMessage());
      } catch (InterruptedException closing) {
        throw closing;
      } catch (Exception failed) {
        String reason = failed.getClass().getSimpleName() + ": " + failed.getMessage();
        if (!reason.equals(trouble.put(subscriber.name(), reason)))
          LOG.warn("subscriber {} does not take messages: {}", subscriber.name(), reason);
        Thread.sleep(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
      }
    }
  }

  private void prune() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(Duration.ofSeconds(30));
        try {
          outbox.prune();
        } catch (StoreException storeTrouble) {
          LOG.error("the outbox could not be pruned: {}", storeTrouble.getMessage());
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
