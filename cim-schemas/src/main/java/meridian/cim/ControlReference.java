package meridian.cim;

import java.util.List;

/**
 * Which controls a CancelEndDeviceControls means.
 *
 * @param mrid of one control, as the hub gave it; or empty
 * @param issuerTrackingId MessageID of the request that asked for the controls, as events carry it; or empty, but not both
 * @param devices mRIDs or {@code Names.name} of EndDevices as written, likewise usagePoints: of the request's controls only theirs are meant;
 *     when both are empty, all
 * @param groups as of a {@link RequestedControl}
 */
public record ControlReference(String mrid, String issuerTrackingId, List<String> devices, List<String> usagePoints,
  List<GroupReference> groups) {

  public ControlReference {
    devices = List.copyOf(devices);
    usagePoints = List.copyOf(usagePoints);
    groups = List.copyOf(groups);
  }
}
