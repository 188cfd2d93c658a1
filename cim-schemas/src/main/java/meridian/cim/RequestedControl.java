package meridian.cim;

import java.util.List;
import java.util.Optional;

import meridian.model.TimePeriod;

/**
 * One EndDeviceControl of a request.
 *
 * @param type EndDeviceControlType/@ref as written
 * @param devices mRIDs or {@code Names.name} of EndDevices as written; likewise usagePoints
 * @param groups mRIDs or names of EndDeviceGroups and UsagePointGroups, listed so that they can be refused
 * @param reason empty when none was given
 * @param timing primaryDeviceTiming/interval
 */
public record RequestedControl(String type, List<String> devices, List<String> usagePoints, List<String> groups, String reason,
  Optional<TimePeriod> timing) {

  public RequestedControl {
    devices = List.copyOf(devices);
    usagePoints = List.copyOf(usagePoints);
    groups = List.copyOf(groups);
  }
}
