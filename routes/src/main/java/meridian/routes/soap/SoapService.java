package meridian.routes.soap;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import meridian.cim.Wsdl;

/**
 * A service whose requests the door takes and whose WSDL it serves. Which there are follows from the catalogue of nouns; what its fault is
 * called follows from its name, by the naming of IEC 61968-100.
 *
 * @param text as in its WSDL and its URL: {@code GetMeterReadings}
 */
public record SoapService(String text) {
  public static final SoapService GENERIC = new SoapService("Generic");
  private static final String MESSAGE = "http://iec.ch/TC57/2011/schema/message";
  /** These are others', for the hub to call. */
  private static final Set<String> OTHERS = Set.of("Send", "Reply");
  private static final List<SoapService> ALL = new TreeSet<>(Wsdl.SERVICES).stream()
    .filter(name -> OTHERS.stream().noneMatch(name::startsWith)).map(SoapService::new).toList();

  /** By name. */
  public static List<SoapService> all() { return ALL; }

  public static Optional<SoapService> find(String name) {
    return ALL.stream().filter(service -> service.text.equals(name)).findFirst();
  }

  /** @throws IllegalArgumentException when there is none */
  public static SoapService get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no service " + name + "; there are " + ALL));
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
  private String noun() { return text.replaceFirst("^(Execute|Executed|Request|Receive|Get)(?=[A-Z])", ""); }

  @Override
  public String toString() { return text; }
}
