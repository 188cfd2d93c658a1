package meridian.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.services.port.StoreException;

/** What time does to a store, at the start and once an hour, on a thread of its own: readings and events go when they were kept long enough. */
final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final StoreConfig config;
  private final InstantSource clock;
  private final SqlReadings readings;
  private final SqlEvents events;
  private final SqlCommands commands;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  Retention(StoreConfig config, InstantSource clock, SqlReadings readings, SqlEvents events, SqlCommands commands) {
    this.config = config;
    this.clock = clock;
    this.readings = readings;
    this.events = events;
    this.commands = commands;
    thread = Thread.ofPlatform().name("store-retention").daemon(true).start(this::run);
  }

  /** The clock was put right before the start, or is while the hub runs. */
  private void run() {
    for (boolean starting = true; starting || !closed(); starting = false) {
      try {
        if (!starting) commands.pullBack(clock.instant());
        sweep();
      } catch (StoreException e) {
        LOG.warn("what is past its time could not be dropped and is tried again in an hour: {}", e.getMessage());
      }
    }
  }

  private void sweep() {
    Instant now = clock.instant();
    readings.dropBefore(now.minus(config.readingsKept()));
    events.dropBefore(now.minus(config.eventsKept()));
  }

  private boolean closed() {
    try {
      return closing.await(1, TimeUnit.HOURS);
    } catch (InterruptedException e) {
      return true; // nobody else has this thread
    }
  }

  @Override
  public void close() {
    closing.countDown();
    GroupCommit.join(thread);
  }
}
