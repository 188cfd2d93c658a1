package meridian.dlms;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads A-XDR values. Time and memory are bounded by the octets at hand: a count larger than what is left is refused, and so is
 * depth.
 */
final class Axdr {
  /** A profile needs three levels, an activity calendar seven. */
  static final int DEEPEST = 16;

  private Axdr() {}

  static Data read(Reader from) throws Trouble { return read(from, DEEPEST); }

  private static Data read(Reader from, int depth) throws Trouble {
    int tag = from.u8();
    return switch (tag) {
      case 0 -> Data.NULL;
      case 1, 2 -> items(from, depth);
      case 3 -> from.u8() == 0 ? Data.FALSE : Data.TRUE;
      case 4 -> new Data.Octets(from.take((from.length() + 7) / 8));
      case 5 -> new Data.Int((int) from.u32());
      case 6 -> new Data.Int(from.u32());
      case 9, 10, 12 -> new Data.Octets(from.take(from.length()));
      case 13, 17, 22 -> new Data.Int(from.u8());
      case 15 -> new Data.Int((byte) from.u8());
      case 16 -> new Data.Int((short) from.u16());
      case 18 -> new Data.Int(from.u16());
      case 20 -> new Data.Int(from.i64());
      case 21 -> unsigned(from.i64());
      case 23 -> new Data.Real(Float.intBitsToFloat((int) from.u32()));
      case 24 -> new Data.Real(Double.longBitsToDouble(from.i64()));
      case 25 -> new Data.Octets(from.take(12));
      case 26 -> new Data.Octets(from.take(5));
      case 27 -> new Data.Octets(from.take(4));
      default -> throw Trouble.garbled("unknown A-XDR type " + tag);
    };
  }

  private static Data items(Reader from, int depth) throws Trouble {
    int count = from.length();
    if (depth == 0) throw Trouble.garbled("data nested deeper than " + DEEPEST);
    if (count > from.left()) throw Trouble.garbled("truncated: " + count + " items announced, " + from.left() + " octets there");
    List<Data> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++)
      items.add(read(from, depth - 1));
    return new Data.Items(items);
  }

  private static Data unsigned(long bits) { return bits >= 0 ? new Data.Int(bits) : new Data.Real((bits >>> 1) * 2.0 + (bits & 1)); }
}
