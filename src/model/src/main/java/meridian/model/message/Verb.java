package meridian.model.message;

import java.util.Locale;
import java.util.Optional;

/** Header.Verb of IEC 61968-100. */
public enum Verb {
  CANCEL, CANCELED, CHANGE, CHANGED, CREATE, CREATED, CLOSE, CLOSED, DELETE, DELETED, GET, REPLY, EXECUTE, EXECUTED;

  /** As written in messages: lower case. */
  public String text() { return name().toLowerCase(Locale.ROOT); }

  public static Optional<Verb> find(String text) {
    for (Verb verb : values()) {
      if (verb.text().equals(text)) return Optional.of(verb);
    }
    return Optional.empty();
  }
}
