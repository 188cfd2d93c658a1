package meridian.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import meridian.model.metering.ReadingQuality;

/** What H2's view {@code reading} calls to unpack a day, value by value; public because H2 demands it. Thread-safe. */
public final class DayFunctions {
  /** The day unpacked last: the view asks for one value after another. */
  private record Latest(byte[] body, long received_us, Day day) {}

  private static final ThreadLocal<Latest> LATEST = new ThreadLocal<>();

  private DayFunctions() {}

  private static Day day(byte[] body, long received_us) {
    Latest latest = LATEST.get();
    if (latest == null || latest.received_us != received_us || !Arrays.equals(latest.body, body)) {
      latest = new Latest(body, received_us, Day.unpack(body, Math.floorDiv(received_us, 1_000_000L)));
      LATEST.set(latest);
    }
    return latest.day;
  }

  public static int size(byte[] body) { return day(body, 0).size(); }

  public static @Nullable OffsetDateTime start(byte[] body, long received_us, int i) {
    Day day = day(body, received_us);
    return day.length(i) == 0 ? null : utc(Micros.instant(day.time(i) - day.length(i)));
  }

  public static OffsetDateTime time(byte[] body, long received_us, int i) { return utc(Micros.instant(day(body, received_us).time(i))); }

  public static double value(byte[] body, long received_us, int i) { return day(body, received_us).value(i); }

  public static String quality(byte[] body, long received_us, int i) {
    return new ReadingQuality(day(body, received_us).quality(i)).code();
  }

  public static OffsetDateTime received(byte[] body, long received_us, int i) {
    return utc(Instant.ofEpochSecond(day(body, received_us).received_s(i)));
  }

  /** Code of the EndDeviceEventType in an event's body. */
  public static String eventType(byte[] body) {
    return PayloadCodec.decodeEvent(body).type().code();
  }

  private static OffsetDateTime utc(Instant time) { return time.atOffset(ZoneOffset.UTC); }
}
