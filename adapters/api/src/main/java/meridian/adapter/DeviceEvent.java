package meridian.adapter;

import java.time.Instant;
import java.util.Map;

/**
 * What one device reported.
 *
 * @param serialNumber the manufacturer's; empty when only the sender's address is known
 * @param address the sender's address, in the form of {@link Device#address}; a port may be missing
 * @param eventType IEC 61968-9 EndDeviceEventType code of 4 parts
 * @param details name and value pairs for people, for example the vendor's own code
 */
public record DeviceEvent(String serialNumber, String address, String eventType, Instant time, Map<String, String> details) {

  public DeviceEvent { details = Map.copyOf(details); }
}
