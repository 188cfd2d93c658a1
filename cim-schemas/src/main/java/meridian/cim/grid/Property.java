package meridian.cim.grid;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The properties that are read; all others are passed over. Spellings of one property in several profiles stand together. */
enum Property {
  NAME("IdentifiedObject.name", "Name.name"), LOCATION("PowerSystemResource.Location"),
  CONTAINER("Equipment.EquipmentContainer", "VoltageLevel.Substation", "Bay.VoltageLevel", "Bay.Substation"),
  ENERGIZING_SUBSTATION("Feeder.NormalEnergizingSubstation"), BASE_VOLTAGE("ConductingEquipment.BaseVoltage"),
  NOMINAL_VOLTAGE("BaseVoltage.nominalVoltage"), NORMAL_OPEN("Switch.normalOpen"), OPEN("Switch.open"),
  TRANSFORMER("PowerTransformerEnd.PowerTransformer", "TransformerTank.PowerTransformer"),
  TANK_INFO("TransformerTank.TransformerTankInfo", "TransformerEndInfo.TransformerTankInfo"),
  END_NUMBER("TransformerEnd.endNumber", "TransformerEndInfo.endNumber"),
  RATED_S("PowerTransformerEnd.ratedS", "TransformerEndInfo.ratedS"), RATED_U("PowerTransformerEnd.ratedU", "TransformerEndInfo.ratedU"),
  CONDUCTING_EQUIPMENT("Terminal.ConductingEquipment"), CONNECTIVITY_NODE("Terminal.ConnectivityNode"),
  CONNECTED("ACDCTerminal.connected", "Terminal.connected"),
  SEQUENCE_NUMBER("ACDCTerminal.sequenceNumber", "Terminal.sequenceNumber", "PositionPoint.sequenceNumber"),
  USAGE_POINT("Equipment.UsagePoint", "Equipment.UsagePoints"), INSTALLED_AT("EndDevice.UsagePoint"), EQUIPMENTS("UsagePoint.Equipments"),
  PHASE_CODE("UsagePoint.phaseCode", "EnergyConsumerPhase.phase"), ENERGY_CONSUMER("EnergyConsumerPhase.EnergyConsumer"),
  SERVICE_LOCATION("UsagePoint.ServiceLocation", "UsagePoint.UsagePointLocation", "EndDevice.ServiceLocation", "Asset.Location"),
  SERIAL_NUMBER("Asset.serialNumber", "EndDevice.serialNumber"),
  ELECTRONIC_ADDRESS("Asset.electronicAddress", "EndDevice.electronicAddress"), LAN("ElectronicAddress.lan"),
  INFO("Asset.AssetInfo", "EndDevice.EndDeviceInfo", "AssetInfo.AssetModel", "AssetInfo.ProductAssetModel"),
  MODEL_NUMBER("ProductAssetModel.modelNumber", "AssetModel.modelNumber"),
  NAMED("Name.IdentifiedObject"), NAME_TYPE("Name.NameType"),
  LOCATED("Location.PowerSystemResources"), COORDINATE_SYSTEM("Location.CoordinateSystem"), CRS_URN("CoordinateSystem.crsUrn"),
  MAIN_ADDRESS("Location.mainAddress"), STREET_DETAIL("StreetAddress.streetDetail"),
  STREET("StreetDetail.name"), STREET_NUMBER("StreetDetail.number"),
  LOCATION_OF_POINT("PositionPoint.Location"), X("PositionPoint.xPosition"), Y("PositionPoint.yPosition");

  private static final Map<String, Property> BY_NAME = new HashMap<>();

  static {
    for (Property property : values()) for (String name : property.names) BY_NAME.put(name, property);
  }

  private final String[] names;

  Property(String... names) {
    this.names = names;
  }

  /** Its first spelling. */
  String cimName() {
    return names[0];
  }

  static @Nullable Property find(String localName) {
    return BY_NAME.get(localName);
  }

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
