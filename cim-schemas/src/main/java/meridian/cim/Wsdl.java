package meridian.cim;

import java.io.InputStream;
import java.util.List;

/** The service descriptions and schemas the hub hands out, as they lie on the classpath under {@code meridian/cim}. */
public final class Wsdl {
  /** Services by name; {@code Generic} is the one for RequestMessage and EventMessage. */
  public static final List<String> SERVICES = List.of("ExecuteEndDeviceControls", "RequestEndDeviceControls", "ReplyEndDeviceControls",
    "GetMeterReadings", "SendMeterReadings", "ReceiveMeterReadings", "ReplyMeterReadings", "SendEndDeviceEvents", "ReceiveEndDeviceEvents",
    "Generic");

  private Wsdl() {}

  /**
   * One WSDL 1.1 document. Its {@code soap:address} is a placeholder, its schema imports are relative ({@code ../schemas/…}).
   *
   * @throws IllegalArgumentException when there is no such service
   */
  public static InputStream open(String service) {
    if (!SERVICES.contains(service)) throw new IllegalArgumentException("no WSDL of " + service + "; there are " + SERVICES);
    return resource("wsdl/" + service + ".wsdl");
  }

  /**
   * One schema document by its file name, for example {@code Message.xsd}: what the WSDLs and the schemas import.
   *
   * @throws IllegalArgumentException when there is no such schema
   */
  public static InputStream schema(String file) {
    if (!file.endsWith(".xsd") || !Schemas.FILES.contains(file.substring(0, file.length() - 4)))
      throw new IllegalArgumentException("no schema " + file + "; there are " + Schemas.FILES);
    return resource("schemas/" + file);
  }

  private static InputStream resource(String path) {
    InputStream stream = Wsdl.class.getResourceAsStream(path);
    if (stream == null) throw new IllegalStateException("meridian/cim/" + path + " is not on the classpath");
    return stream;
  }
}
