package meridian.cim.readings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts line ends, eight bytes at a time, of what leaves the window, and of the rest when somebody asks. */
final class Lines {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NEWLINES = 0x0A0A_0A0A_0A0A_0A0AL;
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

  /** Document offset up to which was counted. */
  private long counted;
  private long newlines;
  /** Document offset behind the last line end. */
  private long lineFrom;

  long line(byte[] bytes, long base, long offset) {
    count(bytes, base, (int) (offset - base));
    return newlines + 1;
  }

  long column(byte[] bytes, long base, long offset) {
    count(bytes, base, (int) (offset - base));
    return Math.max(0, offset - lineFrom) + 1;
  }

  /** @param to index in the window; what is before it is counted */
  void count(byte[] bytes, long base, int to) {
    int i = (int) (counted - base);
    for (; i + 8 <= to; i += 8) {
      long word = (long) LONGS.get(bytes, i) ^ NEWLINES;
      // The high bit of each byte that is zero.
      long zeros = ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
      if (zeros == 0) continue;
      newlines += Long.bitCount(zeros);
      lineFrom = base + i + 8 - (Long.numberOfLeadingZeros(zeros) >> 3);
    }
    for (; i < to; i++) {
      if (bytes[i] != '\n') continue;
      newlines++;
      lineFrom = base + i + 1;
    }
    counted = Math.max(counted, base + to);
  }
}
