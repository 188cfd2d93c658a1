package meridian.cim.readings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * xs:dateTime out of bytes: a zone is needed, {@code 24:00:00} is the midnight that ends the day, past nine decimals of a second are cut off.
 * Remembers the day it read last, since the next is usually of the same. For one thread.
 */
final class Times {
  /** Bytes that must be readable behind a time that is to be parsed, whatever is in them. */
  static final int PADDING = 64;
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  /** {@code 00:00:00}. */
  private static final long CLOCK = 0x3030_3A30_303A_3030L;
  private static final int MOST_DECIMALS = 30;

  /** Seconds since 1970, and nanoseconds of what {@link #parse} read last. */
  long seconds;
  int nanos;
  private long dayHead;
  private int dayTail;
  private long day_s;

  /** @return index behind the time that begins at {@code from}, or -1 when there is none */
  int parse(byte[] bytes, int from) {
    long head = (long) LONGS.get(bytes, from);
    int tail = (int) INTS.get(bytes, from + 7);
    if ((head != dayHead || tail != dayTail) && !day(bytes, from, head, tail)) return -1;
    long clock = (long) LONGS.get(bytes, from + 11) ^ CLOCK;
    // Six nibbles of digits and two colons; what is over nine carries into the upper half.
    if ((clock & 0xF0F0_FFF0_F0FF_F0F0L) != 0 || (clock + 0x0606_0006_0600_0606L & 0xF0F0_00F0_F000_F0F0L) != 0) return -1;
    int hour = (int) ((clock & 15) * 10 + (clock >> 8 & 15));
    int minute = (int) ((clock >> 24 & 15) * 10 + (clock >> 32 & 15));
    int second = (int) ((clock >> 48 & 15) * 10 + (clock >> 56 & 15));
    int at = from + 19;
    nanos = 0;
    if (bytes[at] == '.') {
      at = fraction(bytes, at + 1);
      if (at < 0) return -1;
    }
    if (minute > 59 || second > 59 || hour > 23 && (hour > 24 || minute != 0 || second != 0 || nanos != 0)) return -1;
    seconds = day_s + hour * 3_600L + minute * 60L + second;
    return bytes[at] == 'Z' ? at + 1 : offset(bytes, at);
  }

  private boolean day(byte[] bytes, int from, long head, int tail) {
    for (int i = 0; i < 10; i++) {
      byte b = bytes[from + i];
      if (i == 4 || i == 7 ? b != '-' : b < '0' || b > '9') return false;
    }
    if (bytes[from + 10] != 'T') return false;
    int year = digits(bytes, from) * 100 + digits(bytes, from + 2);
    int month = digits(bytes, from + 5);
    int day = digits(bytes, from + 8);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) return false;
    day_s = LocalDate.of(year, month, day).toEpochDay() * 86_400;
    dayHead = head;
    dayTail = tail;
    return true;
  }

  private int fraction(byte[] bytes, int from) {
    int at = from;
    int unit = 100_000_000;
    for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      nanos += unit * (bytes[at] - '0');
      unit /= 10;
      if (at - from == MOST_DECIMALS) return -1;
    }
    return at == from ? -1 : at;
  }

  private int offset(byte[] bytes, int at) {
    if (bytes[at] != '+' && bytes[at] != '-') return -1;
    for (int i = 1; i < 6; i++) {
      byte b = bytes[at + i];
      if (i == 3 ? b != ':' : b < '0' || b > '9') return -1;
    }
    int minutes = digits(bytes, at + 1) * 60 + digits(bytes, at + 4);
    if (digits(bytes, at + 4) > 59 || minutes > 14 * 60) return -1;
    seconds += bytes[at] == '+' ? -60L * minutes : 60L * minutes;
    return at + 6;
  }

  private static int digits(byte[] bytes, int at) { return (bytes[at] - '0') * 10 + bytes[at + 1] - '0'; }
}
