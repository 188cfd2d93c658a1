package meridian.dlms;

import java.util.Arrays;

/** Octets being read from front to back; a read past the end is {@code GARBLED}. Shares the array it was given. */
final class Reader {
  final byte[] octets;
  private int at;
  private final int end;

  Reader(byte[] octets, int from, int end) {
    this.octets = octets;
    this.at = from;
    this.end = end;
  }

  Reader(byte[] octets) { this(octets, 0, octets.length); }

  int at() { return at; }

  int left() { return end - at; }

  /** The next octet without moving on. */
  int peek() throws Trouble {
    need(1);
    return octets[at] & 0xFF;
  }

  int u8() throws Trouble {
    need(1);
    return octets[at++] & 0xFF;
  }

  int u16() throws Trouble {
    need(2);
    int value = (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
    at += 2;
    return value;
  }

  long u32() throws Trouble { return (long) u16() << 16 | u16(); }

  long i64() throws Trouble { return u32() << 32 | u32(); }

  byte[] take(int count) throws Trouble {
    need(count);
    at += count;
    return Arrays.copyOfRange(octets, at - count, at);
  }

  Reader part(int count) throws Trouble {
    need(count);
    at += count;
    return new Reader(octets, at - count, at);
  }

  /** A length or count in BER form, of at most four octets. */
  int length() throws Trouble {
    int first = u8();
    if (first < 0x80) return first;
    long value = switch (first) {
      case 0x81 -> u8();
      case 0x82 -> u16();
      case 0x83 -> (long) u8() << 16 | u16();
      case 0x84 -> u32();
      default -> throw Trouble.garbled("a length of " + (first & 0x7F) + " octets");
    };
    if (value > Integer.MAX_VALUE) throw Trouble.garbled("a length of " + value);
    return (int) value;
  }

  void expect(int octet, String what) throws Trouble {
    int got = u8();
    if (got != octet) throw Trouble.garbled("%s: expected %02X, got %02X".formatted(what, octet, got));
  }

  void expectEnd() throws Trouble { if (left() != 0) throw Trouble.garbled(left() + " octets too many"); }

  private void need(int count) throws Trouble {
    if (count < 0 || count > end - at) throw Trouble.garbled("truncated: " + count + " octets wanted, " + left() + " there");
  }
}
