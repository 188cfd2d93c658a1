package meridian.cim.readings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import meridian.cim.ErrorCode;
import meridian.cim.Refused;

/** The open elements, each with its content model and how far the walk has come in it. Levels are counted from 1, the root. For one thread. */
final class Path {
  private static final int NAME_SHOWN = 60;

  private final boolean strictNamespaces;
  private Profile.@Nullable Element[] elements = new Profile.Element[65];
  private Profile.Type[] types = new Profile.Type[65];
  private String[] names = new String[65];
  /** Namespace of the children. */
  private String[] namespaces = new String[65];
  /** Of the child that began last: its place in the model, and the how manieth of its name it was. */
  private int[] positions = new int[65];
  private long[] occurrences = new long[65];
  /** The how manieth of its name an element is. */
  private long[] ordinals = new long[65];
  /** Of the element that began last. */
  private int deepest;

  Path(boolean strictNamespaces) {
    this.strictNamespaces = strictNamespaces;
    namespaces[0] = "";
  }

  /** An element begins of which nothing is known yet. */
  void beginForeign(int level) {
    if (level == names.length) grow();
    deepest = level;
    elements[level] = null;
    types[level] = Profile.NOTHING;
    names[level] = "";
    namespaces[level] = namespaces[level - 1];
    positions[level] = 0;
    occurrences[level] = 0;
    ordinals[level] = 1;
  }

  /** One whose content is modelled, and whose place is none of a model. */
  void begin(int level, String name, Profile.Type type, String childNamespace) {
    beginForeign(level);
    names[level] = name;
    types[level] = type;
    namespaces[level] = childNamespace;
  }

  /** One that {@link #find} found. */
  void begin(int level, Profile.Element element) {
    elements[level] = element;
    types[level] = element.type();
    names[level] = element.name;
    ordinals[level] = occurrences[level - 1];
  }

  void name(int level, String name) { names[level] = name; }

  String name(int level) { return names[level]; }

  Profile.Type type(int level) { return types[level]; }

  Role role(int level) {
    Profile.Element element = elements[level];
    return element == null ? Role.NONE : element.role;
  }

  String namespace(int level) { return namespaces[level]; }

  int position(int level) { return positions[level]; }

  /** So many more children of the model's place {@code position} have been read. */
  void jump(int level, int position, long count) {
    occurrences[level] = positions[level] == position ? occurrences[level] + count : count;
    positions[level] = position;
  }

  /** The place in the model of the element that begins; null when it may not come here. */
  Profile.@Nullable Element find(int level, XmlCursor xml) {
    int parent = level - 1;
    if (!isNamespace(xml.namespace(), namespaces[parent])) return null;
    List<Profile.Element> children = types[parent].children;
    for (int i = positions[parent]; i < children.size(); i++) {
      Profile.Element child = children.get(i);
      long before = i == positions[parent] ? occurrences[parent] : 0;
      if (xml.isNamed(child.bytes)) {
        if (before >= child.max) return null;
        positions[parent] = i;
        occurrences[parent] = before + 1;
        return child;
      }
      if (before < child.min) return null;
    }
    return null;
  }

  /** Whether an element of another namespace may come here, and has. */
  boolean takesForeign(int level, XmlCursor xml) {
    int parent = level - 1;
    int open = types[parent].open;
    if (open < positions[parent] || xml.namespace().isEmpty() || xml.namespace().equals(namespaces[parent]) || !missing(parent).isEmpty())
      return false;
    jump(parent, open, 0);
    return true;
  }

  /** Why {@link #find} found nothing. */
  String expected(int level, XmlCursor xml) {
    int parent = level - 1;
    if (!isNamespace(xml.namespace(), namespaces[parent]))
      return "is in namespace " + Refused.quote(xml.namespace()) + ", expected \"" + namespaces[parent] + '"';
    var possible = new ArrayList<String>();
    List<Profile.Element> children = types[parent].children;
    for (int i = positions[parent]; i < children.size(); i++) {
      Profile.Element child = children.get(i);
      long before = i == positions[parent] ? occurrences[parent] : 0;
      if (before < child.max) possible.add(child.name);
      if (before < child.min) break;
    }
    return possible.isEmpty()
      ? "does not belong here, nothing more may come here"
      : "does not belong here, " + Walk.list(possible) + " may come here";
  }

  /** The child without which an element may not end; empty when there is none. */
  String missing(int level) {
    List<Profile.Element> children = types[level].children;
    for (int i = positions[level]; i < children.size(); i++) {
      long before = i == positions[level] ? occurrences[level] : 0;
      if (before < children.get(i).min) return children.get(i).name;
    }
    return "";
  }

  boolean isNamespace(String found, String expected) {
    return found.equals(expected) || !strictNamespaces && edition(found).equals(edition(expected));
  }

  /** A namespace without what differs between editions and publishers. */
  private static String edition(String namespace) {
    return namespace.replaceFirst("^http://www\\.", "http://").replaceFirst("/TC57/\\d{4}/", "/TC57/");
  }

  /**
   * The innermost open element around this level, itself included, that can be left out by itself: one of the roles that stand alone, or what is
   * no part of the model at all below the payload. 0 when there is none.
   */
  int standingAlone(int level, int payload) {
    for (int i = level; i > payload; i--) {
      if (role(i).standsAlone() || i == payload + 1) return i;
    }
    return 0;
  }

  /** About the element at this level, at the tag that was read last. */
  Defect defect(XmlCursor xml, int level, ErrorCode code, String words, String id, String idType) {
    return new Defect(code, xml.line(xml.tagOffset()), xml.column(xml.tagOffset()), toString(level), words, id, idType);
  }

  /** About what comes next. */
  Defect broken(XmlCursor xml, ErrorCode code, String words) {
    return new Defect(code, xml.line(xml.offset()), xml.column(xml.offset()), toString(Math.min(deepest, xml.depth())), words, "", "");
  }

  private String toString(int level) {
    var path = new StringBuilder();
    for (int i = 1; i <= level; i++) {
      String name = names[i];
      path.append('/').append(name.length() > NAME_SHOWN ? name.substring(0, NAME_SHOWN) + "…" : name);
      if (ordinals[i] > 1) path.append('[').append(ordinals[i]).append(']');
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private void grow() {
    int size = 2 * names.length;
    elements = Arrays.copyOf(elements, size);
    types = Arrays.copyOf(types, size);
    names = Arrays.copyOf(names, size);
    namespaces = Arrays.copyOf(namespaces, size);
    positions = Arrays.copyOf(positions, size);
    occurrences = Arrays.copyOf(occurrences, size);
    ordinals = Arrays.copyOf(ordinals, size);
  }
}
