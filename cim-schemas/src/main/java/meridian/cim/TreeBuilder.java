package meridian.cim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

import meridian.model.master.CimElement;

/** Builds the trees of a noun's element from the events of a valid document. For one document and one thread. */
final class TreeBuilder extends DefaultHandler {

  /** An element that has begun; its text is what stands between its children, which is nothing but space in a valid document. */
  private record Open(String name, Map<String, String> attributes, StringBuilder text, List<CimElement> children) {
    CimElement close() { return new CimElement(name, attributes, children.isEmpty() ? text.toString().strip() : "", children); }
  }

  private final ArrayDeque<Open> open = new ArrayDeque<>();
  private List<CimElement> objects = List.of();

  /** Children of the noun's element, once that has ended. */
  List<CimElement> objects() { return objects; }

  @Override
  public void startElement(String namespace, String name, String qualified, Attributes attributes) {
    open.push(new Open(name, plain(attributes), new StringBuilder(0), new ArrayList<>(2)));
  }

  /** Attributes in a namespace, such as xsi:schemaLocation, are no part of a profile. */
  private static Map<String, String> plain(Attributes attributes) {
    if (attributes.getLength() == 0) return Map.of();
    var plain = new LinkedHashMap<String, String>();
    for (int i = 0; i < attributes.getLength(); i++) {
      if (attributes.getURI(i).isEmpty()) plain.put(attributes.getLocalName(i), attributes.getValue(i));
    }
    return plain;
  }

  @Override
  public void characters(char[] text, int start, int length) {
    Open current = open.peek();
    if (current != null) current.text().append(text, start, length);
  }

  @Override
  public void endElement(String namespace, String name, String qualified) {
    Open ended = open.pop();
    if (open.isEmpty()) objects = List.copyOf(ended.children());
    else
      open.peek().children().add(ended.close());
  }
}
