package meridian.adapter.testkit;

import org.junit.jupiter.api.Test;

import meridian.adapter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Noise harms the line it came on, and no other. */
public interface GarbageContract extends AdapterContract {

  @Test
  default void noiseIsGarbledOrTimesOut() throws Exception {
    try (var bench = new Bench(this)) {
      var noisy = bench.misbehaving(Misbehaviour.NOISE);
      try (var line = bench.open(noisy)) {
        for (int i = 0; i < 2; i++) {
          var outcome = bench.within(Bench.SHORT.plus(Bench.GRACE), "a call to a device that answers noise",
            bench.threads.submit(() -> bench.anyCall(line, noisy, Bench.SHORT)));
          if (i == 0) assertThat(outcome).isInstanceOfAny(Outcome.Garbled.class, Outcome.TimedOut.class);
          else
            assertThat(outcome).as("the next call on that line").isNotInstanceOf(Outcome.Done.class);
        }
      }
    }
  }

  @Test
  default void otherLinesGoOn() throws Exception {
    try (var bench = new Bench(this)) {
      var noisy = bench.misbehaving(Misbehaviour.NOISE);
      var healthy = bench.devices.healthy();
      var patience = bench.devices.patience();
      try (var good = bench.open(healthy); var bad = bench.open(noisy)) {
        bench.within(Bench.SHORT.plus(Bench.GRACE), "a call to a device that answers noise",
          bench.threads.submit(() -> bench.anyCall(bad, noisy, Bench.SHORT)));
        var outcome = bench.within(patience.multipliedBy(10), "a call on another line",
          bench.threads.submit(() -> bench.anyCall(good, healthy, patience)));
        assertThat(outcome).as("a call on another line").isInstanceOf(Outcome.Done.class);
      }
    }
  }
}
