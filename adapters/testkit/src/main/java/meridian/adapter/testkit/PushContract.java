package meridian.adapter.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import meridian.adapter.DeviceEvent;
import meridian.adapter.DeviceReadings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What devices send of their own accord is told, and acknowledged only when it is safe. */
public interface PushContract extends AdapterContract {
  /** For one push, repeats of the device included. */
  Duration PUSH_PATIENCE = Duration.ofSeconds(5);

  @Test
  default void tellsWhatWasSentAndAcknowledgesIt() throws Exception {
    try (var bench = new Bench(this)) {
      var ear = new Ear();
      listen(bench, ear);
      assertThat(push(bench)).as("acknowledged").isTrue();
      var heard = ear.heard.poll(1, TimeUnit.SECONDS);
      assertThat(heard).as("told to the listener").isNotNull();
      switch (heard) {
        case DeviceEvent event -> {
          assertThat(event.serialNumber() + event.address()).as("who sent it").isNotBlank();
          assertThat(event.eventType()).as("EndDeviceEventType of 4 parts").matches("\\d+(\\.\\d+){3}");
        }
        case DeviceReadings readings -> assertThat(readings.values()).isNotEmpty();
        default -> throw new AssertionError(heard);
      }
    }
  }

  @Test
  default void acknowledgesOnlyAfterTheListenerReturned() throws Exception {
    try (var bench = new Bench(this)) {
      var ear = new Ear();
      ear.stored = new CountDownLatch(1);
      listen(bench, ear);
      Future<Boolean> push = bench.threads.submit(() -> bench.devices.push(PUSH_PATIENCE));
      assertThat(ear.heard.poll(PUSH_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).as("told to the listener").isNotNull();
      assertThatThrownBy(() -> push.get(300, TimeUnit.MILLISECONDS)).as("no acknowledgement while the listener is busy")
        .isInstanceOf(TimeoutException.class);
      ear.stored.countDown();
      assertThat(bench.within(PUSH_PATIENCE.plus(Bench.GRACE), "push", push)).as("acknowledged").isTrue();
    }
  }

  @Test
  default void doesNotAcknowledgeWhatWasNotAccepted() throws Exception {
    try (var bench = new Bench(this)) {
      var ear = new Ear();
      ear.full = true;
      listen(bench, ear);
      assertThat(push(bench)).as("acknowledged").isFalse();
      assertThat(ear.heard).as("told to the listener").isNotEmpty();
      ear.full = false;
      assertThat(push(bench)).as("acknowledged when the hub has room again").isTrue();
    }
  }

  @Test
  default void closeEndsListening() throws Exception {
    try (var bench = new Bench(this)) {
      var listening = listen(bench, new Ear());
      assertThat(push(bench)).as("acknowledged").isTrue();
      bench.adapter.close();
      bench.within(Bench.GRACE, "listen after close", listening);
    }
  }

  @Test
  default void anInterruptEndsListening() throws Exception {
    try (var bench = new Bench(this)) {
      var ended = new CompletableFuture<Throwable>();
      var thread = Thread.ofVirtual().start(() -> ended.complete(catchThrowable(() -> bench.adapter.listen(new Ear(), bench.threads))));
      assertThat(push(bench)).as("acknowledged").isTrue();
      thread.interrupt();
      assertThat(bench.within(Bench.GRACE, "listen after an interrupt", ended)).isInstanceOf(InterruptedException.class);
    }
  }

  private static Future<?> listen(Bench bench, Ear ear) {
    return bench.threads.submit(() -> {
      bench.adapter.listen(ear, bench.threads);
      return true;
    });
  }

  private static boolean push(Bench bench) throws Exception {
    return bench.within(PUSH_PATIENCE.plus(Bench.GRACE), "push", bench.threads.submit(() -> bench.devices.push(PUSH_PATIENCE)));
  }
}
