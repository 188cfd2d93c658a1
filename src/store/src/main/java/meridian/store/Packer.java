package meridian.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

import meridian.model.Mrid;

/** Writes small binary forms: varints of 7 bits a byte, low bits first. For one thread. {@link Unpacker} reads them. */
final class Packer {
  private byte[] bytes = new byte[256];
  private int size;

  byte[] toBytes() { return Arrays.copyOf(bytes, size); }

  int size() { return size; }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Any long, taken as unsigned. */
  void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Any long; short when near zero on either side. */
  void signed(long value) { number(value << 1 ^ value >> 63); }

  void fixed64(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  void mrid(Mrid mrid) {
    fixed64(mrid.uuid().getMostSignificantBits());
    fixed64(mrid.uuid().getLeastSignificantBits());
  }

  /** To the nanosecond. */
  void instant(Instant time) {
    signed(time.getEpochSecond());
    number(time.getNano());
  }

  private void room(int more) { if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more)); }
}
