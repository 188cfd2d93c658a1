package meridian.cim;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import meridian.cim.dialect.Dialect;
import meridian.model.message.Verb;

/**
 * Gathers the Header while the message goes by. Takes what it finds: a header that breaks the schema can still be answered.
 */
final class HeaderReader {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private String propertyName = "";
  private String nonce = "";
  private Optional<Instant> nonceCreated = Optional.empty();

  /** An element inside the Header has ended; {@code parent} is Header, User, Property, ReplayDetection or another's. */
  void ended(String parent, String name, String text) {
    switch (parent) {
      case "Header", "User" -> texts.put(name, text);
      case "Property" -> {
        if (name.equals("Name")) propertyName = text;
        properties.put(propertyName, name.equals("Value") ? text : "");
      }
      case "ReplayDetection" -> {
        if (name.equals("Nonce")) nonce = text.strip();
        else
          nonceCreated = time(text.strip());
      }
      default -> {
        // What others added.
      }
    }
  }

  /** What was gathered. A wrapper's verb and noun count more than the Header's own; {@code REPLY} stands for a verb that is none. */
  Header header(Shape shape) {
    Verb verb = shape.verb().or(() -> Verb.find(text("Verb"))).orElse(Verb.REPLY);
    boolean own = shape.noun().isEmpty() || Names.bare(noun()).equals(shape.noun());
    return new Header(verb, own ? noun() : shape.noun(), text("Revision"), text("Context"), time(text("Timestamp")),
      text("Source"), flag("AsyncReplyFlag"), text("ReplyAddress"), flag("AckRequired"), text("UserID"), text("MessageID"),
      text("CorrelationID"), properties, text("Organization"), text("Comment"),
      nonceCreated.map(created -> new Header.ReplayDetection(nonce, created)), Dialect.STANDARD);
  }

  String verb() { return text("Verb"); }

  String noun() { return text("Noun"); }

  /** No revision, or the first or second edition's: other ones may mean other things by the same words. */
  boolean isRevisionKnown() {
    return text("Revision").isEmpty() || text("Revision").matches("0*[12]([.][0-9]{1,9}){0,3}");
  }

  private static Optional<Instant> time(String text) {
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Timestamps.parse(text));
    } catch (DateTimeException toldElsewhere) {
      return Optional.empty();
    }
  }

  private boolean flag(String name) { return text(name).equals("true") || text(name).equals("1"); }

  private String text(String name) { return texts.getOrDefault(name, "").strip(); }
}
