package meridian.adapter.testkit;

import java.util.Set;

import org.junit.jupiter.api.Test;

import meridian.adapter.DeviceReadings;
import meridian.adapter.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** Registers are read when asked: all, or those wanted. */
public interface ReadContract extends AdapterContract {

  @Test
  default void readsAllItHas() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      var device = bench.devices.healthy();
      var readings = bench.done("readNow", () -> line.readNow(device, Set.of(), bench.devices.patience()));
      assertThat(readings.values()).isNotEmpty();
      Readings.areSound(readings, device);
      assertThat(readings.values().stream().map(Value::readingType)).doesNotHaveDuplicates();
    }
  }

  @Test
  default void readsOnlyWhatIsWanted() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      var device = bench.devices.healthy();
      var all = bench.done("readNow", () -> line.readNow(device, Set.of(), bench.devices.patience()));
      for (Value value : all.values()) {
        var one = bench.done("readNow", () -> line.readNow(device, Set.of(value.readingType()), bench.devices.patience()));
        assertThat(one.values()).extracting(Value::readingType).containsExactly(value.readingType());
      }
    }
  }

  @Test
  default void leavesOutWhatTheDeviceHasNot() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      var device = bench.devices.healthy();
      DeviceReadings none = bench.done("readNow", () -> line.readNow(device, Set.of(Readings.NO_SUCH_TYPE), bench.devices.patience()));
      assertThat(none.values()).isEmpty();
      assertThat(none.serialNumber()).isEqualTo(device.serialNumber());
    }
  }
}
