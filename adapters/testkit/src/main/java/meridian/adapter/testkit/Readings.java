package meridian.adapter.testkit;

import meridian.adapter.Device;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for all readings. */
final class Readings {
  /** 18 parts, and no device has it. */
  static final String NO_SUCH_TYPE = "0" + ".0".repeat(17);
  private static final String TYPE = "\\d+(\\.\\d+){17}";
  private static final String QUALITY = "\\d+(\\.\\d+){2}";

  private Readings() {}

  static void areSound(DeviceReadings readings, Device device) {
    assertThat(readings.serialNumber()).isEqualTo(device.serialNumber());
    for (Value value : readings.values()) {
      assertThat(value.readingType()).as("ReadingType of 18 parts").matches(TYPE);
      assertThat(value.quality()).as("quality of 3 parts").matches(QUALITY);
      assertThat(value.value()).as(value.readingType()).isFinite();
      assertThat(value.time()).as("time of " + value.readingType()).isNotNull();
    }
  }
}
