package meridian.adapter.testkit;

import org.junit.jupiter.api.Test;

import meridian.adapter.Device;

import static org.assertj.core.api.Assertions.assertThat;

/** A line lists what is behind it. */
public interface DiscoverContract extends AdapterContract {

  @Test
  default void listsEachDeviceOnce() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      var found = bench.done("discover", () -> line.discover(bench.devices.patience()));
      assertThat(found).extracting(Device::serialNumber).doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(bench.devices.expectedDevices().stream().map(Device::serialNumber).toList());
    }
  }
}
