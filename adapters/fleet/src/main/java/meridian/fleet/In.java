package meridian.fleet;

import java.util.Arrays;

/** Reads one received APDU from front to end; every step is bounds-checked and ends in {@link Malformed}, never in an index error. */
final class In {
  private static final int MAX_DEPTH = 8;
  private final byte[] bytes;
  private final int end;
  private int position;

  In(byte[] bytes) { this(bytes, 0, bytes.length); }

  In(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  int left() { return end - position; }

  private int take(int count) {
    if (count < 0 || count > end - position) throw new Malformed("APDU ends " + count + " octets too early");
    int at = position;
    position += count;
    return at;
  }

  int u8() { return bytes[take(1)] & 0xff; }

  int peek() {
    if (left() == 0) throw new Malformed("APDU ends too early");
    return bytes[position] & 0xff;
  }

  int u16() { return u8() << 8 | u8(); }

  long u32() { return (long) u16() << 16 | u16(); }

  /** A logical name as 48 bits. */
  long logicalName() { return (long) u16() << 32 | u32(); }

  byte[] octets(int count) {
    int at = take(count);
    return Arrays.copyOfRange(bytes, at, at + count);
  }

  void skip(int count) { take(count); }

  /** The next {@code count} octets as a reader of their own. */
  In part(int count) {
    int at = take(count);
    return new In(bytes, at, at + count);
  }

  byte[] rest() { return octets(left()); }

  /** A BER or A-XDR length: one octet, or 0x81..0x83 and that many octets. */
  int length() {
    int first = u8();
    if (first < 0x80) return first;
    int count = first & 0x7f;
    if (count == 0 || count > 3) throw new Malformed("length of " + count + " octets");
    int length = 0;
    for (int i = 0; i < count; i++)
      length = length << 8 | u8();
    return length;
  }

  /** The tag must be this one. */
  void expect(int tag) {
    int found = u8();
    if (found != tag) throw new Malformed("tag %02x where %02x belongs".formatted(found, tag));
  }

  /** An octet-string with its tag. */
  byte[] octetString() {
    expect(Out.OCTET_STRING);
    return octets(length());
  }

  /** Any whole number, from int8 to unsigned 32. */
  long number() {
    int tag = u8();
    return switch (tag) {
      case Out.INT8 -> (byte) u8();
      case Out.U8, Out.ENUM, Out.BOOLEAN -> u8();
      case Out.INT16 -> (short) u16();
      case Out.U16 -> u16();
      case Out.INT32 -> (int) u32();
      case Out.U32 -> u32();
      default -> throw new Malformed("tag %02x where a number belongs".formatted(tag));
    };
  }

  /** Opens a structure of exactly {@code count} elements. */
  void structure(int count) {
    expect(Out.STRUCTURE);
    int found = length();
    if (found != count) throw new Malformed("structure of " + found + " where " + count + " belong");
  }

  /** A selector and its one parameter, as a reader of their own. */
  In selection() {
    int from = position;
    skip(1);
    skipValue();
    return new In(bytes, from, position);
  }

  /** Steps over one value of any type. */
  void skipValue() { skipValue(0); }

  private void skipValue(int depth) {
    if (depth > MAX_DEPTH) throw new Malformed("values nested deeper than " + MAX_DEPTH);
    int tag = u8();
    switch (tag) {
      case Out.NULL -> {}
      case Out.BOOLEAN, Out.INT8, Out.U8, Out.ENUM -> skip(1);
      case Out.INT16, Out.U16 -> skip(2);
      case Out.INT32, Out.U32 -> skip(4);
      case 0x14, 0x15 -> skip(8);
      case Out.OCTET_STRING, 0x0a, 0x0c -> skip(length());
      case 0x04 -> skip((length() + 7) / 8);
      case Out.DATE_TIME -> skip(12);
      case Out.ARRAY, Out.STRUCTURE -> {
        int count = length();
        for (int i = 0; i < count; i++)
          skipValue(depth + 1);
      }
      default -> throw new Malformed("tag %02x".formatted(tag));
    }
  }
}
