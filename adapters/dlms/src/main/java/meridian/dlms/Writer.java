package meridian.dlms;

import java.util.Arrays;

/** Octets being written from front to back; used again for one message after the other. */
final class Writer {
  private byte[] octets = new byte[256];
  private int size;

  Writer clear() {
    size = 0;
    return this;
  }

  byte[] octets() { return octets; }

  int size() { return size; }

  Writer u8(int value) {
    room(1);
    octets[size++] = (byte) value;
    return this;
  }

  Writer u16(int value) { return u8(value >>> 8).u8(value); }

  Writer u32(long value) { return u16((int) (value >>> 16)).u16((int) value); }

  Writer put(byte[] source, int from, int count) {
    room(count);
    System.arraycopy(source, from, octets, size, count);
    size += count;
    return this;
  }

  Writer put(byte[] source) { return put(source, 0, source.length); }

  Writer length(int value) {
    if (value < 0x80) return u8(value);
    if (value < 0x100) return u8(0x81).u8(value);
    if (value < 0x10000) return u8(0x82).u16(value);
    return u8(0x84).u32(value);
  }

  /** Makes room for {@code count} octets that the caller puts into {@link #octets} itself. */
  int skip(int count) {
    room(count);
    size += count;
    return size - count;
  }

  private void room(int count) {
    if (size + count > octets.length) octets = Arrays.copyOf(octets, Math.max(size + count, octets.length * 2));
  }
}
