package meridian.cim.readings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import meridian.cim.ErrorCode;
import meridian.cim.xml.XmlLimits;

/**
 * A pull parser on bytes, for documents of any size: a window on the stream, in which callers may look for what they know before they ask for the
 * next tag. It holds XML 1.0 with namespaces to its rules and takes no document type declaration, hence no entities but XML's own five; depth,
 * attributes, text and length are bounded. For one thread.
 */
final class XmlCursor {
  /** What {@link #next} came to. */
  enum Tag {
    START, END, DONE
  }

  private static final int WINDOW = 256 << 10;
  /** What may follow a name or a run of text, and what may not be there: 0 is ordinary. */
  private static final byte[] KIND = new byte[256];
  private static final byte NAME = 1;
  private static final byte NAME_LATER = 2;
  private static final byte[] SPECIAL = new byte[256];

  static {
    for (int c = 0; c < 256; c++) {
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':';
      boolean later = c >= '0' && c <= '9' || c == '-' || c == '.';
      KIND[c] = letter || c >= 0x80 ? NAME : later ? NAME_LATER : 0;
      if (c < ' ' && c != '\t' && c != '\n' || c >= 0x80 || c == '<' || c == '&' || c == ']') SPECIAL[c] = 1;
    }
  }

  private final XmlLimits limits;
  private final InputStream in;
  private final Namespaces namespaces = new Namespaces();
  private final Attributes attributes;
  private boolean streamEnded;
  private @Nullable IOException failure;
  private boolean selfClosed;
  private boolean sawRoot;
  /** Names of the open elements, one behind the other, and where each begins. */
  private byte[] names = new byte[1 << 10];
  private int[] nameFrom = new int[65];
  private int depth;

  /** The window. What is before {@code at} has been read; some bytes behind {@code limit} may be looked at, they mean nothing. */
  byte[] bytes = new byte[WINDOW + Times.PADDING];
  int at;
  int limit;
  /** Grows each time that what is in the window moves. */
  int moves;
  /** Document offset of the first byte of the window. */
  private long base;
  private final Lines lines = new Lines();

  /** The text before the tag that {@link #next} came to: a run in the window, or gathered elsewhere when there was more in it than plain text. */
  boolean plain;
  private int textFrom;
  private int textTo;
  private byte[] gathered = new byte[1 << 10];
  private int gatheredSize;

  /** Of the element that began or ended last: its local name, in the window. */
  private int localFrom;
  private int localTo;
  private long tagOffset;
  private String namespace = "";

  /** @throws Broken when the stream begins with what is no XML or no encoding known here */
  XmlCursor(InputStream in, XmlLimits limits) throws IOException, Broken {
    this.limits = limits;
    attributes = new Attributes(limits.attributes());
    var prolog = Prolog.of(in);
    this.in = prolog.rest();
    limit = prolog.start().length;
    System.arraycopy(prolog.start(), 0, bytes, 0, limit);
  }

  /** Reads on to the next tag, or to the end of the document. An empty element has both a start and an end. */
  Tag next() throws Broken {
    plain = true;
    textFrom = at;
    textTo = at;
    gatheredSize = 0;
    if (selfClosed) {
      selfClosed = false;
      leave();
      return Tag.END;
    }
    while (true) {
      text();
      if (at == limit) {
        if (depth > 0 || !sawRoot) throw new Broken(ErrorCode.INVALID_MESSAGE, base + at == 0 ? "the message is empty" : CUT);
        return Tag.DONE;
      }
      need(9);
      switch (bytes[at + 1]) {
        case '/' -> {
          endTag();
          return Tag.END;
        }
        case '!' -> {
          gather();
          if (looksAt("<!--")) comment();
          else if (depth > 0 && looksAt("<![CDATA[")) cdata();
          else if (looksAt("<!D")) throw new Broken(ErrorCode.INVALID_MESSAGE, "document type declarations and entities are not accepted");
          else
            throw Broken.notWellFormed();
        }
        case '?' -> {
          gather();
          instruction();
        }
        default -> {
          startTag();
          return Tag.START;
        }
      }
    }
  }

  static final String CUT = "the message ends before it is complete";

  /** Open elements; the one that just ended is none. */
  int depth() { return depth; }

  String namespace() { return namespace; }

  /** How often a namespace has been declared or has gone out of scope. */
  int namespaceChanges() { return namespaces.changes(); }

  boolean isNamed(byte[] name) {
    return localTo - localFrom == name.length && Arrays.equals(bytes, localFrom, localTo, name, 0, name.length);
  }

  String localName() { return new String(bytes, localFrom, localTo - localFrom, StandardCharsets.UTF_8); }

  Attributes attributes() { return attributes; }

  byte[] textBytes() { return plain ? bytes : gathered; }

  int textFrom() { return plain ? textFrom : 0; }

  int textTo() { return plain ? textTo : gatheredSize; }

  String textString() { return new String(textBytes(), textFrom(), textTo() - textFrom(), StandardCharsets.UTF_8); }

  boolean textIsBlank() {
    byte[] text = textBytes();
    for (int i = textFrom(); i < textTo(); i++) {
      if (text[i] > ' ' || text[i] < 0) return false;
    }
    return true;
  }

  /** Document offset of the tag that {@link #next} came to, for {@link #line} and {@link #column}. */
  long tagOffset() { return tagOffset; }

  long offset() { return base + at; }

  long line(long offset) { return lines.line(bytes, base, offset); }

  long column(long offset) { return lines.column(bytes, base, offset); }

  /** Makes {@code count} bytes readable from {@code at} on; false when the stream ends before. */
  boolean need(int count) throws Broken {
    while (limit - at < count) {
      if (more(0) < 0) return false;
    }
    return true;
  }

  /**
   * Reads on. What is no longer needed leaves the window.
   *
   * @param looked bytes behind {@code at} that were looked at
   * @return the index that {@code at + looked} has now; -1 at the end of the stream
   */
  private int more(int looked) throws Broken {
    if (streamEnded) return -1;
    int keep = plain ? Math.min(textFrom, at) : at;
    if (keep > WINDOW / 2 || limit == WINDOW) {
      if (keep == 0) throw new Broken(ErrorCode.TOO_MANY, "more than " + (WINDOW >> 10) + " KB in one tag");
      lines.count(bytes, base, keep);
      System.arraycopy(bytes, keep, bytes, 0, limit - keep);
      at -= keep;
      limit -= keep;
      textFrom -= keep;
      textTo -= keep;
      base += keep;
      moves++;
    }
    int read = read();
    if (read < 0) {
      streamEnded = true;
      return -1;
    }
    limit += read;
    if (base + limit > limits.bytes())
      throw new Broken(ErrorCode.TOO_MANY, "the message is too long: more than " + limits.bytes() + " bytes");
    return at + looked;
  }

  /** What is in the window already is read before a failure counts: it is the end for now. */
  private int read() {
    try {
      return in.read(bytes, limit, WINDOW - limit);
    } catch (IOException e) {
      failure = e;
      return -1;
    }
  }

  /** Why the stream ended where it did; null when that was its end. */
  @Nullable
  IOException failure() { return failure; }

  /** Up to the next {@code <}, or the end. */
  private void text() throws Broken {
    int i = at;
    while (true) {
      while (i < limit && SPECIAL[bytes[i] & 0xFF] == 0)
        i++;
      if (i - at + gatheredSize > limits.textChars())
        throw new Broken(ErrorCode.TOO_MANY, "more than " + limits.textChars() + " characters in one value");
      if (i == limit) {
        i = more(i - at);
        if (i >= 0) continue;
        i = limit;
        run(i);
        return;
      }
      switch (bytes[i]) {
        case '<' -> {
          run(i);
          return;
        }
        case '&' -> {
          run(i);
          gather();
          if (depth == 0) throw Broken.notWellFormed();
          entity();
          i = at;
        }
        case '\r' -> {
          run(i);
          gather();
          need(2);
          append('\n');
          at += limit - at > 1 && bytes[at + 1] == '\n' ? 2 : 1;
          i = at;
        }
        default -> {
          int looked = i - at;
          if (!hasCharacter(looked)) throw Broken.notWellFormed();
          i = Utf8.after(bytes, at + looked, limit);
          if (i < 0 || bytes[at + looked] == ']' && bytes[i] == ']' && bytes[i + 1] == '>') throw Broken.notWellFormed();
        }
      }
    }
  }

  /** Whether what stands there, at most four bytes, is in the window whole; two more behind it if the document has them. */
  private boolean hasCharacter(int looked) throws Broken {
    while (limit - at - looked < 6) {
      if (more(looked) < 0) {
        Arrays.fill(bytes, limit, limit + 6, (byte) 0);
        break;
      }
    }
    return limit - at > looked;
  }

  /** Takes the run of text up to {@code to}. */
  private void run(int to) throws Broken {
    if (depth == 0) {
      for (int i = at; i < to; i++) {
        if (bytes[i] > ' ' || bytes[i] < 0) throw Broken.notWellFormed();
      }
    }
    if (plain) {
      textTo = to;
    } else {
      append(at, to);
    }
    at = to;
  }

  /** From here on text is more than one plain run. */
  private void gather() {
    if (!plain) return;
    plain = false;
    gatheredSize = 0;
    append(textFrom, textTo);
  }

  private void append(int from, int to) {
    int size = gatheredSize + to - from;
    if (size + Times.PADDING > gathered.length) gathered = Arrays.copyOf(gathered, 2 * size + Times.PADDING);
    System.arraycopy(bytes, from, gathered, gatheredSize, to - from);
    gatheredSize = size;
  }

  private void append(int codePoint) {
    if (gatheredSize + 4 + Times.PADDING > gathered.length) gathered = Arrays.copyOf(gathered, 2 * gatheredSize + Times.PADDING);
    gatheredSize = Utf8.write(codePoint, gathered, gatheredSize);
  }

  private void entity() throws Broken {
    need(12);
    int end = at + 1;
    while (end < Math.min(limit, at + 12) && bytes[end] != ';')
      end++;
    if (end >= limit || bytes[end] != ';') throw Broken.notWellFormed();
    append(Entities.meaning(bytes, at + 1, end));
    at = end + 1;
  }

  private void comment() throws Broken {
    at += 4;
    through("--");
    if (bytes[at] != '>' || at == limit) throw Broken.notWellFormed();
    at++;
  }

  private void instruction() throws Broken {
    need(6);
    at += 2;
    int name = at;
    boolean xml = (bytes[name] | 32) == 'x' && (bytes[name + 1] | 32) == 'm' && (bytes[name + 2] | 32) == 'l';
    if (KIND[bytes[at] & 0xFF] != NAME || xml && KIND[bytes[name + 3] & 0xFF] == 0) throw Broken.notWellFormed();
    through("?>");
  }

  private void cdata() throws Broken {
    at += 9;
    int from = gatheredSize;
    while (true) {
      if (!need(3)) throw new Broken(ErrorCode.INVALID_MESSAGE, CUT);
      if (bytes[at] == ']' && bytes[at + 1] == ']' && bytes[at + 2] == '>') break;
      if (!hasCharacter(0)) throw new Broken(ErrorCode.INVALID_MESSAGE, CUT);
      int after = Utf8.after(bytes, at, limit);
      if (after < 0) throw Broken.notWellFormed();
      if (bytes[at] == '\r') {
        append('\n');
        at = bytes[at + 1] == '\n' ? at + 2 : at + 1;
      } else {
        append(at, after);
        at = after;
      }
      if (gatheredSize - from > limits.textChars())
        throw new Broken(ErrorCode.TOO_MANY, "more than " + limits.textChars() + " characters in one value");
    }
    at += 3;
  }

  /** Behind the next {@code end}, two ASCII characters; one more byte can be read there, if the document has it. */
  private void through(String end) throws Broken {
    while (true) {
      if (!need(3)) {
        Arrays.fill(bytes, limit, limit + 6, (byte) 0);
        if (limit - at < 2) throw new Broken(ErrorCode.INVALID_MESSAGE, CUT);
      }
      if (bytes[at] == end.charAt(0) && bytes[at + 1] == end.charAt(1)) break;
      if (!hasCharacter(0)) throw new Broken(ErrorCode.INVALID_MESSAGE, CUT);
      at = Utf8.after(bytes, at, limit);
      if (at < 0) throw Broken.notWellFormed();
    }
    at += 2;
  }

  /** What is before {@code index} has been read by the caller: whole elements, in the same element as before. */
  void skipTo(int index) {
    at = index;
    tagOffset = base + index;
    plain = true;
    textFrom = index;
    textTo = index;
  }

  /** What comes next belongs to the open element: it is not an empty tag whose end is still to be told. */
  boolean isInside() {
    return !selfClosed;
  }

  private boolean looksAt(String ascii) {
    if (limit - at < ascii.length()) return false;
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[at + i] != ascii.charAt(i)) return false;
    }
    return true;
  }

  private void startTag() throws Broken {
    if (!plainStartTag()) anyStartTag();
  }

  /** Most have no attributes and are in the window whole. */
  private boolean plainStartTag() throws Broken {
    int name = at + 1;
    int colon = -1;
    int i = name;
    for (; i < limit && bytes[i] > 0 && KIND[bytes[i]] != 0; i++) {
      if (bytes[i] != ':') continue;
      if (colon >= 0) return false;
      colon = i;
    }
    if (i == limit || bytes[i] != '>' || i == name || KIND[bytes[name]] != NAME || depth == 0) return false;
    if (colon >= 0 && (colon == name || colon == i - 1 || KIND[bytes[colon + 1]] != NAME)) return false;
    tagOffset = base + at;
    enter(name, i);
    attributes.clear();
    selfClosed = false;
    localFrom = colon < 0 ? name : colon + 1;
    localTo = i;
    namespace = namespaces.of(bytes, name, colon < 0 ? name : colon, true);
    at = i + 1;
    return true;
  }

  private void anyStartTag() throws Broken {
    int end = tagEnd();
    tagOffset = base + at;
    int name = at + 1;
    int after = name(name, end);
    int colon = colon(name, after);
    if (depth == 0 && sawRoot) throw Broken.notWellFormed();
    enter(name, after);
    selfClosed = attributes.read(bytes, after, end, namespaces);
    localFrom = colon < 0 ? name : colon + 1;
    localTo = after;
    namespace = namespaces.of(bytes, name, colon < 0 ? name : colon, true);
    attributes.resolve(bytes, namespaces);
    at = end + 1;
  }

  /** The {@code >} of the tag at {@code at}. */
  private int tagEnd() throws Broken {
    int i = at + 1;
    byte quote = 0;
    while (true) {
      for (; i < limit; i++) {
        byte b = bytes[i];
        if (quote != 0) {
          if (b == quote) quote = 0;
        } else if (b == '>') {
          return i;
        } else if (b == '"' || b == '\'') {
          quote = b;
        } else if (b == '<') {
          throw Broken.notWellFormed();
        }
      }
      i = more(i - at);
      if (i < 0) throw new Broken(ErrorCode.INVALID_MESSAGE, CUT);
    }
  }

  private void enter(int from, int to) throws Broken {
    if (depth == limits.depth()) throw new Broken(ErrorCode.TOO_MANY, "more than " + limits.depth() + " elements deep");
    if (depth + 2 > nameFrom.length) nameFrom = Arrays.copyOf(nameFrom, 2 * nameFrom.length);
    int start = nameFrom[depth];
    int length = to - from;
    if (start + length > names.length) names = Arrays.copyOf(names, 2 * (start + length));
    System.arraycopy(bytes, from, names, start, length);
    nameFrom[++depth] = start + length;
    sawRoot = true;
    namespaces.enter();
  }

  private void endTag() throws Broken {
    tagOffset = base + at;
    int from = depth == 0 ? 0 : nameFrom[depth - 1];
    int length = depth == 0 ? 0 : nameFrom[depth] - from;
    if (!need(length + 3)) throw new Broken(ErrorCode.INVALID_MESSAGE, CUT);
    if (depth == 0 || !Arrays.equals(bytes, at + 2, at + 2 + length, names, from, from + length)) throw Broken.notWellFormed();
    int i = at + 2 + length;
    while (bytes[i] != '>') {
      if (!isBlank(bytes[i])) throw Broken.notWellFormed();
      if (++i == limit) i = more(i - at);
      if (i < 0) throw new Broken(ErrorCode.INVALID_MESSAGE, CUT);
    }
    at = i + 1;
    leave();
  }

  private void leave() {
    depth--;
    namespaces.leave();
  }

  /** @return index behind the name that begins at {@code from} */
  static int name(byte[] bytes, int from, int limit) throws Broken {
    if (from >= limit || KIND[bytes[from] & 0xFF] != NAME) throw Broken.notWellFormed();
    int i = from;
    while (i < limit && KIND[bytes[i] & 0xFF] != 0) {
      if (bytes[i] >= 0) {
        i++;
      } else {
        i = Utf8.afterNameCharacter(bytes, i, limit, i == from);
        if (i < 0) throw Broken.notWellFormed();
      }
    }
    return i;
  }

  private int name(int from, int limit) throws Broken { return name(bytes, from, limit); }

  private int colon(int from, int to) throws Broken { return colon(bytes, from, to); }

  /** The one colon inside a name; -1 when it has none. */
  static int colon(byte[] bytes, int from, int to) throws Broken {
    int colon = -1;
    for (int i = from; i < to; i++) {
      if (bytes[i] != ':') continue;
      if (colon >= 0 || i == from || i == to - 1 || KIND[bytes[i + 1] & 0xFF] != NAME) throw Broken.notWellFormed();
      colon = i;
    }
    return colon;
  }

  static boolean isBlank(byte b) { return b == ' ' || b == '\n' || b == '\t' || b == '\r'; }
}
