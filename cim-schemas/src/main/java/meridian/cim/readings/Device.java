package meridian.cim.readings;

import java.util.List;

/**
 * Whose readings they are, as the message says it.
 *
 * @param meter mRID and names of the Meter, in order; a serial number may stand in place of either. Empty when no Meter is told
 * @param usagePoint likewise of the UsagePoint; told only when there is no Meter
 */
public record Device(List<String> meter, List<String> usagePoint) {

  public Device {
    meter = List.copyOf(meter);
    usagePoint = List.copyOf(usagePoint);
  }

  /** The first word for it, for messages about it. */
  String id() {
    return type().equals("Meter") ? meter.getFirst() : usagePoint.isEmpty() ? "" : usagePoint.getFirst();
  }

  /** CIM class of {@link #id}. */
  String type() { return meter.isEmpty() ? "UsagePoint" : "Meter"; }
}
