package meridian.adapter;

import java.time.Instant;

/**
 * One value of one ReadingType at one instant; for an interval, the interval's end.
 *
 * @param readingType IEC 61968-9 code of 18 parts; the value is in its unit and multiplier
 * @param quality IEC 61968-9 quality code of 3 parts; {@code 1.0.0} when nothing is wrong
 */
public record Value(String readingType, Instant time, double value, String quality) {
  public static final String VALID = "1.0.0";
}
