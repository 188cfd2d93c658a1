package meridian.console.tile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a vector tile of one layer, by the protobuf rules alone. */
final class MvtReader {
  record Feature(long id, Map<String, Long> properties, int x, int y) {}

  record Layer(String name, long version, long extent, List<Feature> features) {}

  private final byte[] bytes;
  private int at;
  private final int end;

  private MvtReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    at = from;
    this.end = end;
  }

  static Layer read(byte[] tile) {
    var reader = new MvtReader(tile, 0, tile.length);
    reader.expect(3, 2);
    MvtReader layer = reader.message();
    if (reader.at != reader.end) throw new IllegalStateException("more than one layer");
    return layer.layer();
  }

  private Layer layer() {
    String name = "";
    long version = 0;
    long extent = 0;
    var features = new ArrayList<MvtReader>();
    var keys = new ArrayList<String>();
    var values = new ArrayList<Long>();
    while (at < end) {
      long tag = varint();
      switch ((int) tag) {
        case 15 << 3 -> version = varint();
        case 5 << 3 -> extent = varint();
        case 1 << 3 | 2 -> name = text();
        case 2 << 3 | 2 -> features.add(message());
        case 3 << 3 | 2 -> keys.add(text());
        case 4 << 3 | 2 -> {
          MvtReader value = message();
          value.expect(5, 0);
          values.add(value.varint());
        }
        default -> throw new IllegalStateException("layer has field " + (tag >> 3) + " of wire type " + (tag & 7));
      }
    }
    return new Layer(name, version, extent, features.stream().map(feature -> feature.feature(keys, values)).toList());
  }

  private Feature feature(List<String> keys, List<Long> values) {
    long id = -1;
    var properties = new LinkedHashMap<String, Long>();
    int x = -1;
    int y = -1;
    long type = 0;
    while (at < end) {
      long tag = varint();
      switch ((int) tag) {
        case 1 << 3 -> id = varint();
        case 2 << 3 | 2 -> {
          MvtReader tags = message();
          while (tags.at < tags.end) {
            properties.put(keys.get((int) tags.varint()), values.get((int) tags.varint()));
          }
        }
        case 3 << 3 -> type = varint();
        case 4 << 3 | 2 -> {
          MvtReader geometry = message();
          if (geometry.varint() != 9) throw new IllegalStateException("not one MoveTo");
          x = zigzag(geometry.varint());
          y = zigzag(geometry.varint());
          if (geometry.at != geometry.end) throw new IllegalStateException("more than one point");
        }
        default -> throw new IllegalStateException("feature has field " + (tag >> 3) + " of wire type " + (tag & 7));
      }
    }
    if (type != 1) throw new IllegalStateException("not a point: " + type);
    return new Feature(id, properties, x, y);
  }

  private static int zigzag(long value) { return (int) (value >>> 1 ^ -(value & 1)); }

  private void expect(int field, int wireType) {
    long tag = varint();
    if (tag != (field << 3 | wireType)) throw new IllegalStateException("expected field " + field + ", found tag " + tag);
  }

  private String text() {
    MvtReader part = message();
    return new String(bytes, part.at, part.end - part.at, StandardCharsets.UTF_8);
  }

  private MvtReader message() {
    int size = (int) varint();
    if (size < 0 || at + size > end) throw new IllegalStateException("length " + size + " runs over the end");
    at += size;
    return new MvtReader(bytes, at - size, at);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) throw new IllegalStateException("varint runs over the end");
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) return value;
    }
    throw new IllegalStateException("varint is too long");
  }
}
