package meridian.cim.readings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import meridian.cim.ErrorCode;

/**
 * The beginning of a document: which encoding it is in, and whether it says that it is XML 1.0.
 *
 * @param start what was read ahead, behind byte order mark and XML declaration, in UTF-8
 * @param rest what comes after it, in UTF-8
 */
record Prolog(byte[] start, InputStream rest) {
  private static final int LONGEST = 512;
  private static final Set<String> ENCODINGS = Set.of("UTF-8", "US-ASCII", "ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252");
  private static final Pattern DECLARATION = Pattern.compile("<\\?xml\\s+version\\s*=\\s*(?:\"1\\.[01]\"|'1\\.[01]')"
    + "(?:\\s+encoding\\s*=\\s*(?:\"([A-Za-z][A-Za-z0-9._-]*)\"|'([A-Za-z][A-Za-z0-9._-]*)'))?"
    + "(?:\\s+standalone\\s*=\\s*(?:\"(?:yes|no)\"|'(?:yes|no)'))?\\s*\\?>");

  static Prolog of(InputStream in) throws IOException, Broken {
    byte[] start = in.readNBytes(4);
    Charset wide = wide(start);
    if (wide != null) return declared(new Utf8Input(new SequenceInputStream(new ByteArrayInputStream(start), in), wide), new byte[0], true);
    return declared(in, start, false);
  }

  private static @Nullable Charset wide(byte[] b) {
    if (b.length < 4) return null;
    if (b[0] == (byte) 0xFE && b[1] == (byte) 0xFF || b[0] == (byte) 0xFF && b[1] == (byte) 0xFE) return StandardCharsets.UTF_16;
    if (b[0] == 0 && b[1] == '<' && b[2] == 0) return StandardCharsets.UTF_16BE;
    return b[0] == '<' && b[1] == 0 && b[3] == 0 ? StandardCharsets.UTF_16LE : null;
  }

  private static Prolog declared(InputStream in, byte[] read, boolean decoded) throws IOException, Broken {
    byte[] ahead = Arrays.copyOf(read, LONGEST);
    int size = read.length;
    // One character at a time: what follows a declaration in another encoding must not be read as this one.
    boolean mark = size > 2 && ahead[0] == (byte) 0xEF && ahead[1] == (byte) 0xBB && ahead[2] == (byte) 0xBF;
    int from = mark ? 3 : 0;
    size = upTo(in, ahead, size, from + 6);
    String begin = new String(ahead, from, size - from, StandardCharsets.ISO_8859_1);
    if (!begin.startsWith("<?xml") || begin.length() > 5 && !XmlCursor.isBlank((byte) begin.charAt(5)))
      return new Prolog(Arrays.copyOfRange(ahead, from, size), in);
    while (size < LONGEST && ahead[size - 1] != '>') {
      int next = upTo(in, ahead, size, size + 1);
      if (next == size) throw new Broken(ErrorCode.INVALID_MESSAGE, XmlCursor.CUT);
      size = next;
    }
    Matcher m = DECLARATION.matcher(new String(ahead, from, size - from, StandardCharsets.ISO_8859_1));
    if (!m.matches()) throw Broken.notWellFormed();
    String name = m.group(1) == null ? m.group(2) == null ? "UTF-8" : m.group(2) : m.group(1);
    String encoding = name.toUpperCase(Locale.ROOT);
    byte[] none = {};
    if (decoded && encoding.startsWith("UTF-16") || encoding.equals("UTF-8")) return new Prolog(none, in);
    if (decoded || mark || !ENCODINGS.contains(encoding))
      throw new Broken(ErrorCode.INVALID_MESSAGE, "the message is in no encoding that is read here, send UTF-8");
    return new Prolog(none, new Utf8Input(in, Charset.forName(encoding)));
  }

  private static int upTo(InputStream in, byte[] bytes, int size, int wanted) throws IOException {
    return size >= wanted ? size : size + in.readNBytes(bytes, size, wanted - size);
  }
}
