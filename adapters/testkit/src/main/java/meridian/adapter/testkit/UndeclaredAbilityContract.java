package meridian.adapter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import meridian.adapter.Capability;
import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.Line;
import meridian.adapter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was not declared is answered politely: {@link Outcome.Unsupported} and a reason, at once. */
public interface UndeclaredAbilityContract extends AdapterContract {

  @Test
  default void whatWasNotDeclaredIsUnsupported() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      for (Capability capability : Capability.values()) {
        if (bench.declares(capability)) continue;
        switch (capability) {
          case PUSH -> assertThatThrownBy(() -> bench.adapter.listen(new Ear(), bench.threads))
            .as("listen without PUSH").isInstanceOf(UnsupportedOperationException.class);
          case CONTROL -> {
            isUnsupported(bench, "readRelay", () -> line.readRelay(bench.devices.healthy(), Bench.SHORT));
            isUnsupported(bench, "control", () -> line.control(bench.devices.healthy(), Control.DISCONNECT, Bench.SHORT));
          }
          case CLOCK -> {
            isUnsupported(bench, "readClock", () -> line.readClock(bench.devices.healthy(), Bench.SHORT));
            isUnsupported(bench, "setClock", () -> line.setClock(bench.devices.healthy(), Instant.EPOCH, Bench.SHORT));
          }
          case READ_ON_DEMAND -> isUnsupported(bench, "readNow", () -> line.readNow(bench.devices.healthy(), Set.of(), Bench.SHORT));
          case READ_PROFILE -> isUnsupported(bench, "readProfile", () -> profileOfAnHour(line, bench.devices.healthy()));
          case DISCOVER -> isUnsupported(bench, "discover", () -> line.discover(Bench.SHORT));
        }
      }
    }
  }

  private static Outcome<?> profileOfAnHour(Line line, Device device) throws InterruptedException {
    return line.readProfile(device, Set.of(), Instant.EPOCH, Instant.EPOCH.plus(Duration.ofHours(1)), Bench.SHORT);
  }

  private static void isUnsupported(Bench bench, String what, Callable<Outcome<?>> call) throws Exception {
    var outcome = bench.within(Bench.GRACE, what, bench.threads.submit(call));
    assertThat(outcome).as(what + ", not declared").isInstanceOf(Outcome.Unsupported.class);
    assertThat(((Outcome.Unsupported<?>) outcome).reason()).as("reason why " + what + " is unsupported").isNotBlank();
  }
}
