package meridian.routes.soap;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.routes.message.MessageStart;

/**
 * How a usual SOAP request begins: where the child of its Body stands, so that it can be cut out as bytes and is parsed once only, by who
 * understands it. What is unusual (no UTF-8, a header that asks for more, something broken) is not found here and goes the careful way of
 * {@link SoapEnvelope}.
 *
 * @param envelope qualified name of the Envelope; likewise body
 * @param from where the child's start tag begins, as a byte
 * @param tagEnd where the child's start tag takes more attributes
 * @param declarations of namespaces the child inherits, as attributes
 */
record SoapStart(SoapVersion version, String envelope, String body, int from, int tagEnd, byte[] declarations, MessageStart start) {
  private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";

  /** @param head the first bytes of the request, or all of them */
  static Optional<SoapStart> find(byte[] head) {
    try {
      XMLStreamReader2 reader = StaxFactory.openFast(new ByteArrayInputStream(head), XmlLimits.MESSAGE);
      String encoding = reader.getCharacterEncodingScheme();
      if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) return Optional.empty();
      return find(head, reader);
    } catch (XMLStreamException unusual) {
      return Optional.empty();
    }
  }

  private static Optional<SoapStart> find(byte[] head, XMLStreamReader2 reader) throws XMLStreamException {
    Map<String, String> namespaces = new LinkedHashMap<>();
    reader.nextTag();
    Optional<SoapVersion> version = SoapVersion.of(BodyChild.text(reader.getNamespaceURI()));
    if (version.isEmpty() || !is(reader, version.get(), "Envelope")) return Optional.empty();
    String envelope = reader.getPrefixedName();
    declare(reader, namespaces);
    reader.nextTag();
    if (is(reader, version.get(), "Header")) {
      if (asksForMore(reader, version.get())) return Optional.empty();
      reader.nextTag();
    }
    if (reader.getEventType() != XMLStreamConstants.START_ELEMENT || !is(reader, version.get(), "Body")) return Optional.empty();
    String body = reader.getPrefixedName();
    declare(reader, namespaces);
    if (reader.nextTag() != XMLStreamConstants.START_ELEMENT) return Optional.empty();
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      namespaces.remove(BodyChild.text(reader.getNamespacePrefix(i)));
    }
    int from = (int) reader.getLocationInfo().getStartingByteOffset();
    int tagEnd = tagEnd(head, from);
    if (tagEnd < 0 || hasInstructions(head, from)) return Optional.empty();
    return Optional.of(new SoapStart(version.get(), envelope, body, from, tagEnd, declarations(namespaces), MessageStart.of(reader)));
  }

  private static boolean is(XMLStreamReader2 reader, SoapVersion version, String name) {
    return version.namespace().equals(reader.getNamespaceURI()) && name.equals(reader.getLocalName());
  }

  /** Whether a header must be understood, or is of WS-Addressing. Reads the Header to its end. */
  static boolean asksForMore(XMLStreamReader2 reader, SoapVersion version) throws XMLStreamException {
    boolean more = false;
    for (int depth = 1; depth > 0;) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT) depth--;
      if (event != XMLStreamConstants.START_ELEMENT) continue;
      String asked = reader.getAttributeValue(version.namespace(), "mustUnderstand");
      more |= depth++ == 1
        && (ADDRESSING.equals(reader.getNamespaceURI()) || asked != null && (asked.strip().equals("1") || asked.strip().equals("true")));
    }
    return more;
  }

  private static void declare(XMLStreamReader2 reader, Map<String, String> namespaces) {
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      namespaces.put(BodyChild.text(reader.getNamespacePrefix(i)), BodyChild.text(reader.getNamespaceURI(i)));
    }
  }

  private static byte[] declarations(Map<String, String> namespaces) {
    var written = new StringBuilder();
    namespaces.forEach((prefix, uri) -> written.append(prefix.isEmpty() ? " xmlns" : " xmlns:").append(prefix).append("=\"")
      .append(uri.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")).append('"'));
    return written.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Processing instructions, of which the quick parser takes some that are none. */
  private static boolean hasInstructions(byte[] head, int until) {
    int begin = head[0] == '<' && head[1] == '?' && head[2] == 'x' && head[3] == 'm' && head[4] == 'l' && head[5] == ' ' ? 2 : 0;
    for (int i = begin; i < until; i++) {
      if (head[i] == '<' && head[i + 1] == '?') return true;
    }
    return false;
  }

  private static int tagEnd(byte[] head, int from) {
    byte quote = 0;
    for (int i = from; i < head.length; i++) {
      byte b = head[i];
      if (quote != 0) {
        if (b == quote) quote = 0;
      } else if (b == '"' || b == '\'') {
        quote = b;
      } else if (b == '>') {
        return head[i - 1] == '/' ? i - 1 : i;
      }
    }
    return -1;
  }

  /**
   * The child as a document of its own; what stood before it is blank, so that its lines and columns are those of the request.
   *
   * @param whole all of the request
   * @return nothing when what follows the child is not just the end of the envelope
   */
  Optional<byte[]> cut(byte[] whole) {
    int end = end(whole, whole.length);
    if (end < tagEnd) return Optional.empty();
    byte[] begin = beginning(whole, tagEnd);
    byte[] child = Arrays.copyOf(begin, begin.length + end - tagEnd);
    System.arraycopy(whole, tagEnd, child, begin.length, end - tagEnd);
    return Optional.of(child);
  }

  /** The child's beginning with the namespaces it inherits: what goes before {@code head[tagEnd]}. */
  byte[] beginning(byte[] head, int until) {
    byte[] begin = new byte[until + declarations.length];
    for (int i = 0; i < from; i++) {
      begin[i] = head[i] == '\n' ? (byte) '\n' : (byte) ' ';
    }
    System.arraycopy(head, from, begin, from, until - from);
    System.arraycopy(declarations, 0, begin, until, declarations.length);
    return begin;
  }

  /** Where the child ends when {@code bytes}, up to {@code length}, end with the end tags of Body and Envelope; else -1. */
  int end(byte[] bytes, int length) {
    int end = endTag(bytes, length, envelope);
    return end < 0 ? -1 : endTag(bytes, end, body);
  }

  /** Where the end tag of {@code name} begins that the bytes before {@code end} close with, white space apart; or -1. */
  private static int endTag(byte[] bytes, int end, String name) {
    int i = beforeSpace(bytes, end);
    if (i < 1 || bytes[i - 1] != '>') return -1;
    i = beforeSpace(bytes, i - 1);
    byte[] tag = ("</" + name).getBytes(StandardCharsets.UTF_8);
    int begin = i - tag.length;
    return begin >= 0 && Arrays.equals(bytes, begin, i, tag, 0, tag.length) ? begin : -1;
  }

  private static int beforeSpace(byte[] bytes, int end) {
    int i = end;
    while (i > 0 && (bytes[i - 1] == ' ' || bytes[i - 1] == '\n' || bytes[i - 1] == '\r' || bytes[i - 1] == '\t')) {
      i--;
    }
    return i;
  }
}
