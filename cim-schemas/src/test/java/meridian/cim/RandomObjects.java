package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import meridian.model.master.CimElement;

/** Objects of random content that a profile can hold, in any order. */
final class RandomObjects {
  private static final Pattern SIMPLE_TYPE = Pattern.compile(
    "<xs:simpleType name=\"(\\w+)\">\\s*<xs:restriction base=\"(?:\\w+:)?(\\w+)\"(.*?)</xs:simpleType>",
    Pattern.DOTALL);
  /** An element whose type has no name. */
  private static final Pattern INLINE = Pattern.compile("<xs:element name=\"(\\w+)\"[^>]*>\\s*<xs:simpleType>(.*?)</xs:simpleType>",
    Pattern.DOTALL);
  private static final Pattern ENUMERATION = Pattern.compile("<xs:enumeration value=\"([^\"]*)\"");
  private static final int DEEPEST = 12;

  private final Random random;
  private final Profile profile;
  private final Map<String, String> bases = new HashMap<>();
  private final Map<String, List<String>> enumerations = new HashMap<>();

  RandomObjects(Random random, String payload) throws IOException {
    this.random = random;
    this.profile = Profile.of(payload);
    try (InputStream xsd = Wsdl.schema(payload + ".xsd")) {
      String text = new String(xsd.readAllBytes(), StandardCharsets.UTF_8);
      for (Matcher m = SIMPLE_TYPE.matcher(text); m.find();) {
        bases.put(m.group(1), m.group(2));
        enumerate(m.group(1), m.group(3));
      }
      for (Matcher m = INLINE.matcher(text); m.find();) {
        enumerate("/" + m.group(1), m.group(2));
      }
    }
  }

  private void enumerate(String type, String restriction) {
    var values = new ArrayList<String>();
    for (Matcher value = ENUMERATION.matcher(restriction); value.find();) {
      values.add(value.group(1));
    }
    if (!values.isEmpty()) enumerations.put(type, values);
  }

  /** Children of the payload, each in the order of the schema. */
  List<CimElement> objects() { return children(profile.root(), 1); }

  /** The same object with the children of all its elements shuffled, those of one name among themselves in their order. */
  CimElement shuffled(CimElement element) {
    var names = new ArrayList<>(element.children().stream().map(CimElement::name).distinct().toList());
    Collections.shuffle(names, random);
    return new CimElement(element.name(), element.attributes(), element.text(),
      names.stream().flatMap(name -> element.list(name).stream()).map(this::shuffled).toList());
  }

  private List<CimElement> children(Profile.Type type, int depth) {
    var children = new ArrayList<CimElement>();
    int chosen = -1;
    for (Profile.Part part : type.parts().values()) {
      if (part.one() && part.rank() == chosen) continue;
      int count = part.least() > 0 ? 1 : depth > DEEPEST || random.nextInt(10) < 2 + depth ? 0 : 1;
      if (count == 1 && part.most() > 1 && depth < 6) count += random.nextInt(3);
      if (count > 0 && part.one()) chosen = part.rank();
      for (int i = 0; i < count; i++) {
        children.add(element(part, depth));
      }
    }
    return children;
  }

  private CimElement element(Profile.Part part, int depth) {
    Profile.Type type = profile.type(part).orElse(null);
    if (type == null) return CimElement.value(part.name(), value(part.typeName().isEmpty() ? "/" + part.name() : part.typeName()));
    Map<String, String> attributes = type.hasAttribute("ref") && random.nextBoolean() ? Map.of("ref", text()) : Map.of();
    return new CimElement(part.name(), attributes, type.hasValue() ? text() : "", children(type, depth + 1));
  }

  private String value(String typeName) {
    List<String> values = enumerations.get(typeName);
    if (values != null) return values.get(random.nextInt(values.size()));
    String base = bases.getOrDefault(typeName, typeName);
    return switch (base) {
      case "string" -> text();
      case "boolean" -> random.nextBoolean() ? "true" : "0";
      case "integer", "int", "long" -> Integer.toString(random.nextInt());
      case "float", "double" -> Float.toString(random.nextFloat() * 1e9f);
      case "decimal" -> random.nextInt() + ".5";
      case "dateTime" -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L)).toString();
      case "date" -> "20" + (10 + random.nextInt(90)) + "-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
      case "time" -> "1" + random.nextInt(10) + ":30:00Z";
      case "duration" -> "PT" + random.nextInt(100) + "M";
      case "anyURI" -> "urn:x:" + random.nextInt(1000);
      default -> throw new IllegalStateException("no values of type " + typeName + " are known here: add a case");
    };
  }

  /** What XML can hold, stripped, at times empty. */
  private String text() {
    return XmlBytesTest.holdable(XmlBytesTest.randomText(random, random.nextInt(12))).strip();
  }
}
