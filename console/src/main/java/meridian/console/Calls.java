package meridian.console;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/** Service calls that block, each on a virtual thread, so many at a time and no more, each for so long and no longer. */
final class Calls implements AutoCloseable {
  private final Vertx vertx;
  private final Duration patience;
  private final Semaphore places;
  private final ExecutorService threads;

  Calls(Vertx vertx, String name, int atATime, Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
    places = new Semaphore(atATime);
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("console-" + name + "-", 0).factory());
  }

  /** Answers the request with what the call returns, on the request's event loop; 503 when all places are taken, 504 when time is up. */
  <T> void answer(RoutingContext request, Callable<T> call, Consumer<T> answer) {
    if (!places.tryAcquire()) {
      request.fail(new ApiError(503, "busy", "Too many requests at a time; try again."));
      return;
    }
    Context loop = vertx.getOrCreateContext();
    Future<?> task = threads.submit(() -> {
      try {
        T result = call.call();
        loop.runOnContext(_ -> {
          if (!request.response().ended()) answer.accept(result);
        });
      } catch (InterruptedException stopped) {
        // Time was up, and the request has its answer.
      } catch (Exception trouble) {
        loop.runOnContext(_ -> request.fail(trouble));
      } finally {
        places.release();
      }
    });
    long timer = vertx.setTimer(patience.toMillis(), _ -> {
      if (request.response().ended()) return;
      task.cancel(true);
      request.fail(new ApiError(504, "timeout", "No answer within " + patience.toSeconds() + " s."));
    });
    request.addEndHandler(_ -> vertx.cancelTimer(timer));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
