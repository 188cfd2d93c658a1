package meridian.fleet;

import java.util.Arrays;

/** A growing buffer of octets with the A-XDR types a meter speaks. Not thread-safe; reused by {@link #clear}. */
final class Out {
  static final int NULL = 0x00;
  static final int ARRAY = 0x01;
  static final int STRUCTURE = 0x02;
  static final int BOOLEAN = 0x03;
  static final int INT32 = 0x05;
  static final int U32 = 0x06;
  static final int OCTET_STRING = 0x09;
  static final int INT8 = 0x0f;
  static final int INT16 = 0x10;
  static final int U8 = 0x11;
  static final int U16 = 0x12;
  static final int ENUM = 0x16;
  static final int DATE_TIME = 0x19;

  private byte[] bytes;
  private int size;

  Out(int capacity) { bytes = new byte[capacity]; }

  int size() { return size; }

  byte[] array() { return bytes; }

  byte[] toBytes() { return Arrays.copyOf(bytes, size); }

  Out clear() {
    size = 0;
    return this;
  }

  /** Forgets what lies behind the first {@code count} octets. */
  void truncate(int count) { size = count; }

  /** Drops the first {@code count} octets. */
  void removeFirst(int count) {
    System.arraycopy(bytes, count, bytes, 0, size - count);
    size -= count;
  }

  private int room(int count) {
    if (size + count > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    int at = size;
    size += count;
    return at;
  }

  Out raw(int octet) {
    int at = room(1);
    bytes[at] = (byte) octet;
    return this;
  }

  Out raw16(int value) {
    int at = room(2);
    patch16(at, value);
    return this;
  }

  Out raw32(long value) {
    int at = room(4);
    patch16(at, (int) (value >> 16));
    patch16(at + 2, (int) value);
    return this;
  }

  Out raw(byte[] octets) { return raw(octets, 0, octets.length); }

  Out raw(byte[] octets, int from, int count) {
    int at = room(count);
    System.arraycopy(octets, from, bytes, at, count);
    return this;
  }

  /** Writes a 16-bit value over what stands at {@code at}. */
  void patch16(int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  Out length(int count) {
    if (count < 0x80) return raw(count);
    if (count < 0x100) return raw(0x81).raw(count);
    return raw(0x82).raw16(count);
  }

  Out array(int count) { return raw(ARRAY).length(count); }

  Out structure(int count) { return raw(STRUCTURE).length(count); }

  Out octetString(byte[] octets) { return raw(OCTET_STRING).length(octets.length).raw(octets); }

  Out logicalName(long name) { return raw(OCTET_STRING).raw(6).raw16((int) (name >> 32)).raw32(name); }

  Out bool(boolean value) { return raw(BOOLEAN).raw(value ? 1 : 0); }

  Out int8(int value) { return raw(INT8).raw(value); }

  Out int16(int value) { return raw(INT16).raw16(value); }

  Out u8(int value) { return raw(U8).raw(value); }

  Out u16(int value) { return raw(U16).raw16(value); }

  Out u32(long value) { return raw(U32).raw32(value); }

  Out enumeration(int value) { return raw(ENUM).raw(value); }
}
