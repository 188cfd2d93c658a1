package meridian.cim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.model.master.CimElement;

/**
 * Writes objects told as trees as a profile wants them: in its order, without what it has no place for, whether by name or by number. For
 * one message and one thread.
 */
final class ObjectWriter {
  private record Placed(Profile.Part part, CimElement element) {}

  private final XmlBytes xml;
  private final String payload;
  private final Profile profile;

  /** @throws IllegalArgumentException when there is no schema of this name */
  ObjectWriter(XmlBytes xml, String payload) {
    this.xml = xml;
    this.payload = payload;
    this.profile = Profile.of(payload);
  }

  void open() { xml.raw("<").raw(payload).raw(" xmlns=\"").raw(Names.payload(payload)).raw("\">"); }

  void close() { xml.raw("</").raw(payload).raw(">"); }

  /** @throws IllegalArgumentException when the profile has no such object */
  void object(CimElement object) {
    Profile.Part part = profile.root().parts().get(object.name());
    if (part == null) throw new IllegalArgumentException("a " + payload + " has no " + object.name());
    write(object, profile.type(part));
  }

  private void write(CimElement element, Optional<Profile.Type> type) {
    xml.raw("<").raw(element.name());
    type.ifPresent(complex -> attributes(element, complex));
    List<Placed> children = type.isEmpty() ? List.of() : placed(element.children(), type.get());
    String text = type.isEmpty() || type.get().hasValue() ? element.text() : "";
    if (children.isEmpty() && text.isEmpty()) {
      xml.raw("/>");
      return;
    }
    xml.raw(">");
    if (children.isEmpty()) xml.text(text);
    for (Placed child : children) {
      write(child.element, profile.type(child.part));
    }
    xml.raw("</").raw(element.name()).raw(">");
  }

  private void attributes(CimElement element, Profile.Type type) {
    element.attributes().forEach((name, value) -> {
      if (type.hasAttribute(name)) xml.raw(" ").raw(name).raw("=\"").attribute(value).raw("\"");
    });
  }

  private static List<Placed> placed(List<CimElement> children, Profile.Type type) {
    var placed = new ArrayList<Placed>(children.size());
    Map<String, Integer> counts = new HashMap<>();
    Map<Integer, String> chosen = new HashMap<>();
    for (CimElement child : children) {
      Profile.Part part = type.parts().get(child.name());
      if (part == null || counts.merge(child.name(), 1, Integer::sum) > part.most()) continue;
      if (part.one() && !chosen.computeIfAbsent(part.rank(), _ -> child.name()).equals(child.name())) continue;
      placed.add(new Placed(part, child));
    }
    placed.sort(Comparator.comparingInt(each -> each.part.rank()));
    return placed;
  }
}
