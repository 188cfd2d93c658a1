package meridian.routes.masterdata;

import java.util.Set;
import java.util.stream.Collectors;

import meridian.cim.CimNoun;

/** The nouns of this package: all of the catalogue but those that have a package of their own. */
public final class MasterDataNouns {
  private static final Set<String> OTHERS = Set.of("MeterReadings", "EndDeviceControls", "EndDeviceEvents", "MeterReadSchedule",
    "MeterServiceRequests");
  public static final Set<String> NAMES = CimNoun.all().stream().map(CimNoun::name).filter(name -> !OTHERS.contains(name))
    .collect(Collectors.toUnmodifiableSet());

  private MasterDataNouns() {}
}
