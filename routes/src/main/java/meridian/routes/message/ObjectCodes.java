package meridian.routes.message;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import meridian.cim.CimError;

/** Which error code says that an object of a type is not known, or that two do not belong together. Source: the list of codes in SOURCE.md. */
public final class ObjectCodes {
  private static final Map<String, String> UNKNOWN = Map.ofEntries(
    Map.entry("Meter", "2.4"),
    Map.entry("EndDevice", "2.4"),
    Map.entry("EndDeviceGroup", "2.4"),
    Map.entry("ReadingType", "2.6"),
    Map.entry("UsagePoint", "2.12"),
    Map.entry("UsagePointGroup", "2.12"),
    Map.entry("ServiceLocation", "2.16"),
    Map.entry("CustomerAccount", "2.19"),
    Map.entry("ServiceSupplier", "2.20"),
    Map.entry("Customer", "2.22"),
    Map.entry("CustomerAgreement", "2.24"),
    Map.entry("ComModule", "2.30"),
    Map.entry("ServiceCategory", "2.31"),
    Map.entry("UsagePointLocation", "2.32"),
    Map.entry("PricingStructure", "2.33"));
  private static final Map<Set<String>, String> MISMATCH = Map.ofEntries(
    Map.entry(Set.of("Meter", "UsagePoint"), "2.13"),
    Map.entry(Set.of("EndDevice", "UsagePoint"), "2.13"),
    Map.entry(Set.of("Meter", "ServiceLocation"), "2.17"),
    Map.entry(Set.of("ComModule", "Meter"), "2.18"),
    Map.entry(Set.of("CustomerAccount", "ServiceSupplier"), "2.21"),
    Map.entry(Set.of("Customer", "CustomerAccount"), "2.23"),
    Map.entry(Set.of("CustomerAccount", "CustomerAgreement"), "2.25"),
    Map.entry(Set.of("CustomerAgreement", "UsagePoint"), "2.26"),
    Map.entry(Set.of("CustomerAccount", "UsagePoint"), "2.27"),
    Map.entry(Set.of("ServiceSupplier", "UsagePoint"), "2.28"));
  /** Of types without a code of their own, too. */
  private static final String RELATIONSHIP = "2.29";

  private ObjectCodes() {}

  /** Nothing is known by this identifier. */
  public static CimError unknown(String type, String identifier, String details) {
    return new CimError(UNKNOWN.getOrDefault(type, RELATIONSHIP), CimError.Level.FATAL, "no such " + type, details, identifier, type);
  }

  /** Objects that do not belong together, or cannot. @param types of the objects @param type of the one it is about */
  public static CimError mismatch(Collection<String> types, String type, String identifier, String details) {
    return new CimError(MISMATCH.getOrDefault(Set.copyOf(types), RELATIONSHIP), CimError.Level.FATAL,
      "these objects do not belong together", details, identifier, type);
  }
}
