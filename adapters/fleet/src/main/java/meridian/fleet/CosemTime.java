package meridian.fleet;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** COSEM date-time (12 octets, Blue Book 4.1.6.1) to and from UTC milliseconds. The meters' clocks run in UTC: deviation 0, no daylight saving. */
final class CosemTime {
  static final int OCTETS = 12;
  private static final int UNSPECIFIED_DEVIATION = 0x8000;

  private CosemTime() {}

  static void write(Out out, long epochMillis) {
    long day = Math.floorDiv(epochMillis, 86_400_000L);
    int ms = (int) Math.floorMod(epochMillis, 86_400_000L);
    LocalDate date = LocalDate.ofEpochDay(day);
    out.raw16(date.getYear()).raw(date.getMonthValue()).raw(date.getDayOfMonth()).raw(date.getDayOfWeek().getValue());
    out.raw(ms / 3_600_000).raw(ms / 60_000 % 60).raw(ms / 1000 % 60).raw(ms % 1000 / 10);
    out.raw16(0).raw(0);
  }

  /** With the octet-string tag before it. */
  static void writeString(Out out, long epochMillis) {
    out.raw(Out.OCTET_STRING).raw(OCTETS);
    write(out, epochMillis);
  }

  /**
   * Reads an octet-string, a date-time or null-data.
   *
   * @param open what an unspecified (null, or without year) time stands for
   * @throws Malformed when the date does not exist
   */
  static long read(In in, long open) {
    int tag = in.u8();
    if (tag == Out.NULL) return open;
    if (tag == Out.OCTET_STRING) {
      int length = in.length();
      if (length != OCTETS) throw new Malformed("date-time of " + length + " octets");
    } else if (tag != Out.DATE_TIME) {
      throw new Malformed("tag %02x where a date-time belongs".formatted(tag));
    }
    int year = in.u16();
    int month = in.u8();
    int day = in.u8();
    in.u8();
    int hour = wild(in.u8());
    int minute = wild(in.u8());
    int second = wild(in.u8());
    int hundredths = wild(in.u8());
    int deviation = in.u16();
    in.u8();
    if (year == 0xffff) return open;
    try {
      Instant local = LocalDateTime.of(year, month, day, hour, minute, second, hundredths * 10_000_000).toInstant(ZoneOffset.UTC);
      return local.toEpochMilli() + (deviation == UNSPECIFIED_DEVIATION ? 0 : (short) deviation * 60_000L);
    } catch (DateTimeException e) {
      throw new Malformed("date-time that does not exist: " + e.getMessage());
    }
  }

  private static int wild(int octet) { return octet == 0xff ? 0 : octet; }
}
