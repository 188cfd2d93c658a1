package meridian.cim;

import java.util.Optional;

import meridian.model.message.Verb;

/**
 * The element that a verb and a noun want as their content.
 *
 * @param element its name; empty when nothing but IDs can say what is meant
 * @param made what becomes of it
 */
record Wanted(String element, Made made) {
  enum Made {
    CONTROLS, READINGS_QUERY, TREES
  }

  /** Empty: the hub does not take this verb with this noun. */
  static Optional<Wanted> by(Header header) {
    Verb verb = header.verb();
    return CimNoun.find(header.noun()).filter(noun -> noun.verbs().contains(verb)).flatMap(noun -> by(verb, noun));
  }

  private static Optional<Wanted> by(Verb verb, CimNoun noun) {
    if (verb == Verb.GET)
      return Optional.of(new Wanted(noun.query().orElse(""), noun.name().equals("MeterReadings") ? Made.READINGS_QUERY : Made.TREES));
    return switch (noun.name()) {
      // Readings told are bulk, and read as a stream.
      case "MeterReadings" -> Optional.empty();
      case "EndDeviceControls" -> Optional.of(
        new Wanted(noun.payload(), verb == Verb.CREATE || verb == Verb.CANCEL ? Made.CONTROLS : Made.TREES));
      default -> Optional.of(new Wanted(noun.payload(), Made.TREES));
    };
  }

  String namespace() { return Names.payload(element); }

  /** Several requests in one message. */
  static boolean isSet(Header header) {
    return header.verb() == Verb.EXECUTE && header.noun().endsWith(Names.OPERATION_SET);
  }
}
