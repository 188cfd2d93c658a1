package meridian.dlms;

/** A COSEM logical name, its six octets in the low 48 bits. */
record Obis(long packed) {

  /** @throws IllegalArgumentException when it is not six numbers of 0..255 with dots */
  static Obis parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 6) throw new IllegalArgumentException("not an OBIS code of 6 parts: " + text);
    long packed = 0;
    for (String part : parts) {
      int value = Integer.parseInt(part);
      if (value < 0 || value > 255) throw new IllegalArgumentException("not an OBIS code: " + text);
      packed = packed << 8 | value;
    }
    return new Obis(packed);
  }

  static Obis of(byte[] octets) throws Trouble {
    if (octets.length != 6) throw Trouble.garbled("a logical name of " + octets.length + " octets");
    long packed = 0;
    for (byte octet : octets)
      packed = packed << 8 | octet & 0xFF;
    return new Obis(packed);
  }

  void write(Writer to) { to.u16((int) (packed >>> 32)).u32(packed); }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8)
      text.append(packed >>> shift & 0xFF).append(shift == 0 ? "" : ".");
    return text.toString();
  }
}
