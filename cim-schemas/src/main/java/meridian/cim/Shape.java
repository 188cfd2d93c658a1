package meridian.cim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import meridian.model.message.Verb;

/**
 * What the root element says a message is.
 *
 * @param noun of the wrapper, with OperationSet behind it for a set of operations; empty for generic wrapping
 * @param verb of the wrapper; empty for generic wrapping, for replies and for queries by the wrapper of the 2011 draft
 * @param namespace the one this root belongs to
 * @param served false when we have no schema for this wrapper
 */
record Shape(Wrapping wrapping, String noun, Optional<Verb> verb, String namespace, boolean served) {
  private static final List<String> GENERIC_ROOTS = List.of("RequestMessage", "ResponseMessage", "EventMessage", "Message");
  private static final String SET = Names.OPERATION_SET;
  private static final List<Verb> WRAPPER_VERBS = Arrays.stream(Verb.values()).filter(verb -> verb != Verb.REPLY && verb != Verb.EXECUTE
    && verb != Verb.EXECUTED).sorted((a, b) -> b.text().length() - a.text().length()).toList();

  /** Empty when the root is none of the standard's, whatever its namespace. */
  static Optional<Shape> of(String localName, String namespace) {
    if (GENERIC_ROOTS.contains(localName)) return Optional.of(new Shape(Wrapping.GENERIC, "", Optional.empty(), Names.MESSAGE, true));
    if (localName.endsWith(SET)) {
      Verb verb = localName.startsWith("Executed") ? Verb.EXECUTED : Verb.EXECUTE;
      String on = localName.substring(0, localName.length() - SET.length()).replaceFirst("^" + Names.capital(verb), "");
      return Names.isNoun(on) ? typed(Wrapping.TYPED, on + SET, on + SET, Optional.of(verb), namespace) : Optional.empty();
    }
    boolean get = localName.startsWith("Get");
    if (localName.endsWith("ResponseMessage"))
      return typed(get ? Wrapping.TYPED_2015 : Wrapping.TYPED, bare(localName, "ResponseMessage"), Optional.empty(), namespace);
    if (localName.endsWith("RequestMessage"))
      return typed(get ? Wrapping.TYPED_2015 : Wrapping.TYPED_DRAFT, bare(localName, "RequestMessage"),
        get ? Optional.of(Verb.GET) : Optional.empty(), namespace);
    for (Verb verb : WRAPPER_VERBS) {
      String capital = Names.capital(verb);
      if (localName.startsWith(capital) && Names.isNoun(localName.substring(capital.length())))
        return typed(Wrapping.TYPED, localName.substring(capital.length()), Optional.of(verb), namespace);
    }
    return Optional.empty();
  }

  private static String bare(String localName, String suffix) {
    return Names.bare(localName.substring(0, localName.length() - suffix.length()));
  }

  private static Optional<Shape> typed(Wrapping wrapping, String noun, Optional<Verb> verb, String namespace) {
    if (!Names.isNoun(noun)) return Optional.empty();
    boolean query = verb.filter(Verb.GET::equals).isPresent() || namespace.contains("/Get");
    return typed(wrapping, noun, query ? "Get" + noun : noun, verb, namespace);
  }

  /** @param file the wrapper's name without {@code Message}, as in its namespace */
  private static Optional<Shape> typed(Wrapping wrapping, String noun, String file, Optional<Verb> verb, String namespace) {
    boolean served = Schemas.FILES.contains(file + "Message");
    if (!served && !namespace.endsWith("/" + file + "Message")) return Optional.empty();
    return Optional.of(new Shape(wrapping, noun, verb, served ? Names.wrapper(file) : namespace, served));
  }

  /** The file that has the root's schema, without {@code .xsd}. */
  String schema() {
    return wrapping == Wrapping.GENERIC ? "Message" : namespace.substring(namespace.lastIndexOf('/') + 1);
  }
}
