package meridian.adapter.testkit;

import org.junit.jupiter.api.Test;

import meridian.adapter.Control;
import meridian.adapter.Line;
import meridian.adapter.RelayState;

import static org.assertj.core.api.Assertions.assertThat;

/** A control ends with the relay's state as the device states it. Leaves the device as the last control left it. */
public interface ControlContract extends AdapterContract {

  @Test
  default void answersWithTheStateReadBack() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      for (Control control : new Control[]{Control.CONNECT, Control.DISCONNECT, Control.DISCONNECT, Control.CONNECT}) {
        var state = bench.done(control.name(), () -> line.control(bench.devices.healthy(), control, bench.devices.patience()));
        agreesWithTheDevice(bench, state);
        assertThat(relay(bench, line)).as("state after " + control).isEqualTo(state);
      }
    }
  }

  @Test
  default void disconnectOpensTheRelay() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      var state = bench.done("DISCONNECT", () -> line.control(bench.devices.healthy(), Control.DISCONNECT, bench.devices.patience()));
      assertThat(state).isEqualTo(RelayState.DISCONNECTED);
    }
  }

  @Test
  default void readingTheRelayChangesNothing() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      var first = relay(bench, line);
      agreesWithTheDevice(bench, first);
      assertThat(relay(bench, line)).isEqualTo(first);
    }
  }

  private static RelayState relay(Bench bench, Line line) throws Exception {
    return bench.done("readRelay", () -> line.readRelay(bench.devices.healthy(), bench.devices.patience()));
  }

  private static void agreesWithTheDevice(Bench bench, RelayState state) {
    bench.devices.observedRelay().ifPresent(observed -> assertThat(state).as("state as the device itself has it").isEqualTo(observed));
  }
}
