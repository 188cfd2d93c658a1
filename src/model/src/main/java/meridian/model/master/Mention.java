package meridian.model.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * That one object names another within its tree: a usage point its ServiceLocation, a group its members.
 *
 * @param type of the other, as it is kept
 * @param identifier mRID, name or {@code ref} of the other, as written
 */
public record Mention(String type, String identifier) {
  private static final Set<String> TYPES = Set.of("AuxiliaryAgreement", "ComFunction", "ComModule", "ConnectDisconnectFunction", "Customer",
    "CustomerAccount", "CustomerAgreement", "DemandResponseProgram", "EndDevice", "EndDeviceGroup", "Meter", "PricingStructure",
    "ServiceCategory", "ServiceLocation", "ServiceSupplier", "SimpleEndDeviceFunction", "Tariff", "TransformerTank", "UsagePoint",
    "UsagePointGroup", "UsagePointLocation");

  /** The type that objects of a CIM class are kept as: an EndDevice is a Meter to the hub. */
  public static String keptType(String type) {
    return type.equals("EndDevice") ? "Meter" : type;
  }

  /** The kept type that an element within an object names one of: {@code UsagePoints} is a UsagePoint. Empty when it is a part of the object. */
  public static Optional<String> typeOf(String element) {
    String singular = element.endsWith("s") ? element.substring(0, element.length() - 1) : element;
    return TYPES.contains(element) ? Optional.of(keptType(element)) : Optional.of(singular).filter(TYPES::contains).map(Mention::keptType);
  }

  /** What an element within an object names, once for each identifier; empty when it names nothing. */
  public static List<Mention> of(CimElement element) {
    Optional<String> type = typeOf(element.name());
    if (type.isEmpty()) return List.of();
    var all = new ArrayList<Mention>();
    element.identifiers().forEach(identifier -> all.add(new Mention(type.get(), identifier)));
    String ref = element.attributes().getOrDefault("ref", "");
    if (!ref.isEmpty()) all.add(new Mention(type.get(), ref));
    return List.copyOf(all);
  }
}
