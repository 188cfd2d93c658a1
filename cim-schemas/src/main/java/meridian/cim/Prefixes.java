package meridian.cim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.codehaus.stax2.XMLStreamReader2;

/** The namespace prefixes declared on the open elements of the envelope: a document that begins in the middle of it is told them first. */
final class Prefixes {
  private final List<String> declared = new ArrayList<>();
  private int[] before = new int[8];

  /** An element has begun, {@code depth} deep, 1 for the root. */
  void enter(XMLStreamReader2 reader, int depth) {
    if (depth == before.length) before = Arrays.copyOf(before, depth * 2);
    before[depth] = declared.size();
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      declared.add(SaxFeed.text(reader.getNamespacePrefix(i)));
    }
  }

  void leave(int depth) { declared.subList(before[depth], declared.size()).clear(); }

  /** Some may be there twice. */
  List<String> open() { return declared; }
}
