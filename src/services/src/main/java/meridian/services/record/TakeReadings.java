package meridian.services.record;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.services.port.ReadingStore;
import meridian.services.registry.Registry;

/**
 * Up: readings that another system has collected, batch by batch. What lies before 2000 or past 9999 is left out and counted; what is stamped in
 * the future is kept and marked. Safe for concurrent callers.
 */
public final class TakeReadings {
  private final ReadingStore store;
  private final Registry registry;
  private final InstantSource clock;

  /**
   * What came of a batch.
   *
   * @param kept single values that were new or corrected; the others were known already
   * @param unsound left out for their time
   */
  public record Taken(int kept, int unsound) {}

  public TakeReadings(ReadingStore store, Registry registry, InstantSource clock) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * The meter that is meant: the first that one of {@code meter} names (mRID, name or serial number); when there are none, the one that is
   * installed at the usage point. Empty when nobody is known by these, or several meters are installed there. From memory.
   */
  public Optional<Mrid> find(List<String> meter, List<String> usagePoint) {
    if (!meter.isEmpty()) return meter.stream().flatMap(id -> registry.findMeter(id).stream()).findFirst().map(Meter::mrid);
    return usagePoint.stream().flatMap(id -> registry.findUsagePoint(id).stream()).findFirst().map(UsagePoint::mrid)
      .map(registry::metersAt).filter(installed -> installed.size() == 1).map(installed -> installed.getFirst().mrid());
  }

  /**
   * Keeps a batch in one transaction; returns when it is durable, so that who waits for it is held back by the store's own pace.
   *
   * @throws meridian.services.port.StoreException when it could not be kept: nothing of the batch is
   */
  public Taken take(List<MeterReading> batch) {
    Soundness soundness = Soundness.at(clock);
    List<MeterReading> sound = new ArrayList<>(batch.size());
    int values = 0;
    int soundValues = 0;
    for (MeterReading reading : batch) {
      values += reading.size();
      MeterReading kept = sound(reading, soundness);
      soundValues += kept.size();
      if (kept.size() > 0) sound.add(kept);
    }
    return new Taken(sound.isEmpty() ? 0 : store.record(sound), values - soundValues);
  }

  private static MeterReading sound(MeterReading reading, Soundness soundness) {
    boolean untouched = reading.intervalBlocks().stream()
      .allMatch(block -> soundness.isSound(block.firstEnd()) && soundness.isSound(block.lastEnd()) && !soundness.isFuture(block.lastEnd()))
      && reading.readings().stream().allMatch(one -> soundness.isSound(one.time()) && !soundness.isFuture(one.time()));
    if (untouched) return reading;
    List<IntervalBlock> blocks = reading.intervalBlocks().stream()
      .filter(block -> soundness.isSound(block.firstEnd()) && soundness.isSound(block.lastEnd()))
      .map(block -> marked(block, soundness)).toList();
    List<Reading> readings = reading.readings().stream().filter(one -> soundness.isSound(one.time()))
      .map(
        one -> new Reading(one.type(), one.time(), one.value(), new ReadingQuality(soundness.quality(one.quality().packed(), one.time()))))
      .toList();
    return new MeterReading(reading.meter(), readings, blocks);
  }

  private static IntervalBlock marked(IntervalBlock block, Soundness soundness) {
    if (!soundness.isFuture(block.lastEnd())) return block;
    int[] qualities = block.qualities().clone();
    for (int i = 0; i < qualities.length; i++) {
      qualities[i] = soundness.quality(qualities[i], block.end(i));
    }
    return new IntervalBlock(block.type(), block.firstEnd(), block.interval(), block.values(), qualities);
  }
}
