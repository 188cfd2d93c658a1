package meridian.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

import meridian.model.Mrid;
import meridian.services.port.StoreException;

/**
 * Reads what {@link Packer} wrote. Never reads past the end, never makes an array larger than the bytes that are left allow. For one
 * thread. Throws {@link StoreException} on damaged bytes.
 */
final class Unpacker {
  private final String what;
  private final byte[] bytes;
  private int at;

  /** @param what is read, for the message when it is damaged */
  Unpacker(String what, byte[] bytes) {
    this.what = what;
    this.bytes = bytes;
  }

  /** The form's version. @throws StoreException when it is higher than {@code newest}: written by a later hub */
  int version(int newest) {
    int version = octet();
    if (version < 1 || version > newest) throw damaged("form " + version + " is not known to this version of the hub");
    return version;
  }

  int octet() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if (octet < 0x80) return value;
    }
    throw damaged("a number does not end");
  }

  long signed() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  long fixed64() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | bytes[at++] & 0xFF;
    }
    return value;
  }

  /** A count of things to come. @param most the largest that is believed */
  int count(int most) { return within(number(), most); }

  /** A count of things that take at least {@code bytesEach} each. */
  int countOf(int bytesEach) {
    long count = number();
    return within(count, (bytes.length - at) / bytesEach);
  }

  private int within(long count, int most) {
    if (count < 0 || count > most) throw damaged("a count of " + Long.toUnsignedString(count) + " is over " + most);
    return (int) count;
  }

  String text() {
    int length = countOf(1);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  Mrid mrid() { return new Mrid(new UUID(fixed64(), fixed64())); }

  Instant instant() {
    long second = signed();
    try {
      return Instant.ofEpochSecond(second, count(999_999_999));
    } catch (DateTimeException e) {
      throw damaged("second " + second + " is no time");
    }
  }

  void end() { if (at != bytes.length) throw damaged(bytes.length - at + " bytes too many"); }

  StoreException damaged(String why) {
    return new StoreException("the store's " + what + " is damaged at byte " + at + ": " + why,
      new IllegalStateException(bytes.length + " bytes"));
  }

  private void need(int more) { if (bytes.length - at < more) throw damaged("it ends too early"); }
}
