package meridian.cim.dialect;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Set;

import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;
import org.jspecify.annotations.Nullable;

/**
 * A message as if its sender spoke our dialect: known foreign namespaces are told as ours; with a profile his codes and his times are too.
 * A Header that drafts have inside a payload is left out. Lines and columns are the message's own. {@link #dialect()} says what was met.
 */
public final class DialectReader extends StreamReader2Delegate {
  /** Payloads of the 2011 draft with a Header of their own: the envelope's says the same. */
  private static final Set<String> WITH_HEADER = Set.of("MeterServiceRequests", "MeterReadSchedule");

  /** Of one value, when it has to be looked at whole. */
  private static final int MOST_CHARACTERS = 64 << 10;

  private final PartnerProfile profile;
  private final Codes codes;
  private final @Nullable LocalTimes times;
  private final boolean changesTexts;
  private final boolean refusing;
  private Namespaces met;
  private @Nullable String lastTheirs;
  private String lastOurs = "";
  private String[] open = new String[32];
  private int depth;
  /** Text told in place of the parser's, while it is the present event; the parser is then at the event after it. */
  private @Nullable String told;

  public DialectReader(XMLStreamReader2 reader, PartnerProfile profile) { this(reader, profile, true); }

  /** @param refusing false: times that clocks leap over are told as they are, without a zone */
  DialectReader(XMLStreamReader2 reader, PartnerProfile profile, boolean refusing) {
    this(reader, profile, refusing, Namespaces.OURS);
  }

  private DialectReader(XMLStreamReader2 reader, PartnerProfile profile, boolean refusing, Namespaces met) {
    super(reader);
    this.profile = profile;
    this.refusing = refusing;
    this.met = met;
    changesTexts = profile.changesTexts();
    codes = new Codes(profile.codes());
    times = profile.timeZone().map(LocalTimes::new).orElse(null);
  }

  /** For a part of the message that has a parser of its own; its dialect is that of the whole. */
  public DialectReader inside(XMLStreamReader2 part) {
    return new DialectReader(part, profile, refusing, met);
  }

  /** In which answers should go: what the message's namespaces were, as far as it was read, and the profile. */
  public Dialect dialect() {
    if (met.equals(Namespaces.OURS) && profile.equals(PartnerProfile.NONE)) return Dialect.STANDARD;
    return new Dialect(met, profile);
  }

  @Override
  public int next() throws XMLStreamException {
    if (told != null) {
      told = null;
      return entered(super.getEventType());
    }
    boolean inValue = changesTexts && super.getEventType() == START_ELEMENT;
    int event = super.next();
    if (inValue && isText(event)) return value(event);
    return entered(event);
  }

  /** The text that follows a start tag, changed when it is the whole content of its element. */
  private int value(int first) throws XMLStreamException {
    var text = new StringBuilder();
    int event = first;
    while (isText(event) || event == COMMENT || event == PROCESSING_INSTRUCTION) {
      if (isText(event)) text.append(super.getTextCharacters(), super.getTextStart(), super.getTextLength());
      if (text.length() > MOST_CHARACTERS)
        throw new XMLStreamException("more than " + MOST_CHARACTERS + " characters in one value", super.getLocation());
      event = super.next();
    }
    told = event == END_ELEMENT ? ours(text.toString()) : text.toString();
    return CHARACTERS;
  }

  private String ours(String text) throws XMLStreamException {
    String element = open[depth - 1];
    if (times != null && LocalTimes.isTime(element)) {
      try {
        return times.withOffset(text, list(element));
      } catch (DateTimeException leapt) {
        if (!refusing) return text;
        throw new DialectException(String.valueOf(leapt.getMessage()), super.getLocation());
      }
    }
    if (element.equals("mRID") && depth > 1 && Codes.ELEMENTS.contains(open[depth - 2])) return code(open[depth - 2], text);
    boolean inNames = element.equals("name") && depth > 2 && open[depth - 2].equals("Names");
    return inNames && Codes.ELEMENTS.contains(open[depth - 3]) ? code(open[depth - 3], text) : text;
  }

  /** What the times of one element come after: those of its likes; an end comes after its start. */
  private String list(String element) {
    if (depth < 3) return "";
    return open[depth - 3] + "/" + open[depth - 2] + "/" + (element.equals("end") ? "start" : element);
  }

  private String code(String element, String code) { return codes.ours(element, code, profile.eventTypeZero()); }

  private int entered(int event) throws XMLStreamException {
    if (event == START_ELEMENT) {
      String name = getLocalName();
      if (name.equals("Header") && depth > 1 && WITH_HEADER.contains(open[depth - 1])) {
        skip();
        return next();
      }
      if (depth == open.length) open = Arrays.copyOf(open, depth * 2);
      open[depth++] = name;
      meet(super.getNamespaceURI());
    } else if (event == END_ELEMENT) {
      depth--;
    }
    return event;
  }

  @Override
  public void skipElement() throws XMLStreamException {
    skip();
    depth--;
  }

  private void skip() throws XMLStreamException {
    for (int inside = 1; inside > 0;) {
      int event = super.next();
      if (event == START_ELEMENT) inside++;
      else if (event == END_ELEMENT) inside--;
    }
  }

  /** The last answer is kept: most elements of a message are in one namespace. */
  private void meet(@Nullable String theirs) {
    if (theirs == null || theirs.equals(lastTheirs)) return;
    lastTheirs = theirs;
    lastOurs = Namespaces.ours(theirs);
    if (!lastOurs.equals(theirs)) met = met.seen(theirs);
  }

  private @Nullable String mapped(@Nullable String theirs) {
    if (theirs == null) return null;
    return theirs.equals(lastTheirs) ? lastOurs : Namespaces.ours(theirs);
  }

  /** The namespace of the element as its sender wrote it; empty for none. */
  public String writtenNamespace() {
    String written = super.getNamespaceURI();
    return written == null ? "" : written;
  }

  @Override
  public @Nullable String getNamespaceURI() { return mapped(super.getNamespaceURI()); }

  @Override
  public @Nullable String getNamespaceURI(int index) { return mapped(super.getNamespaceURI(index)); }

  @Override
  public @Nullable String getNamespaceURI(String prefix) { return mapped(super.getNamespaceURI(prefix)); }

  @Override
  public @Nullable String getAttributeNamespace(int index) { return mapped(super.getAttributeNamespace(index)); }

  @Override
  public QName getName() {
    String namespace = getNamespaceURI();
    return new QName(namespace == null ? "" : namespace, getLocalName(), getPrefix() == null ? "" : getPrefix());
  }

  @Override
  public String getAttributeValue(int index) {
    String value = super.getAttributeValue(index);
    if (!changesTexts || depth == 0 || !super.getAttributeLocalName(index).equals("ref")) return value;
    return Codes.ELEMENTS.contains(open[depth - 1]) ? code(open[depth - 1], value) : value;
  }

  @Override
  public @Nullable String getAttributeValue(@Nullable String namespace, String name) {
    String value = super.getAttributeValue(namespace, name);
    if (value == null || !changesTexts || depth == 0 || !name.equals("ref")) return value;
    return Codes.ELEMENTS.contains(open[depth - 1]) ? code(open[depth - 1], value) : value;
  }

  @Override
  public int getEventType() { return told == null ? super.getEventType() : CHARACTERS; }

  @Override
  public boolean hasText() { return told != null || super.hasText(); }

  @Override
  public boolean isCharacters() { return told != null || super.isCharacters(); }

  @Override
  public boolean isStartElement() { return told == null && super.isStartElement(); }

  @Override
  public boolean isEndElement() { return told == null && super.isEndElement(); }

  @Override
  public boolean isWhiteSpace() { return told == null ? super.isWhiteSpace() : told.isBlank(); }

  @Override
  public String getText() { return told == null ? super.getText() : told; }

  @Override
  public char[] getTextCharacters() { return told == null ? super.getTextCharacters() : told.toCharArray(); }

  @Override
  public int getTextStart() { return told == null ? super.getTextStart() : 0; }

  @Override
  public int getTextLength() { return told == null ? super.getTextLength() : told.length(); }

  @Override
  public String getElementText() throws XMLStreamException {
    if (!changesTexts) {
      depth--;
      return super.getElementText();
    }
    String text = super.getElementText();
    String ours = ours(text);
    depth--;
    return ours;
  }

  @Override
  public int nextTag() throws XMLStreamException {
    int event = next();
    while (isText(event) && isWhiteSpace() || event == COMMENT || event == PROCESSING_INSTRUCTION || event == SPACE) {
      event = next();
    }
    if (event != START_ELEMENT && event != END_ELEMENT) throw new XMLStreamException("text where only elements belong", getLocation());
    return event;
  }

  private static boolean isText(int event) { return event == CHARACTERS || event == CDATA || event == SPACE; }
}
