package meridian.cim.grid;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The classes that are read, by what they are to us; all others are passed over. */
enum CimClass {
  // Containers
  SUBSTATION("Substation"), VOLTAGE_LEVEL("VoltageLevel"), BAY("Bay"), FEEDER("Feeder"), //
  // Conducting equipment
  POWER_TRANSFORMER("PowerTransformer"), LINE("ACLineSegment"), TERMINAL("Terminal"), //
  SWITCH("Breaker", "Recloser", "LoadBreakSwitch", "Sectionaliser", "Disconnector", "Fuse"), //
  SOURCE("EnergySource", "ExternalNetworkInjection"), //
  CONSUMER("EnergyConsumer", "ConformLoad", "NonConformLoad", "PowerElectronicsConnection", "SynchronousMachine", "AsynchronousMachine"), //
  // What equipment is like
  TRANSFORMER_END("PowerTransformerEnd"), TRANSFORMER_TANK("TransformerTank"), TRANSFORMER_END_INFO("TransformerEndInfo"), //
  BASE_VOLTAGE("BaseVoltage"), CONSUMER_PHASE("EnergyConsumerPhase"), //
  // Metering
  USAGE_POINT("UsagePoint"), METER("Meter", "EndDevice"), DEVICE_INFO("EndDeviceInfo", "AssetInfo", "ProductAssetModel"), //
  NAME("Name"), NAME_TYPE("NameType"), ELECTRONIC_ADDRESS("ElectronicAddress"), //
  // Places
  LOCATION("Location", "ServiceLocation", "UsagePointLocation"), POSITION_POINT("PositionPoint"), COORDINATE_SYSTEM("CoordinateSystem"), //
  STREET_ADDRESS("StreetAddress"), STREET_DETAIL("StreetDetail");

  private static final Map<String, CimClass> BY_NAME = new HashMap<>();

  static {
    for (CimClass type : values())
      for (String name : type.names)
        BY_NAME.put(name, type);
  }

  private final String[] names;

  CimClass(String... names) { this.names = names; }

  static @Nullable CimClass find(String localName) { return BY_NAME.get(localName); }
}
