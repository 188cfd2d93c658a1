package meridian.cim.dialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/** Looks into a message's Header before the message is read: the partner decides how its times and codes are read. */
public final class HeaderPeek {
  private static final int MOST_BYTES = 16 << 10;
  private static final XmlLimits LIMITS = new XmlLimits(MOST_BYTES, 32, 64, MOST_BYTES);

  private final InputStream body;
  private final PartnerProfile profile;

  private HeaderPeek(InputStream body, PartnerProfile profile) {
    this.body = body;
    this.profile = profile;
  }

  /** The message from its beginning; not {@code body}, which was read from. */
  public InputStream body() { return body; }

  public PartnerProfile profile() { return profile; }

  /**
   * Reads at most 16 kB, and nothing when no partner is told by a Header. What is broken is left to the one who reads on.
   *
   * @throws IOException when {@code body} does
   */
  public static HeaderPeek into(InputStream body, Partners partners) throws IOException {
    if (!partners.areToldByHeader()) return new HeaderPeek(body, PartnerProfile.NONE);
    byte[] head = body.readNBytes(MOST_BYTES);
    var whole = new PushbackInputStream(body, MOST_BYTES);
    whole.unread(head);
    return new HeaderPeek(whole, profile(head, partners));
  }

  private static PartnerProfile profile(byte[] head, Partners partners) {
    String source = "";
    String user = "";
    try {
      XMLStreamReader reader = StaxFactory.open(new ByteArrayInputStream(head), LIMITS);
      try {
        while (reader.hasNext()) {
          int event = reader.next();
          if (event == XMLStreamConstants.START_ELEMENT) {
            String inside = reader.getLocalName();
            if (inside.equals("Request") || inside.equals("Payload")) break;
            if (inside.equals("Source") && source.isEmpty()) source = reader.getElementText().strip();
            else if (inside.equals("UserID") && user.isEmpty()) user = reader.getElementText().strip();
          } else if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("Header")) {
            break;
          }
        }
      } finally {
        reader.close();
      }
    } catch (XMLStreamException endsOrIsBroken) {
      // What was found until here counts; the message's own reader says what is wrong.
    }
    return partners.of(source, user);
  }
}
