package meridian.cim.grid;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The properties that are read; all others are passed over. Spellings of one property in several profiles stand together. */
enum Property {
  // Of many
  NAME("IdentifiedObject.name", "Name.name"), LOCATION("PowerSystemResource.Location"), //
  CONTAINER("Equipment.EquipmentContainer", "VoltageLevel.Substation", "Bay.VoltageLevel", "Bay.Substation"), //
  SEQUENCE_NUMBER("ACDCTerminal.sequenceNumber", "Terminal.sequenceNumber", "PositionPoint.sequenceNumber"), //
  // Network
  ENERGIZING_SUBSTATION("Feeder.NormalEnergizingSubstation"), NORMAL_OPEN("Switch.normalOpen"), OPEN("Switch.open"), //
  BASE_VOLTAGE("ConductingEquipment.BaseVoltage"), NOMINAL_VOLTAGE("BaseVoltage.nominalVoltage"), //
  CONDUCTING_EQUIPMENT("Terminal.ConductingEquipment"), CONNECTIVITY_NODE("Terminal.ConnectivityNode"), //
  CONNECTED("ACDCTerminal.connected", "Terminal.connected"), //
  // Transformers
  TRANSFORMER("PowerTransformerEnd.PowerTransformer", "TransformerTank.PowerTransformer"), //
  TANK_INFO("TransformerTank.TransformerTankInfo", "TransformerEndInfo.TransformerTankInfo"), //
  END_NUMBER("TransformerEnd.endNumber", "TransformerEndInfo.endNumber"), RATED_S("PowerTransformerEnd.ratedS",
    "TransformerEndInfo.ratedS"), //
  RATED_U("PowerTransformerEnd.ratedU", "TransformerEndInfo.ratedU"), //
  // Metering
  USAGE_POINT("Equipment.UsagePoint", "Equipment.UsagePoints"), EQUIPMENTS("UsagePoint.Equipments"), INSTALLED_AT("EndDevice.UsagePoint"), //
  PHASE_CODE("UsagePoint.phaseCode", "EnergyConsumerPhase.phase"), ENERGY_CONSUMER("EnergyConsumerPhase.EnergyConsumer"), //
  SERVICE_LOCATION("UsagePoint.ServiceLocation", "UsagePoint.UsagePointLocation", "EndDevice.ServiceLocation", "Asset.Location"), //
  SERIAL_NUMBER("Asset.serialNumber", "EndDevice.serialNumber"), LAN("ElectronicAddress.lan"), //
  ELECTRONIC_ADDRESS("Asset.electronicAddress", "EndDevice.electronicAddress"), //
  INFO("Asset.AssetInfo", "EndDevice.EndDeviceInfo", "AssetInfo.AssetModel", "AssetInfo.ProductAssetModel"), //
  MODEL_NUMBER("ProductAssetModel.modelNumber", "AssetModel.modelNumber"), NAMED("Name.IdentifiedObject"), NAME_TYPE("Name.NameType"), //
  // Places
  LOCATED("Location.PowerSystemResources"), COORDINATE_SYSTEM("Location.CoordinateSystem"), CRS_URN("CoordinateSystem.crsUrn"), //
  MAIN_ADDRESS("Location.mainAddress"), STREET_DETAIL("StreetAddress.streetDetail"), STREET("StreetDetail.name"), //
  STREET_NUMBER("StreetDetail.number"), LOCATION_OF_POINT("PositionPoint.Location"), X("PositionPoint.xPosition"), //
  Y("PositionPoint.yPosition");

  private static final Map<String, Property> BY_NAME = new HashMap<>();

  static {
    for (Property property : values())
      for (String name : property.names)
        BY_NAME.put(name, property);
  }

  private final String[] names;

  Property(String... names) { this.names = names; }

  /** Its first spelling. */
  String cimName() { return names[0]; }

  static @Nullable Property find(String localName) { return BY_NAME.get(localName); }

  /** The class of a compound value written inside the property without a class of its own. */
  @Nullable
  CimClass compound() {
    return switch (this) {
      case MAIN_ADDRESS -> CimClass.STREET_ADDRESS;
      case STREET_DETAIL -> CimClass.STREET_DETAIL;
      case ELECTRONIC_ADDRESS -> CimClass.ELECTRONIC_ADDRESS;
      default -> null;
    };
  }
}
