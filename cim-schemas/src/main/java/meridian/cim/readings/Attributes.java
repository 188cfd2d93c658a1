package meridian.cim.readings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import meridian.cim.ErrorCode;

/** The attributes of the tag read last; declarations of namespaces are none. Good until the cursor moves on. */
final class Attributes {
  private static final byte[] XMLNS = "xmlns".getBytes(StandardCharsets.US_ASCII);

  private final int most;
  private final int[] names;
  private final int[] colons;
  private final int[] nameEnds;
  private final int[] froms;
  private final int[] tos;
  /** Values that hold more than plain text. */
  private final @Nullable String[] cooked;
  private final String[] namespaces;
  private int count;

  Attributes(int most) {
    this.most = most;
    names = new int[most];
    colons = new int[most];
    nameEnds = new int[most];
    froms = new int[most];
    tos = new int[most];
    cooked = new String[most];
    namespaces = new String[most];
  }

  void clear() { count = 0; }

  int count() { return count; }

  String namespace(int i) { return namespaces[i]; }

  String localName(byte[] bytes, int i) {
    int from = colons[i] < 0 ? names[i] : colons[i] + 1;
    return new String(bytes, from, nameEnds[i] - from, StandardCharsets.UTF_8);
  }

  String value(byte[] bytes, int i) {
    String special = cooked[i];
    return special == null ? new String(bytes, froms[i], tos[i] - froms[i], StandardCharsets.UTF_8) : special;
  }

  /** The value stands in the window as it is. */
  boolean isPlain(int i) { return cooked[i] == null; }

  int from(int i) { return froms[i]; }

  int to(int i) { return tos[i]; }

  /** Reads from behind the name of the tag up to its {@code >}. @return whether the element is empty */
  boolean read(byte[] bytes, int from, int end, Namespaces scope) throws Broken {
    count = 0;
    int declared = 0;
    int at = from;
    while (true) {
      int next = blanks(bytes, at);
      if (next == end) return false;
      if (bytes[next] == '/') {
        if (next + 1 != end) throw Broken.notWellFormed();
        return true;
      }
      if (next == at) throw Broken.notWellFormed();
      if (count + declared == most) throw new Broken(ErrorCode.TOO_MANY, "more than " + most + " attributes");
      at = one(bytes, next, end);
      if (declares(bytes, count)) {
        declare(bytes, scope);
        declared++;
      } else {
        count++;
      }
    }
  }

  private int one(byte[] bytes, int from, int end) throws Broken {
    int nameEnd = XmlCursor.name(bytes, from, end);
    names[count] = from;
    nameEnds[count] = nameEnd;
    colons[count] = XmlCursor.colon(bytes, from, nameEnd);
    int at = blanks(bytes, nameEnd);
    if (bytes[at] != '=') throw Broken.notWellFormed();
    at = blanks(bytes, at + 1);
    byte quote = bytes[at];
    if (quote != '"' && quote != '\'') throw Broken.notWellFormed();
    froms[count] = ++at;
    boolean special = false;
    while (bytes[at] != quote) {
      byte b = bytes[at];
      if (b >= ' ' && b != '&' && b != '<') {
        at++;
        continue;
      }
      special |= b >= 0;
      at = b == '<' ? -1 : Utf8.after(bytes, at, end);
      if (at < 0) throw Broken.notWellFormed();
    }
    tos[count] = at;
    cooked[count] = special ? cook(bytes, froms[count], at) : null;
    return at + 1;
  }

  private static String cook(byte[] bytes, int from, int to) throws Broken {
    var value = new StringBuilder();
    int run = from;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b < 0 || b >= ' ' && b != '&') continue;
      value.append(new String(bytes, run, i - run, StandardCharsets.UTF_8));
      if (b == '&') {
        int end = i;
        while (end < to && bytes[end] != ';')
          end++;
        if (end == to || end - i > 12) throw Broken.notWellFormed();
        value.appendCodePoint(Entities.meaning(bytes, i + 1, end));
        i = end;
      } else {
        value.append(' ');
        if (b == '\r' && bytes[i + 1] == '\n') i++;
      }
      run = i + 1;
    }
    return value.append(new String(bytes, run, to - run, StandardCharsets.UTF_8)).toString();
  }

  private static int blanks(byte[] bytes, int from) {
    int at = from;
    while (XmlCursor.isBlank(bytes[at]))
      at++;
    return at;
  }

  private boolean declares(byte[] bytes, int i) {
    int prefixEnd = colons[i] < 0 ? nameEnds[i] : colons[i];
    return Arrays.equals(bytes, names[i], prefixEnd, XMLNS, 0, XMLNS.length);
  }

  private void declare(byte[] bytes, Namespaces scope) throws Broken {
    byte[] prefix = colons[count] < 0 ? new byte[0] : Arrays.copyOfRange(bytes, colons[count] + 1, nameEnds[count]);
    scope.declare(prefix, value(bytes, count));
  }

  /** Finds the namespaces once all of the tag's are declared, and refuses twins. */
  void resolve(byte[] bytes, Namespaces scope) throws Broken {
    for (int i = 0; i < count; i++) {
      namespaces[i] = scope.of(bytes, names[i], colons[i] < 0 ? names[i] : colons[i], false);
      for (int j = 0; j < i; j++) {
        if (namespaces[i].equals(namespaces[j]) && localName(bytes, i).equals(localName(bytes, j))) throw Broken.notWellFormed();
      }
    }
  }
}
