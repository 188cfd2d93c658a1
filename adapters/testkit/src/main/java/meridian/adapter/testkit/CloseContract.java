package meridian.adapter.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import meridian.adapter.Line;
import meridian.adapter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Close and interrupt end a blocked call within a second; closing twice is harmless. */
public interface CloseContract extends AdapterContract {

  @Test
  default void closingTheLineEndsABlockedCall() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.misbehaving(Misbehaviour.SILENT))) {
      var blocked = blocked(bench, line);
      line.close();
      assertThat(bench.within(Bench.GRACE, "a call after its line was closed", blocked)).as("what a closed line's call gives")
        .isInstanceOf(Outcome.class).isNotInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  default void closingTheAdapterEndsABlockedCall() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.misbehaving(Misbehaviour.SILENT))) {
      var blocked = blocked(bench, line);
      bench.adapter.close();
      assertThat(bench.within(Bench.GRACE, "a call after its adapter was closed", blocked)).as("what a closed adapter's call gives")
        .isInstanceOf(Outcome.class).isNotInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  default void anInterruptEndsABlockedCall() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.misbehaving(Misbehaviour.SILENT))) {
      var ended = new CompletableFuture<Object>();
      var thread = Thread.ofVirtual().start(() -> ended.complete(outcomeOrThrown(bench, line)));
      assertThat(thread.join(Duration.ofMillis(300))).as("the call has ended before its time").isFalse();
      thread.interrupt();
      assertThat(bench.within(Bench.GRACE, "a call after an interrupt", ended)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  default void closingTwiceIsHarmless() throws Exception {
    try (var bench = new Bench(this)) {
      var line = bench.open(bench.devices.healthy());
      line.close();
      line.close();
      bench.adapter.close();
      bench.adapter.close();
    }
  }

  @Test
  default void aCallOnAClosedLineIsTrouble() throws Exception {
    try (var bench = new Bench(this)) {
      var line = bench.open(bench.devices.healthy());
      line.close();
      var outcome = bench.within(Bench.GRACE, "a call on a closed line",
        bench.threads.submit(() -> bench.anyCall(line, bench.devices.healthy(), bench.devices.patience())));
      assertThat(outcome).isNotInstanceOf(Outcome.Done.class);
    }
  }

  private static CompletableFuture<Object> blocked(Bench bench, Line line) throws Exception {
    var ended = new CompletableFuture<Object>();
    var thread = Thread.ofVirtual().start(() -> ended.complete(outcomeOrThrown(bench, line)));
    assertThat(thread.join(Duration.ofMillis(300))).as("the call has ended before its time").isFalse();
    return ended;
  }

  private static Object outcomeOrThrown(Bench bench, Line line) {
    try {
      var silent = bench.devices.misbehaving(Misbehaviour.SILENT).orElseThrow();
      return bench.anyCall(line, silent, Duration.ofSeconds(30));
    } catch (Throwable thrown) {
      return thrown;
    }
  }
}
