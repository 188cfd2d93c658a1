package meridian.routes.soap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import meridian.cim.Wsdl;

/**
 * A service whose requests the door takes and whose WSDL it serves. Which there are follows from the catalogue of nouns; what its fault is
 * called follows from its name, by the naming of IEC 61968-100.
 *
 * @param text as in its WSDL and its URL: {@code GetMeterReadings}
 */
public record SoapService(String text) {
  public static final SoapService GENERIC = new SoapService("Generic");
  public static final SoapService GET_METER_READINGS = new SoapService("GetMeterReadings");
  public static final SoapService EXECUTE_END_DEVICE_CONTROLS = new SoapService("ExecuteEndDeviceControls");
  private static final String MESSAGE = "http://iec.ch/TC57/2011/schema/message";
  /** Send and Reply services are others', for the hub to call; of what is told, readings and events are taken. */
  private static final Set<String> RECEIVES = Set.of("ReceiveMeterReadings", "ReceiveEndDeviceEvents");
  private static final Map<String, SoapService> ALL = new TreeMap<>(
    Wsdl.SERVICES.stream().filter(name -> !name.matches("(Send|Reply|Receive).*") || RECEIVES.contains(name))
      .collect(Collectors.toMap(name -> name, SoapService::new)));

  /** By name. */
  public static List<SoapService> all() { return List.copyOf(ALL.values()); }

  public static Optional<SoapService> find(String name) { return Optional.ofNullable(ALL.get(name)); }

  /** @throws IllegalArgumentException when there is none */
  public static SoapService get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no service " + name + "; there are " + ALL.keySet()));
  }

  /** Local name of the root of a fault's detail. */
  String faultMessage() {
    if (equals(GENERIC)) return "FaultMessage";
    return noun() + "FaultMessage";
  }

  String faultNamespace() {
    if (equals(GENERIC)) return MESSAGE;
    return "http://iec.ch/TC57/2011/" + (text.startsWith("Get") ? text : noun()) + "Message";
  }

  /** With {@code OperationSet} behind it when the service takes those. */
  private String noun() {
    return text.replaceFirst("^(Execute|Request|Receive|Get)", "");
  }

  @Override
  public String toString() { return text; }
}
