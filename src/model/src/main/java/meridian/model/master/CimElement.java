package meridian.model.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.model.Mrid;

/**
 * One element of a CIM profile with all that is in it: a value, or a part with elements of its own. Namespaces are left out: names are unique
 * within a profile. Immutable.
 *
 * @param name as in the schema: {@code Meter}, {@code serialNumber}
 * @param attributes {@code ref} mostly; usually none
 * @param text the value, stripped; empty when there are children
 * @param children in the order of the message
 */
public record CimElement(String name, Map<String, String> attributes, String text, List<CimElement> children) {

  public CimElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** A value. */
  public static CimElement value(String name, String text) { return new CimElement(name, Map.of(), text, List.of()); }

  /** A part. */
  public static CimElement part(String name, CimElement... children) {
    return new CimElement(name, Map.of(), "", List.of(children));
  }

  /** A reference to a code or an object: {@code <name ref="…"/>}. */
  public static CimElement reference(String name, String ref) {
    return new CimElement(name, Map.of("ref", ref), "", List.of());
  }

  /** The first child of this name. */
  public Optional<CimElement> find(String child) {
    return children.stream().filter(each -> each.name.equals(child)).findFirst();
  }

  /** All children of this name, in order. */
  public List<CimElement> list(String child) {
    return children.stream().filter(each -> each.name.equals(child)).toList();
  }

  /** The value at a path of names, the first of each; empty when there is none. */
  public String text(String... path) {
    Optional<CimElement> at = Optional.of(this);
    for (String step : path) {
      at = at.flatMap(element -> element.find(step));
    }
    return at.map(CimElement::text).orElse("");
  }

  /** {@code mRID} as written, which need not be a UUID; empty when there is none. */
  public String mrid() { return text("mRID"); }

  /** {@code Names}, in order. */
  public List<Name> names() {
    return list("Names").stream()
      .map(names -> new Name(names.text("name"), names.text("NameType", "name"), names.text("NameType", "NameTypeAuthority", "name")))
      .toList();
  }

  /** All that the sender may have meant it by: the mRID as written, then each name. */
  public List<String> identifiers() {
    var all = new ArrayList<String>();
    if (!mrid().isEmpty()) all.add(mrid());
    names().stream().filter(Name::identifies).map(Name::name).forEach(all::add);
    return List.copyOf(all);
  }

  /** The same under another name: an EndDevice as the Meter it is. */
  public CimElement named(String other) {
    return other.equals(name) ? this : new CimElement(other, attributes, text, children);
  }

  /** The same with other children. */
  public CimElement with(List<CimElement> others) {
    return new CimElement(name, attributes, text, others);
  }

  /** The mRID when it is a UUID. */
  public Optional<Mrid> uuid() { return Mrid.find(mrid()); }
}
