package meridian.cim.grid;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The classes that are read, by what they are to us; all others are passed over. */
enum CimClass {
  SUBSTATION("Substation"), VOLTAGE_LEVEL("VoltageLevel"), BAY("Bay"), FEEDER("Feeder"),
  POWER_TRANSFORMER("PowerTransformer"), TRANSFORMER_END("PowerTransformerEnd"), TRANSFORMER_TANK("TransformerTank"),
  TRANSFORMER_END_INFO("TransformerEndInfo"), LINE("ACLineSegment"), BASE_VOLTAGE("BaseVoltage"),
  SWITCH("Breaker", "Recloser", "LoadBreakSwitch", "Sectionaliser", "Disconnector", "Fuse"),
  SOURCE("EnergySource", "ExternalNetworkInjection"),
  CONSUMER("EnergyConsumer", "ConformLoad", "NonConformLoad", "PowerElectronicsConnection", "SynchronousMachine", "AsynchronousMachine"),
  CONSUMER_PHASE("EnergyConsumerPhase"), TERMINAL("Terminal"),
  USAGE_POINT("UsagePoint"), METER("Meter", "EndDevice"), DEVICE_INFO("EndDeviceInfo", "AssetInfo", "ProductAssetModel"),
  NAME("Name"), NAME_TYPE("NameType"), ELECTRONIC_ADDRESS("ElectronicAddress"),
  LOCATION("Location", "ServiceLocation", "UsagePointLocation"), POSITION_POINT("PositionPoint"), COORDINATE_SYSTEM("CoordinateSystem"),
  STREET_ADDRESS("StreetAddress"), STREET_DETAIL("StreetDetail");

  private static final Map<String, CimClass> BY_NAME = new HashMap<>();

  static {
    for (CimClass type : values()) for (String name : type.names) BY_NAME.put(name, type);
  }

  private final String[] names;

  CimClass(String... names) {
    this.names = names;
  }

  static @Nullable CimClass find(String localName) {
    return BY_NAME.get(localName);
  }
}
