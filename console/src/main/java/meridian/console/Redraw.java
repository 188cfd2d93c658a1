package meridian.console;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.services.live.LiveState;
import meridian.services.registry.Registry;

/** Draws the map anew when the registry has changed: in the background, several changes at once when they come quickly. */
final class Redraw implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Redraw.class);
  private static final long LEAST_PAUSE_ms = 200;

  private final Registry registry;
  private final LiveState live;
  private final Semaphore changes = new Semaphore(0);
  private final Runnable onChange = changes::release;
  private final Thread thread = Thread.ofPlatform().name("console-redraw").daemon().unstarted(this::run);
  private volatile MapModel now;
  private volatile Consumer<LiveChannel.Picture> show = _ -> {};

  /** Draws the first. @param minMeterZoom below this zoom there are only clusters */
  Redraw(Registry registry, LiveState live, int minMeterZoom) {
    this.registry = registry;
    this.live = live;
    registry.subscribe(onChange);
    now = MapModel.of(registry, minMeterZoom);
  }

  /** As drawn last. */
  MapModel now() { return now; }

  /** @param taker of each next picture */
  void start(Consumer<LiveChannel.Picture> taker) {
    show = taker;
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        changes.acquire();
        changes.drainPermits();
        long began_ns = System.nanoTime();
        draw();
        long took_ms = (System.nanoTime() - began_ns) / 1_000_000;
        Thread.sleep(Math.max(LEAST_PAUSE_ms, 3 * took_ms)); // drawing takes a quarter of one core at most
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw() {
    try {
      live.growTo(registry.size());
      MapModel next = now.with(registry);
      for (int meter = 0; meter < live.size(); meter++) {
        next.tiles().set(meter, live.get(meter).ordinal());
      }
      next.tiles().publish();
      now = next;
      show.accept(new LiveChannel.Picture(next.tiles(), next.gone(), JsonObject.of("kind", "model", "version", next.version())));
    } catch (RuntimeException defect) {
      LOG.error("the map shows the meters as they were", defect);
    }
  }

  @Override
  public void close() {
    registry.unsubscribe(onChange);
    thread.interrupt();
  }
}
