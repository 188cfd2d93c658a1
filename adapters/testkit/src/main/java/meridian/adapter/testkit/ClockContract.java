package meridian.adapter.testkit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The device's clock is read, and set and read back. */
public interface ClockContract extends AdapterContract {

  @Test
  default void setsAndReadsBack() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      var device = bench.devices.healthy();
      var before = bench.done("readClock", () -> line.readClock(device, bench.devices.patience()));
      var wanted = before.plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
      var answered = bench.done("setClock", () -> line.setClock(device, wanted, bench.devices.patience()));
      assertThat(answered).isCloseTo(wanted, within(1, ChronoUnit.HOURS));
      var after = bench.done("readClock", () -> line.readClock(device, bench.devices.patience()));
      assertThat(after).isCloseTo(wanted, within(1, ChronoUnit.HOURS));
    }
  }
}
