package meridian.routes.soap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;

/** Remembers which namespaces are declared around the reader's place, so that a part can be cut out with them. */
public final class EnvelopeReader extends StreamReader2Delegate {
  private final Deque<Map<String, String>> declared = new ArrayDeque<>();

  public EnvelopeReader(XMLStreamReader2 reader) { super(reader); }

  /** Prefix (empty for the default) to namespace, of all open elements. */
  Map<String, String> namespaces() {
    Map<String, String> all = new HashMap<>();
    declared.descendingIterator().forEachRemaining(all::putAll);
    return all;
  }

  @Override
  public int next() throws XMLStreamException { return seen(super.next()); }

  @Override
  public int nextTag() throws XMLStreamException { return seen(super.nextTag()); }

  @Override
  public String getElementText() throws XMLStreamException {
    String text = super.getElementText();
    declared.pop();
    return text;
  }

  private int seen(int event) {
    if (event == START_ELEMENT) {
      Map<String, String> here = HashMap.newHashMap(getNamespaceCount());
      for (int i = 0; i < getNamespaceCount(); i++) {
        here.put(BodyChild.text(getNamespacePrefix(i)), BodyChild.text(getNamespaceURI(i)));
      }
      declared.push(here);
    } else if (event == END_ELEMENT) {
      declared.pop();
    }
    return event;
  }
}
