package meridian.adapter;

import java.util.List;

/**
 * What one device said. Interval values of one type come in order of time.
 *
 * @param serialNumber the manufacturer's
 */
public record DeviceReadings(String serialNumber, List<Value> values) {

  public DeviceReadings { values = List.copyOf(values); }
}
