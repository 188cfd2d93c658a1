package meridian.cim;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** xs:dateTime as the envelope wants it: ISO 8601 with Z or an offset; 24:00:00 is the midnight that ends the day. */
public final class Timestamps {
  private static final Pattern FORM = Pattern
    .compile("(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,30}))?(Z|([+-])(\\d\\d):(\\d\\d))?");

  private Timestamps() {}

  /**
   * Past nine decimals of a second are cut off.
   *
   * @throws DateTimeException when it is no such time, with a few words why
   */
  public static Instant parse(String written) {
    String text = written.strip();
    Matcher m = FORM.matcher(text);
    if (!m.matches()) throw new DateTimeException("is no time such as 2026-03-29T02:00:00Z");
    if (m.group(8) == null) throw new DateTimeException("has no time zone: Z or an offset such as +02:00 is needed");
    int hour = number(m, 4);
    boolean closingMidnight = hour == 24;
    if (closingMidnight && (number(m, 5) != 0 || number(m, 6) != 0 || nanos(m.group(7)) != 0))
      throw new DateTimeException("is past 24:00:00");
    try {
      var local = LocalDateTime.of(number(m, 1), number(m, 2), number(m, 3), closingMidnight ? 0 : hour, number(m, 5), number(m, 6),
        nanos(m.group(7)));
      return (closingMidnight ? local.plusDays(1) : local).toInstant(offset(m));
    } catch (DateTimeException outOfRange) {
      throw new DateTimeException("is no day or time of day that exists", outOfRange);
    }
  }

  private static ZoneOffset offset(Matcher m) {
    if (m.group(9) == null) return ZoneOffset.UTC;
    int sign = "-".equals(m.group(9)) ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * number(m, 10), sign * number(m, 11));
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
  }

  private static int number(Matcher m, int group) { return Integer.parseInt(m.group(group)); }
}
