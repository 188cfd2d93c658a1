package meridian.cim.readings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/**
 * One Reading, IntervalReading, Meter or UsagePoint as this sender writes them: the bytes between the values, cut out of one that was read tag by tag. The next one
 * with the same bytes in the same place means the same, whatever its prefixes, blanks or order, so that only the values need reading.
 */
final class Stencil {
  /** What may differ from one to the next. */
  enum Slot {
    TIME, VALUE, QUALITY, TYPE, PERIOD_START, PERIOD_END, OTHER_TIME, TEXT
  }

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST = 8 << 10;
  private static final int LONGEST_VALUE = 512;

  private final byte[][] between;
  private final Slot[] slots;
  private final int longest;

  private Stencil(byte[][] between, Slot[] slots) {
    this.between = between;
    this.slots = slots;
    int sum = Times.PADDING;
    for (byte[] literal : between) {
      sum += literal.length + LONGEST_VALUE;
    }
    longest = sum;
  }

  /** Reads the next unit if it fits, and moves on behind it; else nothing has happened but to {@code unit}. */
  boolean fits(XmlCursor xml, Unit unit, Times times, Decimals decimals, Types types) throws Broken {
    if (xml.limit - xml.at < longest && !xml.need(longest)) return false;
    byte[] bytes = xml.bytes;
    int limit = xml.limit;
    byte[] literal = between[0];
    int at = xml.at;
    if (!isAt(bytes, at, literal)) return false;
    at += literal.length;
    unit.clear();
    for (int i = 0; i < slots.length; i++) {
      byte[] next = between[i + 1];
      switch (slots[i]) {
        case TIME -> {
          at = times.parse(bytes, at);
          unit.time(times);
        }
        case VALUE -> {
          at = decimals.parse(bytes, at, limit);
          unit.value(decimals.value);
        }
        case QUALITY -> {
          Codes.Entry<ReadingQuality> code = types.qualities.at(bytes, at, limit, next[0]);
          if (code == null) return false;
          at += code.bytes.length;
          unit.quality(types.quality(code));
        }
        case TYPE -> {
          Codes.Entry<ReadingType> code = types.codes.at(bytes, at, limit, next[0]);
          if (code == null) return false;
          at += code.bytes.length;
          unit.type = code;
        }
        case PERIOD_START -> {
          at = times.parse(bytes, at);
          unit.start(times);
        }
        case PERIOD_END -> {
          at = times.parse(bytes, at);
          unit.end(times);
        }
        case OTHER_TIME -> at = times.parse(bytes, at);
        case TEXT -> at = unit.text(bytes, at, limit);
      }
      if (at < 0 || !isAt(bytes, at, next)) return false;
      at += next.length;
    }
    xml.skipTo(at);
    return true;
  }

  private static boolean isAt(byte[] bytes, int at, byte[] literal) {
    int length = literal.length;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if ((long) LONGS.get(bytes, at + i) != (long) LONGS.get(literal, i)) return false;
    }
    if (length >= 8) return (long) LONGS.get(bytes, at + length - 8) == (long) LONGS.get(literal, length - 8);
    for (; i < length; i++) {
      if (bytes[at + i] != literal[i]) return false;
    }
    return true;
  }

  /** Notes where the values stand in a unit that is being read tag by tag. */
  static final class Draft {
    private static final int MOST_SLOTS = 16;
    private final Slot[] slots = new Slot[MOST_SLOTS];
    private final int[] froms = new int[MOST_SLOTS];
    private final int[] tos = new int[MOST_SLOTS];
    private int count;
    private int from;
    private int moves;
    private boolean open;

    /** The unit's first tag has been read. */
    void begin(XmlCursor xml) {
      open = xml.plain;
      from = xml.textFrom();
      moves = xml.moves;
      count = 0;
    }

    void drop() { open = false; }

    /** @param plain whether the value stands in the window as it is */
    void slot(XmlCursor xml, Slot slot, boolean plain, int valueFrom, int valueTo) {
      if (!open) return;
      open = plain && moves == xml.moves && count < MOST_SLOTS && valueTo > valueFrom;
      if (!open) return;
      slots[count] = slot;
      froms[count] = valueFrom;
      tos[count++] = valueTo;
    }

    /** The unit's last tag has been read. @return whether there is a stencil to make of it */
    boolean end(XmlCursor xml) {
      boolean good = open && moves == xml.moves && count > 0 && xml.at - from < LONGEST;
      open = false;
      return good;
    }

    Stencil stencil(XmlCursor xml) {
      var between = new byte[count + 1][];
      int at = from;
      for (int i = 0; i < count; i++) {
        between[i] = Arrays.copyOfRange(xml.bytes, at, froms[i]);
        at = tos[i];
      }
      between[count] = Arrays.copyOfRange(xml.bytes, at, xml.at);
      return new Stencil(between, Arrays.copyOf(slots, count));
    }
  }
}
