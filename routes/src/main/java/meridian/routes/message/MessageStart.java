package meridian.routes.message;

import java.io.ByteArrayInputStream;
import java.util.Set;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/**
 * How a message begins, as far as its first bytes tell: enough to choose who reads it, no judgement of it.
 *
 * @param root local name of its element; empty when there is none to be seen
 * @param verb of the Header of a generic message, as written; empty when the root says it; likewise noun
 */
public record MessageStart(String root, String verb, String noun) {
  public static final MessageStart UNKNOWN = new MessageStart("", "", "");
  private static final Set<String> TOLD = Set.of("created", "changed");
  private static final Set<String> GENERIC = Set.of("RequestMessage", "EventMessage", "Message", "ResponseMessage");

  /** @param head the first bytes of a document of its own; only UTF-8 is looked into */
  public static MessageStart of(byte[] head) {
    try {
      XMLStreamReader2 reader = StaxFactory.openFast(new ByteArrayInputStream(head), XmlLimits.MESSAGE);
      reader.nextTag();
      return of(reader);
    } catch (XMLStreamException unusual) {
      return UNKNOWN;
    }
  }

  /** @param reader at the message's root; left in its Header */
  public static MessageStart of(XMLStreamReader2 reader) {
    String root = reader.getLocalName();
    if (!GENERIC.contains(root)) return new MessageStart(root, "", "");
    String verb = "";
    try {
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("Verb")) verb = reader.getElementText().strip();
        else if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("Noun"))
          return new MessageStart(root, verb, reader.getElementText().strip());
        if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("Header")) break;
      }
    } catch (XMLStreamException brokenOrCut) {
      return new MessageStart(root, verb, "");
    }
    return new MessageStart(root, verb, "");
  }

  /** Whether it says that such a thing was created or changed. */
  public boolean brings(String payload) {
    return root.equals("Created" + payload) || root.equals("Changed" + payload) || root.equals(payload)
      || TOLD.contains(verb) && noun.equals(payload);
  }
}
