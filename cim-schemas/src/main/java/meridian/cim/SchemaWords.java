package meridian.cim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.xml.namespace.QName;

import meridian.cim.dialect.Namespaces;

/**
 * Says in our words what the JDK's validator complains of. Its complaints begin with the name of the rule of XML Schema part 1 that was
 * broken; names and values stand in braces, brackets and quotes, in every language.
 */
final class SchemaWords {
  private static final Pattern GROUP = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern QUALIFIED = Pattern.compile("\"([^\"]*)\":([\\w.-]+)");
  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)\\]");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

  private static final int MOST_LISTED = 8;

  private SchemaWords() {}

  /** {@code element} is where the validator stands, {@code text} what was in it, for complaints about its value. */
  static Refused of(String complaint, Place place, QName element, String text) {
    int colon = complaint.indexOf(':');
    String rule = colon < 0 ? "" : complaint.substring(0, colon);
    Map<String, String> expected = rule.startsWith("cvc-complex-type.2.4") ? expected(complaint) : Map.of();
    if (place.depth() <= 2 && rule.matches("cvc-complex-type\\.2\\.4\\.[ab]")) {
      if (expected.containsKey("Header"))
        return new Refused(ErrorCode.HEADER_MISSING, place.toString(), "the message begins with a Header");
      if (expected.containsKey("Request") && !expected.containsKey("Payload"))
        return new Refused(ErrorCode.REQUEST_MISSING, place.toString(), "a Request is needed here");
    }
    ErrorCode code = place.path().endsWith("/Header/Verb") ? ErrorCode.INVALID_VERB : ErrorCode.INVALID_MESSAGE;
    return new Refused(code, place.toString(), words(rule, complaint, expected, element, text));
  }

  private static String words(String rule, String complaint, Map<String, String> expected, QName element, String text) {
    return switch (rule) {
      case "cvc-complex-type.2.4.a" -> {
        String namespace = expected.get(element.getLocalPart());
        if (namespace != null && !namespace.equals(element.getNamespaceURI())) yield namespace(element.getNamespaceURI(), namespace);
        yield "does not belong here, " + list(expected) + " may come here";
      }
      case "cvc-complex-type.2.4.b" -> "ends too early, expected " + (expected.size() > 1 ? "one of " : "") + list(expected);
      case "cvc-complex-type.2.4.c" -> "is not known to any schema here";
      case "cvc-complex-type.2.4.d", "cvc-complex-type.2.4.e", "cvc-complex-type.2.4.f" ->
        "does not belong here, nothing more may come here";
      case "cvc-complex-type.2.3" -> "holds text where only elements belong";
      case "cvc-complex-type.2.1", "cvc-complex-type.2.2", "cvc-type.3.1.2" -> "holds elements where only a value belongs";
      case "cvc-complex-type.3.2.1", "cvc-complex-type.3.2.2", "cvc-type.3.1.1" -> "has an attribute that it may not have";
      case "cvc-complex-type.4" -> "lacks an attribute that it must have";
      case "cvc-enumeration-valid" -> value(text) + " is none of " + last(BRACKETS, complaint);
      case "cvc-datatype-valid.1.2.1", "cvc-datatype-valid.1.2.3" -> value(text) + " is no " + last(QUOTED, complaint);
      case "cvc-attribute.3" -> "has an attribute with a value that it may not have";
      case "cvc-elt.1", "cvc-elt.1.a" -> "is not known to any schema here";
      case "cvc-elt.3.1", "cvc-elt.3.2.1" -> "may not be nil";
      case "cvc-elt.4.1", "cvc-elt.4.2", "cvc-elt.4.3" -> "has an xsi:type that it may not have";
      default -> "does not follow the schema";
    };
  }

  static String namespace(String found, String expected) {
    return "is in namespace " + Refused.quote(found) + ", expected \"" + expected + '"';
  }

  /** Likewise, of an element by which a message or a payload begins: other namespaces would do too. */
  static String unknown(String found, String expected) {
    return namespace(found, expected) + "; " + Namespaces.known();
  }

  private static String value(String text) { return text.isBlank() ? "an empty value" : Refused.quote(text); }

  /** Local name to namespace, of the last group in braces: what the schema would take. */
  private static Map<String, String> expected(String complaint) {
    String last = "";
    for (Matcher m = GROUP.matcher(complaint); m.find();) {
      last = m.group(1);
    }
    var names = new LinkedHashMap<String, String>();
    for (Matcher m = QUALIFIED.matcher(last); m.find();) {
      names.put(m.group(2), m.group(1));
    }
    return names;
  }

  private static String list(Map<String, String> expected) {
    if (expected.isEmpty()) return "something else";
    String names = expected.keySet().stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return names + (expected.size() > MOST_LISTED ? ", …" : "");
  }

  /** The last one, because the sender's own value, which may hold anything, comes first. */
  private static String last(Pattern pattern, String complaint) {
    String last = "value allowed here";
    for (Matcher m = pattern.matcher(complaint); m.find();) {
      last = m.group(1);
    }
    return last;
  }
}
