package meridian.services.port;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingType;

/** Keeps readings: interval values packed by meter, type and day; register values; the last value of each type. Safe for concurrent callers. */
public interface ReadingStore {

  /**
   * Keeps a batch and the Notice that tells of it, in one transaction; returns when both are durable. Concurrent callers share a commit.
   * <ul>
   * <li>The same meter, type, instant, interval and value again is a duplicate: not kept twice, not told again.
   * <li>Another value for a kept meter, type and instant takes its place with quality {@code CORRECTED} (2.7.0), and is told.
   * <li>An older value than the last one never becomes the last value; nor does one stamped over a day ahead, unless there is no sounder.
   * </ul>
   *
   * @return number of single values that were new or corrected
   * @throws StoreException when it could not be kept: nothing of the batch is
   */
  int record(List<MeterReading> batch);

  /**
   * Streams what is kept, meter by meter, in the order of {@code meters}: register readings with {@code start <= time < end} and interval
   * values with {@code start < end of interval <= end}, oldest first, holding only a few meters, packed, in memory. Meters without
   * values are left out.
   *
   * @param types empty for all
   */
  void read(Collection<Mrid> meters, Set<ReadingType> types, TimePeriod period, Consumer<MeterReading> sink);

  /** The newest value of each type; for an interval type, stamped with the interval's end. Empty when there is none. */
  List<Reading> lastValues(Mrid meter);

  /**
   * As {@link #lastValues(Mrid)} of all meters, meter by meter in no particular order; streamed, holding some thousands in memory.
   *
   * @param types empty for all
   */
  void lastValues(Set<ReadingType> types, BiConsumer<Mrid, Reading> sink);

  /** End of the newest interval kept of each meter that is not over a day ahead; meters without one are missing. Where collection goes on. */
  Map<Mrid, Instant> lastIntervalEnds(ReadingType type);
}
