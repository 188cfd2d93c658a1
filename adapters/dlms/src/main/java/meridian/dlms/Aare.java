package meridian.dlms;

/**
 * Looks through an AARE before gurux does, which takes one without a result for an acceptance: every field must end inside it, a
 * result must be there, and an accepted one must carry the xDLMS initiate response.
 */
final class Aare {
  private static final int TAG = 0x61;
  private static final int RESULT = 0xA2;
  private static final int DIAGNOSTIC = 0xA3;
  private static final int USER_INFORMATION = 0xBE;
  private static final int INTEGER = 0x02;
  /** An AARE of suite 0 has some 150 octets. */
  private static final int LONGEST = 512;

  private Aare() {}

  /** @throws Trouble {@code REFUSED} with the diagnostic when the meter does not associate; {@code GARBLED} when it is no AARE */
  static void check(byte[] aare) throws Trouble {
    if (aare.length > LONGEST) throw Trouble.garbled("an AARE of " + aare.length + " octets");
    Reader from = new Reader(aare);
    from.expect(TAG, "AARE");
    if (from.length() != from.left()) throw Trouble.garbled("an AARE whose length is wrong");
    int result = -1;
    int diagnostic = 0;
    boolean initiated = false;
    while (from.left() > 0) {
      int tag = from.u8();
      Reader field = from.part(from.length());
      switch (tag) {
        case RESULT -> result = integer(field);
        case DIAGNOSTIC -> {
          field.u8();
          diagnostic = integer(field.part(field.length()));
        }
        case USER_INFORMATION -> initiated = field.left() > 0;
        default -> {}
      }
    }
    if (result < 0) throw Trouble.garbled("an AARE without a result");
    if (result > 0) throw Trouble.rejected("the meter does not associate: result " + result + ", diagnostic " + word(diagnostic));
    if (!initiated) throw Trouble.garbled("an AARE without an initiate response");
  }

  private static int integer(Reader field) throws Trouble {
    field.expect(INTEGER, "AARE integer");
    field.expect(1, "AARE integer's length");
    return field.u8();
  }

  private static String word(int diagnostic) {
    String word = switch (diagnostic) {
      case 2 -> "application context not supported";
      case 11 -> "mechanism not recognised";
      case 12 -> "mechanism required";
      case 13 -> "authentication failed";
      case 14 -> "authentication required";
      default -> "other";
    };
    return diagnostic + " (" + word + ")";
  }
}
