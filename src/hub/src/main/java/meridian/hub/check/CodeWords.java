package meridian.hub.check;

/** What a code means, in words; empty when nobody has written that down. */
final class CodeWords {
  private CodeWords() {}

  static String readingType(String code) { return ""; }

  static String event(String code) { return ""; }

  static String control(String code) {
    return switch (code) {
      case "3.31.0.18" -> "connect";
      case "3.31.0.23" -> "disconnect";
      default -> "";
    };
  }
}
