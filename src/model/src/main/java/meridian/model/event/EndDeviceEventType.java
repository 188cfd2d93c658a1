package meridian.model.event;

import java.util.Optional;

/** type.domain.subDomain.eventOrAction of IEC 61968-9 annex E. Type 0 means any device. */
public record EndDeviceEventType(int type, int domain, int subDomain, int eventOrAction) {
  public static final EndDeviceEventType POWER_LOST = new EndDeviceEventType(3, 26, 0, 85);
  public static final EndDeviceEventType POWER_RESTORED = new EndDeviceEventType(3, 26, 0, 216);
  public static final EndDeviceEventType METER_COVER_OPENED = new EndDeviceEventType(3, 12, 29, 39);
  public static final EndDeviceEventType METER_COVER_CLOSED = new EndDeviceEventType(3, 12, 29, 16);
  public static final EndDeviceEventType REMOTE_DISCONNECTED = new EndDeviceEventType(3, 31, 0, 68);
  public static final EndDeviceEventType REMOTE_CONNECTED = new EndDeviceEventType(3, 31, 0, 42);
  /** The relay was released but waits for a hand on the meter's button. */
  public static final EndDeviceEventType ARMED_FOR_CLOSURE = new EndDeviceEventType(3, 31, 0, 5);
  /** A control that ended without the asked-for state. */
  public static final EndDeviceEventType CONTROL_FAILED = new EndDeviceEventType(3, 31, 0, 85);

  /** Parses four integers with dots; empty when it is anything else. */
  public static Optional<EndDeviceEventType> find(String code) {
    if (!code.matches("\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}")) return Optional.empty();
    String[] parts = code.split("\\.");
    return Optional.of(new EndDeviceEventType(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]),
      Integer.parseInt(parts[3])));
  }

  public String code() { return type + "." + domain + "." + subDomain + "." + eventOrAction; }
}
