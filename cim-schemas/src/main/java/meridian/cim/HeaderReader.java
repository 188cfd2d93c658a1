package meridian.cim;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import meridian.model.message.Verb;

/**
 * Gathers the Header while the message goes by. Takes what it finds: a header that breaks the schema can still be answered.
 */
final class HeaderReader {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private String propertyName = "";

  /** An element inside the Header has ended; {@code parent} is Header, User, Property or another's. */
  void ended(String parent, String name, String text) {
    switch (parent) {
      case "Header", "User" -> texts.put(name, text);
      case "Property" -> {
        if (name.equals("Name")) propertyName = text;
        properties.put(propertyName, name.equals("Value") ? text : "");
      }
      default -> {
        // ReplayDetection and what others added.
      }
    }
  }

  /** What was gathered. A wrapper's verb and noun count more than the Header's own; {@code REPLY} stands for a verb that is none. */
  Header header(Shape shape) {
    Verb verb = shape.verb().or(() -> Verb.find(text("Verb"))).orElse(Verb.REPLY);
    boolean own = shape.noun().isEmpty() || Names.bare(noun()).equals(shape.noun());
    return new Header(verb, own ? noun() : shape.noun(), text("Revision"), text("Context"), timestamp(),
      text("Source"), flag("AsyncReplyFlag"), text("ReplyAddress"), flag("AckRequired"), text("UserID"), text("MessageID"),
      text("CorrelationID"), properties);
  }

  String verb() { return text("Verb"); }

  String noun() { return text("Noun"); }

  private Optional<Instant> timestamp() {
    if (text("Timestamp").isEmpty()) return Optional.empty();
    try {
      return Optional.of(Timestamps.parse(text("Timestamp")));
    } catch (DateTimeException toldElsewhere) {
      return Optional.empty();
    }
  }

  private boolean flag(String name) { return text(name).equals("true") || text(name).equals("1"); }

  private String text(String name) { return texts.getOrDefault(name, "").strip(); }
}
