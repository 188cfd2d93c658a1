package meridian.model.control;

import java.util.Locale;
import java.util.Optional;

/**
 * How urgent a control is, most urgent first. EndDeviceControl of IEC 61968-9 has no priority (only the display messages of a PAN do), so it
 * comes as {@code Request/Option} of this name, and in words: numbers for priorities run upwards in one system and downwards in the next.
 */
public enum Priority {
  HIGH, NORMAL, LOW;

  /** As written in messages: lower case. */
  public String text() { return name().toLowerCase(Locale.ROOT); }

  public static Optional<Priority> find(String text) {
    for (Priority priority : values()) {
      if (priority.text().equals(text)) return Optional.of(priority);
    }
    return Optional.empty();
  }
}
