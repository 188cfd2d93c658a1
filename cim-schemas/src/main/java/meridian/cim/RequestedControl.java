package meridian.cim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import meridian.model.TimePeriod;

/**
 * One EndDeviceControl of a request.
 *
 * @param type EndDeviceControlType/@ref as written
 * @param devices mRIDs or {@code Names.name} of EndDevices as written; likewise usagePoints
 * @param groups EndDeviceGroups and UsagePointGroups
 * @param reason empty when none was given
 * @param timing primaryDeviceTiming/interval; an end that is not given is the far past or the far future
 */
public record RequestedControl(String type, List<String> devices, List<String> usagePoints, List<GroupReference> groups, String reason,
  Optional<TimePeriod> timing) {

  public RequestedControl {
    devices = List.copyOf(devices);
    usagePoints = List.copyOf(usagePoints);
    groups = List.copyOf(groups);
  }

  /** When it falls due; empty: at once. */
  public Optional<Instant> start() {
    return timing.map(TimePeriod::start).filter(start -> !start.equals(RequestMapper.EVER.start()));
  }

  /** From when on it is not to be tried any more; empty: not said. */
  public Optional<Instant> end() {
    return timing.map(TimePeriod::end).filter(end -> !end.equals(RequestMapper.EVER.end()));
  }
}
