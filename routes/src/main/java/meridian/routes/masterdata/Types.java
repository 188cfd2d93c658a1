package meridian.routes.masterdata;

import java.util.List;
import java.util.stream.Stream;

import meridian.cim.CimNoun;

/** What a noun of master data is about. */
final class Types {
  private Types() {}

  /** Meter of MeterConfig, EndDeviceGroup of EndDeviceGroups; of a noun that is named after none of its types, all of them. */
  static List<String> of(CimNoun noun) {
    return Stream.of(noun.name().replaceFirst("Config$", ""), noun.name().replaceFirst("s$", ""))
      .filter(noun.types()::contains).limit(1).map(List::of).findFirst().orElse(noun.types());
  }
}
