package meridian.cim.readings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;

import meridian.cim.Wsdl;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/**
 * The content models of one of our schemas as tables to walk along: sequences of elements, their occurrence, their simple types. Knows of XML
 * Schema what our profiles use of it. Immutable once made.
 */
final class Profile {
  /** Of an element of which nothing is known. */
  static final Type NOTHING = new Type("");
  static final Profile READINGS = of("MeterReadings");
  static final Profile MESSAGE = of("Message");

  enum Simple {
    NONE, STRING, DATE_TIME, BOOLEAN, INTEGER, FLOAT
  }

  static final class Type {
    final String name;
    final List<Element> children = new ArrayList<>();
    final Set<String> attributes = new HashSet<>();
    final List<String> values = new ArrayList<>();
    /** Elements of other namespaces may come before this child; -1: they may not. */
    int open = -1;
    Simple simple = Simple.NONE;

    private Type(String name) { this.name = name; }
  }

  static final class Element {
    final String name;
    final byte[] bytes;
    final int min;
    final int max;
    final Role role;
    private Type type;

    private Element(String parent, String name, int min, int max, Type type) {
      this.name = name;
      this.bytes = name.getBytes(StandardCharsets.UTF_8);
      this.min = min;
      this.max = max;
      this.type = type;
      this.role = Role.of(parent, name);
    }

    Type type() { return type; }
  }

  private final Map<String, Type> types = new HashMap<>();

  private Profile() {}

  /** A type of the schema, by its name. */
  Type type(String name) { return Objects.requireNonNull(types.get(name), name); }

  private Type declared(String name) { return types.computeIfAbsent(name, Type::new); }

  private static Profile of(String file) {
    var profile = new Profile();
    try (InputStream xsd = Wsdl.schema(file + ".xsd")) {
      profile.read(StaxFactory.open(xsd, XmlLimits.MESSAGE));
    } catch (IOException | XMLStreamException e) {
      throw new IllegalStateException("our own schema " + file + " cannot be read", e);
    }
    return profile;
  }

  private void read(XMLStreamReader2 xsd) throws XMLStreamException {
    Deque<Type> open = new ArrayDeque<>();
    Deque<Element> elements = new ArrayDeque<>();
    while (xsd.hasNext()) {
      int event = xsd.next();
      if (event == XMLStreamConstants.START_ELEMENT) begin(xsd, open, elements);
      if (event != XMLStreamConstants.END_ELEMENT) continue;
      switch (xsd.getLocalName()) {
        case "complexType", "simpleType" -> open.pop();
        case "element" -> elements.pop();
        default -> {
          // The others are told by their beginning.
        }
      }
    }
  }

  private void begin(XMLStreamReader2 xsd, Deque<Type> open, Deque<Element> elements) {
    String name = attribute(xsd, "name", "");
    switch (xsd.getLocalName()) {
      case "complexType", "simpleType" -> {
        Type type = name.isEmpty() ? elements.element().type : declared(name);
        open.push(type);
      }
      case "element" -> {
        String typeName = attribute(xsd, "type", "");
        Type type = typeName.isEmpty() ? new Type("") : named(typeName);
        var element = new Element(open.isEmpty() ? "" : open.peek().name, name, Integer.parseInt(attribute(xsd, "minOccurs", "1")),
          attribute(xsd, "maxOccurs", "1").equals("unbounded") ? Integer.MAX_VALUE : Integer.parseInt(attribute(xsd, "maxOccurs", "1")),
          type);
        if (!open.isEmpty()) open.peek().children.add(element);
        elements.push(element);
      }
      case "attribute" -> open.element().attributes.add(name);
      case "any" -> open.element().open = open.element().children.size();
      case "restriction", "extension" -> open.element().simple = simple(attribute(xsd, "base", ""));
      case "enumeration" -> open.element().values.add(attribute(xsd, "value", ""));
      default -> {
        // schema, sequence, import and the like say nothing more.
      }
    }
  }

  private static String attribute(XMLStreamReader2 xsd, String name, String otherwise) {
    String value = xsd.getAttributeValue(null, name);
    return value == null ? otherwise : value;
  }

  private Type named(String qualified) {
    if (!qualified.startsWith("xs:")) return declared(qualified.substring(qualified.indexOf(':') + 1));
    var type = new Type(qualified);
    type.simple = simple(qualified);
    return type;
  }

  private static Simple simple(String base) {
    return switch (base) {
      case "xs:dateTime" -> Simple.DATE_TIME;
      case "xs:boolean" -> Simple.BOOLEAN;
      case "xs:integer" -> Simple.INTEGER;
      case "xs:float" -> Simple.FLOAT;
      default -> Simple.STRING;
    };
  }
}
