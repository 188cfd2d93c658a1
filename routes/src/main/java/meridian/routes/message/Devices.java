package meridian.routes.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.cim.Naming;
import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.services.registry.Registry;

/** Devices as messages name them, in and out. Safe for concurrent callers. */
public final class Devices implements Naming {
  private final Registry registry;

  public Devices(Registry registry) { this.registry = registry; }

  /** @param meters each once, in the order of the message @param unknown one error a name that means nothing here */
  public record Found(List<Meter> meters, List<CimError> unknown) {}

  /** @param endDevices mRIDs, names or serial numbers @param points mRIDs or names */
  public Found find(Collection<String> endDevices, Collection<String> points) {
    var meters = new LinkedHashSet<Meter>();
    var unknown = new ArrayList<CimError>();
    for (String wanted : endDevices) {
      registry.findMeter(wanted).ifPresentOrElse(meters::add,
        () -> unknown.add(ErrorCode.INVALID_METER.about(wanted, "EndDevice", "no EndDevice has this mRID, name or serial number")));
    }
    for (String wanted : points) {
      Optional<UsagePoint> point = registry.findUsagePoint(wanted);
      List<Meter> there = point.map(found -> registry.metersAt(found.mrid())).orElse(List.of());
      if (there.isEmpty())
        unknown.add(ErrorCode.INVALID_USAGE_POINT.about(wanted, "UsagePoint",
          point.isPresent() ? "no meter is installed at it" : "no UsagePoint has this mRID or name"));
      meters.addAll(there);
    }
    return new Found(List.copyOf(meters), List.copyOf(unknown));
  }

  @Override
  public String nameOf(Mrid device) { return registry.findMeter(device).map(Meter::name).orElse(""); }

  @Override
  public String usagePointOf(Mrid device) {
    return registry.findMeter(device).flatMap(registry::findUsagePoint).map(UsagePoint::name).orElse("");
  }
}
