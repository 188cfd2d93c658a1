package meridian.cim;

/** What is wrong with a message, before the header it belongs to is put beside it. Never leaves this package. */
public final class Refused extends Exception {
  private final ErrorCode code;

  Refused(ErrorCode code, String details) {
    super(details);
    this.code = code;
  }

  /** @param place as {@link Place#toString} gives it */
  Refused(ErrorCode code, String place, String words) {
    this(code, place + ": " + words);
  }

  CimError error() { return code.error(getMessage()); }

  /** Something of the sender's to quote: at most 60 characters, on one line. */
  public static String quote(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return '"' + (line.length() > 60 ? line.substring(0, 60) + "…" : line) + '"';
  }
}
