package meridian.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import meridian.model.master.CimElement;

/** The binary form of a tree. Each word, name of an element or of an attribute, is written out once; after that, by its place among them. */
final class TreeCodec {
  private static final int VERSION = 1;
  private static final int MOST_DEPTH = 1_000;

  private TreeCodec() {}

  static byte[] encode(CimElement tree) {
    var out = new Packer();
    out.octet(VERSION);
    element(out, tree, new LinkedHashMap<>());
    return out.toBytes();
  }

  /** As a part of something else. */
  static void put(Packer out, CimElement tree) { element(out, tree, new LinkedHashMap<>()); }

  private static void element(Packer out, CimElement element, Map<String, Integer> words) {
    word(out, element.name(), words);
    out.text(element.text());
    out.number(element.attributes().size());
    element.attributes().forEach((name, value) -> {
      word(out, name, words);
      out.text(value);
    });
    out.number(element.children().size());
    element.children().forEach(child -> element(out, child, words));
  }

  private static void word(Packer out, String word, Map<String, Integer> words) {
    Integer place = words.putIfAbsent(word, words.size());
    out.number(place == null ? words.size() - 1 : place);
    if (place == null) out.text(word);
  }

  /** @throws meridian.services.port.StoreException when the bytes are damaged */
  static CimElement decode(byte[] bytes) {
    var in = new Unpacker("master data", bytes);
    in.version(VERSION);
    CimElement tree = element(in, new ArrayList<>(), 0);
    in.end();
    return tree;
  }

  /** Reads what {@link #put} wrote. */
  static CimElement take(Unpacker in) { return element(in, new ArrayList<>(), 0); }

  private static CimElement element(Unpacker in, List<String> words, int depth) {
    if (depth > MOST_DEPTH) throw in.damaged("a tree deeper than " + MOST_DEPTH);
    String name = word(in, words);
    String text = in.text();
    var attributes = new LinkedHashMap<String, String>();
    for (int left = in.countOf(2); left > 0; left--) {
      attributes.put(word(in, words), in.text());
    }
    int count = in.countOf(4);
    var children = new ArrayList<CimElement>(count);
    for (int i = 0; i < count; i++) {
      children.add(element(in, words, depth + 1));
    }
    return new CimElement(name, attributes, text, children);
  }

  private static String word(Unpacker in, List<String> words) {
    int place = in.count(words.size());
    if (place == words.size()) words.add(in.text());
    return words.get(place);
  }
}
