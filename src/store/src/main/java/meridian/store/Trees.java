package meridian.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

import meridian.model.master.CimElement;

/** Elements of CIM messages in the store's binary form. Reading one never needs much more memory than its bytes. */
final class Trees {
  /** What the smallest element takes. */
  static final int LEAST_BYTES = 4;
  /** Deeper than any profile, shallow enough for any stack. */
  private static final int MOST_DEEP = 200;

  private Trees() {}

  static void put(Packer out, CimElement element) {
    out.text(element.name());
    out.number(element.attributes().size());
    element.attributes().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(attribute -> {
      out.text(attribute.getKey());
      out.text(attribute.getValue());
    });
    out.text(element.text());
    out.number(element.children().size());
    element.children().forEach(child -> put(out, child));
  }

  static CimElement take(Unpacker in) { return take(in, 0); }

  private static CimElement take(Unpacker in, int depth) {
    if (depth == MOST_DEEP) throw in.damaged("an element is over " + MOST_DEEP + " deep");
    String name = in.text();
    var attributes = new HashMap<String, String>();
    for (int left = in.countOf(2); left > 0; left--) {
      attributes.put(in.text(), in.text());
    }
    String text = in.text();
    int count = in.countOf(LEAST_BYTES);
    var children = new ArrayList<CimElement>(Math.min(count, 1_000));
    for (int i = 0; i < count; i++) {
      children.add(take(in, depth + 1));
    }
    return new CimElement(name, attributes, text, children);
  }
}
