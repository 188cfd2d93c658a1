package meridian.cim.dialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import com.ctc.wstx.exc.WstxEOFException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * A partner's message written anew in our dialect, as it is read: for readers that take bytes. Comments are left out and tags stand on one
 * line; text keeps its lines. Where the message stops being XML this does too, so the one who reads meets the same trouble at the same place.
 */
final class PlainXml extends InputStream {
  private static final int PIECE = 16 << 10;

  private final XMLStreamReader2 reader;
  private final StringBuilder next = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private InputStream piece = InputStream.nullInputStream();
  private boolean ended;

  PlainXml(XMLStreamReader2 reader) { this.reader = reader; }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) return 0;
    int count = piece.read(bytes, offset, length);
    while (count <= 0 && !ended) {
      fill();
      count = piece.read(bytes, offset, length);
    }
    return count <= 0 ? -1 : count;
  }

  private void fill() throws IOException {
    next.setLength(0);
    try {
      while (next.length() < PIECE && !ended) {
        if (reader.hasNext()) event(reader.next());
        else
          ended = true;
      }
    } catch (WstxEOFException breaksOff) {
      ended = true;
    } catch (XMLStreamException broken) {
      if (broken.getNestedException() instanceof IOException trouble) throw trouble;
      ended = true;
      next.append('<');
    }
    piece = new ByteArrayInputStream(next.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void event(int event) throws XMLStreamException {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> start();
      case XMLStreamConstants.END_ELEMENT -> next.append("</").append(open.pop()).append('>');
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
        if (!open.isEmpty()) escaped(reader.getText());
      }
      default -> {
        // Comments and processing instructions mean nothing here.
      }
    }
  }

  private void start() {
    String name = qualified(reader.getPrefix(), reader.getLocalName());
    open.push(name);
    next.append('<').append(name);
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      String prefix = reader.getNamespacePrefix(i);
      String namespace = reader.getNamespaceURI(i);
      attribute(prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, namespace == null ? "" : namespace);
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attribute(qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)), reader.getAttributeValue(i));
    }
    next.append('>');
  }

  private static String qualified(@Nullable String prefix, String name) {
    return prefix == null || prefix.equals(XMLConstants.DEFAULT_NS_PREFIX) ? name : prefix + ":" + name;
  }

  private void attribute(String name, String value) {
    next.append(' ').append(name).append("=\"");
    escaped(value);
    next.append('"');
  }

  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> next.append("&lt;");
        case '>' -> next.append("&gt;");
        case '&' -> next.append("&amp;");
        case '"' -> next.append("&quot;");
        case '\r' -> next.append("&#13;");
        default -> next.append(c);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (XMLStreamException broken) {
      throw new IOException(broken.getMessage(), broken);
    }
  }
}
