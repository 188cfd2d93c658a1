package meridian.cim.readings;

/** UTF-8 as XML allows it: shortest forms, no halves of pairs, no control characters but tab and line ends. */
final class Utf8 {
  private Utf8() {}

  /** Index behind the character at {@code from}; -1 when it is none that XML may hold. */
  static int after(byte[] bytes, int from, int limit) {
    int length = length(bytes[from]);
    if (length == 0 || from + length > limit) return -1;
    if (length == 1) {
      byte b = bytes[from];
      return b >= ' ' || b == '\t' || b == '\n' || b == '\r' ? from + 1 : -1;
    }
    return isCharacter(codePoint(bytes, from, length), length) ? from + length : -1;
  }

  /** As {@link #after} for what may be in a name beyond ASCII. Source: XML 1.0, fifth edition, NameStartChar and NameChar. */
  static int afterNameCharacter(byte[] bytes, int from, int limit, boolean first) {
    int after = after(bytes, from, limit);
    if (after < 0) return -1;
    int c = codePoint(bytes, from, after - from);
    boolean starts = c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7 || c >= 0x370 && c <= 0x1FFF && c != 0x37E
      || c == 0x200C || c == 0x200D || c >= 0x2070 && c <= 0x218F || c >= 0x2C00 && c <= 0x2FEF || c >= 0x3001 && c <= 0xD7FF
      || c >= 0xF900 && c <= 0xFDCF || c >= 0xFDF0 && c <= 0xFFFD || c >= 0x10000 && c <= 0xEFFFF;
    boolean later = c == 0xB7 || c >= 0x300 && c <= 0x36F || c == 0x203F || c == 0x2040;
    return starts || later && !first ? after : -1;
  }

  /** What XML may hold, and not in more bytes than needed. */
  static boolean isCharacter(int codePoint, int length) {
    return switch (length) {
      case 1 -> codePoint >= ' ' && codePoint < 0x80 || codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
      case 2 -> codePoint >= 0x80;
      case 3 -> codePoint >= 0x800 && (codePoint < 0xD800 || codePoint > 0xDFFF) && codePoint < 0xFFFE;
      default -> codePoint >= 0x10000 && codePoint <= 0x10FFFF;
    };
  }

  /** Writes one character. @return index behind it */
  static int write(int codePoint, byte[] bytes, int at) {
    if (codePoint < 0x80) {
      bytes[at] = (byte) codePoint;
      return at + 1;
    }
    int length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    for (int i = length - 1, rest = codePoint; i > 0; i--, rest >>= 6) {
      bytes[at + i] = (byte) (0x80 | rest & 0x3F);
    }
    bytes[at] = (byte) ((length == 2 ? 0xC0 : length == 3 ? 0xE0 : 0xF0) | codePoint >> 6 * (length - 1));
    return at + length;
  }

  private static int length(byte first) {
    int b = first & 0xFF;
    return b < 0x80 ? 1 : b < 0xC0 ? 0 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF8 ? 4 : 0;
  }

  /** -1 when a later byte is none. */
  private static int codePoint(byte[] bytes, int from, int length) {
    if (length == 1) return bytes[from];
    int codePoint = bytes[from] & 0xFF >> length + 1;
    for (int i = 1; i < length; i++) {
      if ((bytes[from + i] & 0xC0) != 0x80) return -1;
      codePoint = codePoint << 6 | bytes[from + i] & 0x3F;
    }
    return codePoint;
  }
}
