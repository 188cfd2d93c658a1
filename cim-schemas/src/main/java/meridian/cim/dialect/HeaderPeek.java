package meridian.cim.dialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/** Looks into a message's Header before the message is read: the partner decides how its times and codes are read. */
public final class HeaderPeek {
  private static final int MOST_BYTES = 16 << 10;
  private static final XmlLimits LIMITS = new XmlLimits(MOST_BYTES, 32, 64, MOST_BYTES);

  private final InputStream body;
  private final PartnerProfile profile;
  private final Namespaces met;

  private HeaderPeek(InputStream body, PartnerProfile profile, Namespaces met) {
    this.body = body;
    this.profile = profile;
    this.met = met;
  }

  /** The message from its beginning; not {@code body}, which was read from. */
  public InputStream body() { return body; }

  public PartnerProfile profile() { return profile; }

  /** In which an answer should go: the namespaces of the envelope and the wrapper, and the profile. */
  public Dialect dialect() {
    return met.equals(Namespaces.OURS) && profile.equals(PartnerProfile.NONE) ? Dialect.STANDARD : new Dialect(met, profile);
  }

  /**
   * The message with the partner's codes and times as ours, for readers that take bytes; {@link #body()} itself, its namespaces as they are, when
   * the profile changes neither. A time that clocks leap over stays as it is, without a zone.
   *
   * @throws IOException when the stream does
   */
  public InputStream plain() throws IOException {
    if (!profile.changesTexts()) return body;
    try {
      return new PlainXml(new DialectReader(StaxFactory.open(body, XmlLimits.BULK), profile, false));
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Reads at most 16 kB, and nothing when no partner is told by a Header. What is broken is left to the one who reads on.
   *
   * @throws IOException when {@code body} does
   */
  public static HeaderPeek into(InputStream body, Partners partners) throws IOException {
    return partners.areToldByHeader() ? always(body, partners) : new HeaderPeek(body, PartnerProfile.NONE, Namespaces.OURS);
  }

  /** As {@link #into}, also for the namespaces of those whom no Header tells. */
  public static HeaderPeek always(InputStream body, Partners partners) throws IOException {
    byte[] head = body.readNBytes(MOST_BYTES);
    var whole = new PushbackInputStream(body, MOST_BYTES);
    whole.unread(head);
    Namespaces met = Namespaces.OURS;
    String source = "";
    String user = "";
    try {
      var reader = new DialectReader(StaxFactory.open(new ByteArrayInputStream(head), LIMITS), PartnerProfile.NONE);
      try {
        while (reader.hasNext()) {
          int event = reader.next();
          boolean isTag = event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT;
          // A SOAP envelope has a Header too.
          if (!isTag || !String.valueOf(reader.getNamespaceURI()).startsWith(Namespaces.BASE)) continue;
          if (event == XMLStreamConstants.START_ELEMENT) {
            String inside = reader.getLocalName();
            if (inside.equals("Request") || inside.equals("Payload")) break;
            if (inside.equals("Source") && source.isEmpty()) source = reader.getElementText().strip();
            else if (inside.equals("UserID") && user.isEmpty()) user = reader.getElementText().strip();
          } else if (reader.getLocalName().equals("Header")) {
            break;
          }
        }
      } finally {
        met = reader.dialect().namespaces();
        reader.close();
      }
    } catch (XMLStreamException endsOrIsBroken) {
      // What was found until here counts; the message's own reader says what is wrong.
    }
    return new HeaderPeek(whole, partners.of(source, user), met);
  }
}
