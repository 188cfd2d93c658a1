package meridian.cim.readings;

import meridian.cim.ErrorCode;

/** The message cannot be read on from here. Never leaves this package. */
final class Broken extends Exception {
  private final ErrorCode code;

  Broken(ErrorCode code, String words) {
    super(words, null, false, false);
    this.code = code;
  }

  static Broken notWellFormed() { return new Broken(ErrorCode.INVALID_MESSAGE, "is not well-formed XML"); }

  ErrorCode code() { return code; }

  String words() { return String.valueOf(getMessage()); }
}
