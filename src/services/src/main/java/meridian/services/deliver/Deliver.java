package meridian.services.deliver;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.services.port.Outbox;
import meridian.services.port.StoreException;

/**
 * Out: hands each Subscriber what it is owed, in order, one thread a Subscriber, so that a slow or dead one delays nobody else. Trouble is
 * tried again with growing pauses, for ever; what the other side refuses, and what the hub cannot send for a defect of its own, is set aside
 * with the reason. Nothing is held in memory but one bounded batch a Subscriber.
 */
public final class Deliver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliver.class);
  private static final Duration PRUNED_EVERY = Duration.ofSeconds(30);

  private final Outbox outbox;
  private final List<Subscribed> subscribed;
  private final List<Flow> flows;
  private final List<String> names;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Begins to deliver.
   *
   * @throws StoreException when the outbox does not say where a Subscriber stands
   * @throws IllegalArgumentException when two have the same name
   */
  public Deliver(Outbox outbox, List<Subscribed> subscribed, InstantSource clock) {
    this(outbox, subscribed, clock, Circuit.Patience.USUAL);
  }

  Deliver(Outbox outbox, List<Subscribed> subscribed, InstantSource clock, Circuit.Patience patience) {
    this.outbox = outbox;
    this.subscribed = List.copyOf(subscribed);
    flows = subscribed.stream().map(each -> new Flow(outbox, each, clock, patience)).toList();
    names = flows.stream().map(Flow::name).toList();
    if (new HashSet<>(names).size() < names.size()) throw new IllegalArgumentException("two subscribers share a name: " + names);
    // A Subscriber seen for the first time is owed what comes from now on, not from when its thread first runs.
    names.forEach(outbox::position);
    for (Flow flow : flows) {
      threads.add(Thread.ofVirtual().name("deliver " + flow.name()).start(flow));
    }
    threads.add(Thread.ofVirtual().name("prune outbox").start(this::prune));
  }

  /** One for each Subscriber, in the order given. */
  public List<Delivery> list() { return List.copyOf(flows); }

  public Optional<Delivery> find(String subscriber) {
    return flows.stream().filter(flow -> flow.name().equals(subscriber)).<Delivery>map(flow -> flow).findFirst();
  }

  private void prune() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(PRUNED_EVERY);
        try {
          outbox.prune(names);
        } catch (StoreException storeTrouble) {
          LOG.error("the outbox could not be pruned: {}", storeTrouble.getMessage());
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the deliveries under way, then closes the Subscribers. */
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
    subscribed.forEach(each -> each.subscriber().close());
  }
}
