package meridian.cim;

/**
 * A group of devices that a request names.
 *
 * @param type {@code EndDeviceGroup} or {@code UsagePointGroup}
 * @param identifier mRID or {@code Names.name} as written
 */
public record GroupReference(String type, String identifier) {
  public static final String OF_END_DEVICES = "EndDeviceGroup";
  public static final String OF_USAGE_POINTS = "UsagePointGroup";
}
