package meridian.model.work;

import java.util.Locale;
import java.util.Optional;

/** WorkKind of IEC 61968-9. */
public enum WorkKind {
  CONSTRUCTION, DISCONNECT, INSPECTION, MAINTENANCE, METER, OTHER, RECONNECT, REPAIR, SERVICE, TEST;

  /** As in messages: lower case. */
  public String text() { return name().toLowerCase(Locale.ROOT); }

  public static Optional<WorkKind> find(String text) {
    for (WorkKind kind : values()) {
      if (kind.text().equals(text)) return Optional.of(kind);
    }
    return Optional.empty();
  }
}
