package meridian.cim.readings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.xml.XMLConstants;

/** Prefixes in scope, the innermost last. */
final class Namespaces {
  private static final byte[] NONE = {};
  private byte[][] prefixes = {"xml".getBytes(StandardCharsets.US_ASCII), NONE, NONE, NONE};
  private String[] uris = {XMLConstants.XML_NS_URI, "", "", ""};
  private int size = 1;
  /** How many prefixes were in scope outside each open element. */
  private int[] outside = new int[64];
  private int depth;
  private int changes;

  int changes() { return changes; }

  void enter() {
    if (depth == outside.length) outside = Arrays.copyOf(outside, 2 * depth);
    outside[depth++] = size;
  }

  void leave() {
    int before = outside[--depth];
    if (before == size) return;
    size = before;
    changes++;
  }

  void declare(byte[] prefix, String uri) throws Broken {
    String text = new String(prefix, StandardCharsets.UTF_8);
    boolean xml = text.equals("xml");
    if (xml != uri.equals(XMLConstants.XML_NS_URI) || text.equals("xmlns") || uri.equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI)
      || uri.isEmpty() && prefix.length > 0) throw Broken.notWellFormed();
    for (int i = outside[depth - 1]; i < size; i++) {
      if (Arrays.equals(prefix, prefixes[i])) throw Broken.notWellFormed();
    }
    if (size == uris.length) {
      prefixes = Arrays.copyOf(prefixes, 2 * size);
      uris = Arrays.copyOf(uris, 2 * size);
    }
    prefixes[size] = prefix;
    uris[size++] = uri;
    changes++;
  }

  /** @param defaults whether what has no prefix is in the default namespace */
  String of(byte[] bytes, int from, int to, boolean defaults) throws Broken {
    if (from == to && !defaults) return "";
    for (int i = size - 1; i >= 0; i--) {
      if (Arrays.equals(bytes, from, to, prefixes[i], 0, prefixes[i].length)) return uris[i];
    }
    if (from == to) return "";
    throw Broken.notWellFormed();
  }
}
