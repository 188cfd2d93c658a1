package meridian.adapter.testkit;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import meridian.adapter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A device that does not answer costs its patience, not more. Opening only connects: whatever must be said to a device before it answers
 * belongs to the first call, where patience bounds it.
 */
public interface HangContract extends AdapterContract {

  @Test
  default void aSilentDeviceTimesOut() throws Exception { timesOut(Misbehaviour.SILENT); }

  @Test
  default void halfAnAnswerTimesOut() throws Exception { timesOut(Misbehaviour.HALF_ANSWER); }

  @Test
  default void aTricklingAnswerTimesOut() throws Exception { timesOut(Misbehaviour.TRICKLE); }

  @Test
  default void nobodyThereIsAnIOException() throws Exception {
    try (var bench = new Bench(this)) {
      var absent = bench.misbehaving(Misbehaviour.ABSENT);
      assertThatThrownBy(() -> bench.open(absent)).isInstanceOf(IOException.class);
    }
  }

  private void timesOut(Misbehaviour how) throws Exception {
    try (var bench = new Bench(this)) {
      var device = bench.misbehaving(how);
      try (var line = bench.open(device)) {
        var outcome = bench.within(Bench.SHORT.plus(Bench.GRACE), "a call to a device that is " + how,
          bench.threads.submit(() -> bench.anyCall(line, device, Bench.SHORT)));
        assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
      }
    }
  }
}
