package meridian.model.metering;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * A run of equally spaced values of one ReadingType without gaps; a gap or a change of spacing begins another block. Value {@code i}
 * covers the interval that ends at {@code firstEnd + i * interval}. The arrays are the block's own: do not change them.
 *
 * @param firstEnd end of the first interval
 * @param values in the type's own unit and multiplier; all finite
 * @param qualities one {@link ReadingQuality#packed()} per value
 */
public record IntervalBlock(ReadingType type, Instant firstEnd, Duration interval, double[] values, int[] qualities) {

  public IntervalBlock {
    if (interval.isZero() || interval.isNegative()) throw new IllegalArgumentException("interval: " + interval + " is not positive");
    if (values.length == 0 || values.length != qualities.length)
      throw new IllegalArgumentException("block of " + values.length + " values and " + qualities.length + " qualities");
    for (double value : values) {
      if (!Double.isFinite(value)) throw new IllegalArgumentException("block of " + type + " from " + firstEnd + " holds " + value);
    }
  }

  public int size() { return values.length; }

  /** End of interval {@code i}. */
  public Instant end(int i) { return firstEnd.plus(interval.multipliedBy(i)); }

  public Instant lastEnd() { return end(values.length - 1); }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntervalBlock block && type.equals(block.type) && firstEnd.equals(block.firstEnd)
      && interval.equals(block.interval)
      && Arrays.equals(values, block.values) && Arrays.equals(qualities, block.qualities);
  }

  @Override
  public int hashCode() { return 31 * firstEnd.hashCode() + Arrays.hashCode(values); }
}
