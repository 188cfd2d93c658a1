package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/**
 * Which element may hold which, in what order: one profile as its schema says. Reads the schemas of this house, which keep to named types,
 * sequence, choice, attributes and values. Immutable once read, safe for concurrent callers.
 */
final class Profile {
  private static final int UNBOUNDED = Integer.MAX_VALUE;
  private static final Map<String, Profile> READ = new ConcurrentHashMap<>();

  /**
   * A child that an element may have.
   *
   * @param rank children are in the order of their ranks; those of a choice share one
   * @param most how many of this name
   * @param one true when it excludes others of its rank
   * @param typeName of a complex type of the profile or of a value; empty when {@code inline} is the type
   */
  record Part(String name, int rank, int least, int most, boolean one, String typeName, Optional<Type> inline) {}

  /** What an element of complex type may hold; {@code value}: text too. Filled by the reader only. */
  static final class Type {
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Set<String> attributes = new HashSet<>();
    private boolean value;

    Map<String, Part> parts() { return parts; }

    boolean hasAttribute(String name) { return attributes.contains(name); }

    boolean hasValue() { return value; }
  }

  private final Map<String, Type> types = new HashMap<>();
  private final String name;
  private String rootType = "";

  private Profile(String name) { this.name = name; }

  /** @throws IllegalArgumentException when we have no schema of this name */
  static Profile of(String name) {
    Profile known = READ.get(name);
    return known != null ? known : READ.computeIfAbsent(name, Profile::read);
  }

  /** What the root element may hold. */
  Type root() {
    Type root = types.get(rootType);
    if (root == null) throw new IllegalStateException(name + ".xsd has no type of the element " + name);
    return root;
  }

  /** The type of a child; empty: it holds a value and no attributes. */
  Optional<Type> type(Part part) {
    return part.inline.or(() -> Optional.ofNullable(types.get(part.typeName)));
  }

  private static Profile read(String name) {
    var profile = new Profile(name);
    try (InputStream schema = Wsdl.schema(name + ".xsd")) {
      XMLStreamReader2 xsd = StaxFactory.open(schema, XmlLimits.MESSAGE);
      xsd.nextTag();
      while (xsd.nextTag() == XMLStreamConstants.START_ELEMENT) {
        switch (xsd.getLocalName()) {
          case "complexType" -> profile.types.put(attribute(xsd, "name"), type(xsd));
          case "element" -> {
            if (attribute(xsd, "name").equals(name)) profile.rootType = local(attribute(xsd, "type"));
            skip(xsd);
          }
          default -> skip(xsd);
        }
      }
      return profile;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(name + ".xsd is not well-formed", e);
    }
  }

  private static Type type(XMLStreamReader2 xsd) throws XMLStreamException {
    var type = new Type();
    content(xsd, type, false, false);
    return type;
  }

  /** Reads on to the end of the element that has just begun. {@code choice}: one rank for all; {@code many}: any number of each. */
  private static void content(XMLStreamReader2 xsd, Type type, boolean choice, boolean many) throws XMLStreamException {
    int rank = type.parts.size();
    while (xsd.nextTag() == XMLStreamConstants.START_ELEMENT) {
      switch (xsd.getLocalName()) {
        case "sequence", "complexContent" -> content(xsd, type, choice, many);
        case "choice" -> content(xsd, type, true, most(xsd) > 1);
        case "simpleContent", "extension", "restriction" -> {
          type.value = true;
          content(xsd, type, choice, many);
        }
        case "element" -> {
          Part part = part(xsd, choice ? rank : type.parts.size(), choice, many);
          type.parts.put(part.name, part);
        }
        case "attribute" -> {
          type.attributes.add(attribute(xsd, "name"));
          skip(xsd);
        }
        default -> skip(xsd);
      }
    }
  }

  private static Part part(XMLStreamReader2 xsd, int rank, boolean choice, boolean many) throws XMLStreamException {
    String name = attribute(xsd, "name");
    String typeName = local(attribute(xsd, "type"));
    int least = choice || attribute(xsd, "minOccurs").equals("0") ? 0 : 1;
    int most = many ? UNBOUNDED : most(xsd);
    Optional<Type> inline = Optional.empty();
    while (xsd.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (xsd.getLocalName().equals("complexType")) inline = Optional.of(type(xsd));
      else
        skip(xsd);
    }
    return new Part(name, rank, least, most, choice && !many, typeName, inline);
  }

  private static int most(XMLStreamReader2 xsd) {
    String most = attribute(xsd, "maxOccurs");
    return most.isEmpty() ? 1 : most.equals("unbounded") ? UNBOUNDED : Integer.parseInt(most);
  }

  private static String attribute(XMLStreamReader2 xsd, String name) {
    String value = xsd.getAttributeValue("", name);
    return value == null ? "" : value;
  }

  private static String local(String qualified) { return qualified.substring(qualified.indexOf(':') + 1); }

  private static void skip(XMLStreamReader2 xsd) throws XMLStreamException {
    for (int depth = 1; depth > 0;) {
      int event = xsd.next();
      if (event == XMLStreamConstants.START_ELEMENT) depth++;
      if (event == XMLStreamConstants.END_ELEMENT) depth--;
    }
  }
}
