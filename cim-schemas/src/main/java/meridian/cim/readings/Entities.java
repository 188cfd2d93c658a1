package meridian.cim.readings;

import java.nio.charset.StandardCharsets;

/** References that need no declaration. */
final class Entities {
  private Entities() {}

  /** What stands between {@code &} and {@code ;}. */
  static int meaning(byte[] bytes, int from, int to) throws Broken {
    String name = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    return switch (name) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> character(name);
    };
  }

  private static int character(String name) throws Broken {
    boolean hexadecimal = name.startsWith("#x");
    String digits = name.startsWith("#") ? name.substring(hexadecimal ? 2 : 1) : "";
    if (!digits.matches(hexadecimal ? "[0-9a-fA-F]{1,8}" : "[0-9]{1,9}")) throw Broken.notWellFormed();
    long codePoint = Long.parseLong(digits, hexadecimal ? 16 : 10);
    int length = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    if (codePoint > 0x10FFFF || !Utf8.isCharacter((int) codePoint, length)) throw Broken.notWellFormed();
    return (int) codePoint;
  }
}
