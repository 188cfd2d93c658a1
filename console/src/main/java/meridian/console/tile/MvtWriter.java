package meridian.console.tile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one layer of points as a Mapbox Vector Tile, protobuf by hand. Not for concurrent use. Source: Mapbox Vector Tile 2.1. */
final class MvtWriter {
  static final int EXTENT = 4096;
  private static final int VARINT = 0;
  private static final int BYTES = 2;

  private byte[] out;
  private int size;

  MvtWriter(String layer, int expectedBytes) {
    out = new byte[expectedBytes + 64];
    tag(15, VARINT).varint(2); // version
    text(1, layer);
  }

  void key(String key) { text(3, key); }

  void value(int value) {
    tag(4, BYTES).varint(1 + varintSize(value)).tag(5, VARINT).varint(value); // uint_value
  }

  /** @param x, y within the tile, 0 to 4095, y to the south */
  void point(int id, int x, int y) {
    int geometry = 1 + varintSize(x << 1) + varintSize(y << 1);
    tag(2, BYTES).varint(1 + varintSize(id) + 2 + 2 + geometry).tag(1, VARINT).varint(id).geometry(geometry, x, y);
  }

  /** A point with properties: indexes of keys and values, in turn; fewer than 64 of them. */
  void point(int[] tags, int x, int y) {
    int geometry = 1 + varintSize(x << 1) + varintSize(y << 1);
    int tagBytes = 0;
    for (int tag : tags) {
      tagBytes += varintSize(tag);
    }
    tag(2, BYTES).varint(1 + varintSize(tagBytes) + tagBytes + 2 + 2 + geometry).tag(2, BYTES).varint(tagBytes);
    for (int tag : tags) {
      varint(tag);
    }
    geometry(geometry, x, y);
  }

  /** The finished tile. */
  byte[] tile() {
    tag(5, VARINT).varint(EXTENT);
    var layer = out;
    int layerSize = size;
    out = new byte[layerSize + 6];
    size = 0;
    tag(3, BYTES).varint(layerSize);
    System.arraycopy(layer, 0, out, size, layerSize);
    return Arrays.copyOf(out, size + layerSize);
  }

  private void geometry(int bytes, int x, int y) {
    tag(3, VARINT).varint(1); // POINT
    tag(4, BYTES).varint(bytes).varint(1 << 3 | 1).varint(x << 1).varint(y << 1); // MoveTo once; zigzag of a positive number
  }

  private void text(int field, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tag(field, BYTES).varint(bytes.length);
    room(bytes.length);
    System.arraycopy(bytes, 0, out, size, bytes.length);
    size += bytes.length;
  }

  private MvtWriter tag(int field, int wireType) { return varint(field << 3 | wireType); }

  private MvtWriter varint(int value) {
    room(5);
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[size++] = (byte) rest;
    return this;
  }

  private static int varintSize(int value) { return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7); }

  private void room(int bytes) { if (size + bytes > out.length) out = Arrays.copyOf(out, 2 * out.length + bytes); }
}
