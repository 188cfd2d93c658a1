package meridian.cim.dialect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Times as one partner writes them: those without a zone get the offset of his, and ours get his offset instead of Z. Where clocks go
 * back, an hour comes twice: of a list of times the later one is meant as soon as the earlier would not be after the time before it. For
 * one message.
 */
final class LocalTimes {
  private static final Pattern WITHOUT_ZONE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,30})?");
  private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
  private static final Set<String> NAMES = Set.of("start", "end", "time", "Created");

  private final ZoneId zone;
  /** The element whose times come after each other, and the last of them. */
  private String list = "";
  private @Nullable Instant before;

  LocalTimes(ZoneId zone) { this.zone = zone; }

  /** Whether an element of this name may hold a time; all that do in our schemas are among them. */
  static boolean isTime(String element) {
    return element.endsWith("Time") || element.endsWith("Date") || element.endsWith("Stamp") || element.endsWith("stamp")
      || NAMES.contains(element);
  }

  static boolean isWithoutZone(String text) { return WITHOUT_ZONE.matcher(text.strip()).matches(); }

  /**
   * The text with the zone's offset when it is a time without one, else as it is.
   *
   * @param of the list it stands in: times of another list are not compared with it
   * @throws DateTimeException when clocks leapt over this time; the message says so
   */
  String withOffset(String text, String of) {
    String time = text.strip();
    if (!WITHOUT_ZONE.matcher(time).matches()) return text;
    boolean closingMidnight = time.startsWith("T24:00:00", 10);
    LocalDateTime local;
    try {
      local = LocalDateTime.parse(closingMidnight ? time.replace("T24:", "T00:") : time.substring(0, Math.min(time.length(), 29)));
    } catch (DateTimeException noSuchDay) {
      return text; // The schema says so better.
    }
    if (closingMidnight) local = local.plusDays(1);
    ZoneOffset offset = offset(local, of);
    before = local.toInstant(offset);
    list = of;
    return time + offset;
  }

  private ZoneOffset offset(LocalDateTime local, String of) {
    List<ZoneOffset> possible = zone.getRules().getValidOffsets(local);
    if (possible.isEmpty())
      throw new DateTimeException("\"" + local + "\" has no time zone and does not exist in " + zone + ": clocks leap over it");
    boolean earlierIsPast = before != null && list.equals(of) && !local.toInstant(possible.getFirst()).isAfter(before)
      && local.toInstant(possible.getLast()).isAfter(before);
    return earlierIsPast ? possible.getLast() : possible.getFirst();
  }

  /** A time in UTC as the zone's with its offset; any other text as it is. */
  String local(String text) {
    if (!UTC.matcher(text).matches()) return text;
    Instant time = Instant.parse(text);
    ZoneOffset offset = zone.getRules().getOffset(time);
    if (offset.getTotalSeconds() % 60 != 0) return text; // of local mean times, which XML Schema cannot write
    String written = LocalDateTime.ofInstant(time, offset).toString();
    // LocalDateTime leaves seconds out when there are none.
    return (written.length() == 16 ? written + ":00" : written) + offset;
  }
}
