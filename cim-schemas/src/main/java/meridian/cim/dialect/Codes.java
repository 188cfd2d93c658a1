package meridian.cim.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import meridian.model.config.BadSetting;

/** Two columns of codes: a partner's and ours. Immutable. */
final class Codes {
  /** The elements whose {@code ref} is a code. */
  static final Set<String> ELEMENTS = Set.of("ReadingType", "EndDeviceEventType", "EndDeviceControlType", "ReadingQualityType");
  private static final String EVENT = "EndDeviceEventType";

  private final Map<String, String> ours = new HashMap<>();
  private final Map<String, String> theirs = new HashMap<>();

  /** @param lines each {@code theirs = ours}; a code stands once in its column, for the way back */
  Codes(List<String> lines) {
    for (String line : lines) {
      String[] columns = line.split("=", -1);
      if (columns.length != 2 || columns[0].isBlank() || columns[1].isBlank())
        throw new BadSetting("codes", "lines of two codes, THEIRS = OURS; \"" + line + "\" is none");
      String their = columns[0].strip();
      String our = columns[1].strip();
      if (ours.put(their, our) != null || theirs.put(our, their) != null)
        throw new BadSetting("codes", "each code once in its column, for the way back; \"" + line + "\" has one again");
    }
  }

  /** @param element {@link #ELEMENTS} or another */
  String ours(String element, String code, boolean eventTypeZero) {
    String mapped = ours.get(code.strip());
    if (mapped != null) return mapped;
    return eventTypeZero && element.equals(EVENT) && isEvent(code, "0.") ? "3" + code.strip().substring(1) : code;
  }

  String theirs(String element, String code, boolean eventTypeZero) {
    String mapped = theirs.get(code);
    if (mapped != null) return mapped;
    return eventTypeZero && element.equals(EVENT) && isEvent(code, "3.") ? "0" + code.substring(1) : code;
  }

  private static boolean isEvent(String code, String begins) {
    return code.strip().startsWith(begins) && code.strip().matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
  }
}
