package meridian.dlms;

import java.util.Optional;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The relation of serial number and system title: three letters of the manufacturer, and a number below 2^40. */
final class SystemTitle {
  private static final int DIGITS = 13;

  private SystemTitle() {}

  /** The serial number behind a system title of 8 octets; empty when there is none. */
  static Optional<String> serialNumber(byte[] title) {
    if (title.length != 8) return Optional.empty();
    long number = 0;
    for (int i = 3; i < 8; i++)
      number = number << 8 | title[i] & 0xFF;
    for (int i = 0; i < 3; i++)
      if (title[i] < 'A' || title[i] > 'Z') return Optional.empty();
    String digits = Long.toString(number);
    return Optional.of(new String(title, 0, 3, US_ASCII) + "0".repeat(DIGITS - digits.length()) + digits);
  }

  /** Whether a text is a serial number of ours: what is taken from a push before anything is derived from it. */
  static boolean isSerialNumber(String text) {
    if (text.length() != 3 + DIGITS) return false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i < 3 ? c < 'A' || c > 'Z' : c < '0' || c > '9') return false;
    }
    return true;
  }
}
