package meridian.model.control;

import java.util.Optional;

/** type.domain.subDomain.eventOrAction of IEC 61968-9 annex E, for controls. Type 0 means any device. */
public record EndDeviceControlType(int type, int domain, int subDomain, int eventOrAction) {
  public static final EndDeviceControlType DISCONNECT = new EndDeviceControlType(3, 31, 0, 23);
  public static final EndDeviceControlType CONNECT = new EndDeviceControlType(3, 31, 0, 18);

  /** Parses four integers with dots; empty when it is anything else. */
  public static Optional<EndDeviceControlType> find(String code) {
    if (!code.matches("\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}")) return Optional.empty();
    String[] parts = code.split("\\.");
    return Optional.of(new EndDeviceControlType(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]),
      Integer.parseInt(parts[3])));
  }

  /** The same domain, subDomain and eventOrAction, and a device type that is equal or "any". */
  public boolean matches(EndDeviceControlType other) {
    return domain == other.domain && subDomain == other.subDomain && eventOrAction == other.eventOrAction
      && (type == other.type || type == 0 || other.type == 0);
  }

  public String code() { return type + "." + domain + "." + subDomain + "." + eventOrAction; }
}
