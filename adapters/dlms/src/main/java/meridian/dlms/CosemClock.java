package meridian.dlms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Reads and writes the 12-octet COSEM date-time: year, month, day, weekday, hour, minute, second, hundredths, deviation, status.
 *
 * @param zone the meters' civil time: what is sent to them is in it, and a date-time that does not specify its deviation is read
 *     in it
 * @param deviation what the deviation field of these meters means
 */
record CosemClock(ZoneId zone, Deviation deviation) {

  enum Deviation {
    /** Minutes from local time to UTC, summer time included: -120 in Berlin's summer. The Blue Book's. */
    STANDARD,
    /** Minutes from UTC to local time: +120 in Berlin's summer. Met in the field. */
    POSITIVE_EAST,
    /** As STANDARD, but that of winter all year; the status tells that an hour is to be added: -60 in Berlin's summer. */
    WITHOUT_DST
  }

  private static final int UNSPECIFIED_DEVIATION = 0x8000;
  private static final int DST_ACTIVE = 0x80;

  /** @throws Trouble {@code GARBLED} when it names no instant */
  Instant read(byte[] octets) throws Trouble {
    if (octets.length != 12) throw Trouble.garbled("a date-time of " + octets.length + " octets");
    Reader from = new Reader(octets);
    int year = from.u16();
    int month = from.u8();
    int day = from.u8();
    from.u8();
    int hour = from.u8();
    int minute = from.u8();
    int second = unspecifiedIsZero(from.u8());
    int hundredths = unspecifiedIsZero(from.u8());
    int minutes = from.u16();
    int status = from.u8();
    LocalDateTime local;
    try {
      if (year == 0xFFFF || hundredths > 99) throw new DateTimeException("");
      local = LocalDateTime.of(year, month, day, hour, minute, second, hundredths * 10_000_000);
    } catch (DateTimeException e) {
      throw Trouble.garbled(
        "a date-time that names no instant: %d-%d-%d %d:%d:%d".formatted(year, month, day, hour, minute, second));
    }
    boolean summer = status != 0xFF && (status & DST_ACTIVE) != 0;
    return local.toInstant(minutes == UNSPECIFIED_DEVIATION
      ? civilOffset(local, status, summer)
      : offset((short) minutes, summer));
  }

  private static int unspecifiedIsZero(int value) { return value == 0xFF ? 0 : value; }

  private ZoneOffset offset(int minutes, boolean summer) throws Trouble {
    if (minutes < -900 || minutes > 900) throw Trouble.garbled("a deviation of " + minutes + " minutes");
    return ZoneOffset.ofTotalSeconds(60 * switch (deviation) {
      case STANDARD -> -minutes;
      case POSITIVE_EAST -> minutes;
      case WITHOUT_DST -> -minutes + (summer ? 60 : 0);
    });
  }

  /** In the hour that comes twice the status tells which; in the hour that never comes the time before the change goes on. */
  private ZoneOffset civilOffset(LocalDateTime local, int status, boolean summer) {
    List<ZoneOffset> valid = zone.getRules().getValidOffsets(local);
    return switch (valid.size()) {
      case 0 -> zone.getRules().getTransition(local).getOffsetBefore();
      case 1 -> valid.getFirst();
      default -> summer || status == 0xFF ? valid.getFirst() : valid.getLast();
    };
  }

  byte[] write(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    boolean summer = zone.getRules().isDaylightSavings(time);
    int east = local.getOffset().getTotalSeconds() / 60;
    int minutes = switch (deviation) {
      case STANDARD -> -east;
      case POSITIVE_EAST -> east;
      case WITHOUT_DST -> -zone.getRules().getStandardOffset(time).getTotalSeconds() / 60;
    };
    return new byte[]{(byte) (local.getYear() >>> 8), (byte) local.getYear(), (byte) local.getMonthValue(),
        (byte) local.getDayOfMonth(), (byte) local.getDayOfWeek().getValue(), (byte) local.getHour(), (byte) local.getMinute(),
        (byte) local.getSecond(), (byte) (local.getNano() / 10_000_000), (byte) (minutes >>> 8), (byte) minutes,
        (byte) (summer ? DST_ACTIVE : 0)};
  }
}
