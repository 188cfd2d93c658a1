package meridian.dlms;

/** The standard's words for data-access-result and action-result, which share their numbers, and for exception-response. */
final class AccessResult {

  private AccessResult() {}

  static String name(int result) {
    String word = switch (result) {
      case 0 -> "success";
      case 1 -> "hardware-fault";
      case 2 -> "temporary-failure";
      case 3 -> "read-write-denied";
      case 4 -> "object-undefined";
      case 9 -> "object-class-inconsistent";
      case 11 -> "object-unavailable";
      case 12 -> "type-unmatched";
      case 13 -> "scope-of-access-violated";
      case 14 -> "data-block-unavailable";
      case 15 -> "long-get-aborted";
      case 16 -> "no-long-get-in-progress";
      case 17 -> "long-set-aborted";
      case 18 -> "no-long-set-in-progress";
      case 19 -> "data-block-number-invalid";
      case 250 -> "other-reason";
      default -> "result";
    };
    return word + " (" + result + ")";
  }

  /** Reads an exception-response after its tag; whatever its codes are, it ends the association. */
  static Trouble exception(Reader apdu) throws Trouble {
    int state = apdu.u8();
    int service = apdu.u8();
    String stateWord = switch (state) {
      case 1 -> "service-not-allowed";
      case 2 -> "service-unknown";
      default -> "state-error";
    };
    String serviceWord = switch (service) {
      case 1 -> "operation-not-possible";
      case 2 -> "service-not-supported";
      case 3 -> "other-reason";
      case 4 -> "pdu-too-long";
      case 5 -> "deciphering-error";
      case 6 -> "invocation-counter-error";
      default -> "service-error";
    };
    return Trouble.rejected("exception-response " + stateWord + " (" + state + "), " + serviceWord + " (" + service + ")");
  }
}
