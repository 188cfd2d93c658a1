package meridian.cim;

import meridian.model.Mrid;

/** Names devices in messages out. Called from many threads at once, once per device and message: answer from memory. */
public interface Naming {
  /** {@code Names.name} of a device; empty when unknown. */
  String nameOf(Mrid device);

  /** Name of the UsagePoint the device is installed at; empty when unknown. */
  String usagePointOf(Mrid device);
}
