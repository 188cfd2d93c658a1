package meridian.services.record;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.DeviceReadings;
import meridian.adapter.Value;
import meridian.model.grid.Meter;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.port.ReadingStore;

/**
 * Up: a device's values become the hub's readings, once, here. What cannot be a reading (no such type or quality, not finite, a time before 2000 or
 * past 9999) is left out and counted; what is stamped in the future is kept and marked. Safe for concurrent callers.
 */
public final class RecordReadings {
  private static final Logger LOG = LoggerFactory.getLogger(RecordReadings.class);

  private final ReadingStore store;
  private final InstantSource clock;

  public RecordReadings(ReadingStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Keeps what meters said; returns when it is durable.
   *
   * @return what was kept of it, in order; a meter of whose values none could be kept is left out
   * @throws meridian.services.port.StoreException when it could not be kept
   */
  public List<MeterReading> record(Map<Meter, DeviceReadings> batch) {
    List<MeterReading> readings = new ArrayList<>(batch.size());
    batch.forEach((meter, said) -> {
      MeterReading reading = understand(meter, said);
      if (reading.size() > 0) readings.add(reading);
    });
    if (!readings.isEmpty()) store.record(readings);
    return readings;
  }

  private MeterReading understand(Meter meter, DeviceReadings said) {
    Soundness soundness = Soundness.at(clock);
    List<Reading> registers = new ArrayList<>();
    Map<ReadingType, List<Reading>> intervals = new LinkedHashMap<>();
    int unsound = 0;
    for (Value value : said.values()) {
      Optional<Reading> reading = understand(value, soundness);
      if (reading.isEmpty()) {
        unsound++;
      } else if (reading.get().type().interval().isPresent()) {
        intervals.computeIfAbsent(reading.get().type(), _ -> new ArrayList<>()).add(reading.get());
      } else {
        registers.add(reading.get());
      }
    }
    if (unsound > 0)
      LOG.warn("meter {}: {} of {} values were no sound readings and are left out", meter.name(), unsound, said.values().size());
    List<IntervalBlock> blocks = new ArrayList<>();
    intervals.forEach((type, values) -> blocks.addAll(blocks(type, values)));
    return new MeterReading(meter.mrid(), registers, blocks);
  }

  private static Optional<Reading> understand(Value value, Soundness soundness) {
    if (!Double.isFinite(value.value()) || !soundness.isSound(value.time())) return Optional.empty();
    Optional<ReadingType> type = ReadingType.find(value.readingType());
    Optional<ReadingQuality> said = value.quality().equals(Value.VALID)
      ? Optional.of(ReadingQuality.VALID)
      : ReadingQuality.find(value.quality());
    if (type.isEmpty() || said.isEmpty()) return Optional.empty();
    int quality = soundness.quality(said.get().packed(), value.time());
    return Optional.of(new Reading(type.get(), value.time(), value.value(), new ReadingQuality(quality)));
  }

  /** Cuts values in order of time into runs without gaps. A value that does not come later than the one before begins a new run too. */
  private static List<IntervalBlock> blocks(ReadingType type, List<Reading> values) {
    Duration interval = type.interval().orElseThrow();
    List<IntervalBlock> blocks = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= values.size(); i++) {
      boolean runs = i < values.size() && values.get(i).time().equals(values.get(i - 1).time().plus(interval));
      if (!runs) {
        List<Reading> run = values.subList(start, i);
        blocks.add(new IntervalBlock(type, run.getFirst().time(), interval, run.stream().mapToDouble(Reading::value).toArray(),
          run.stream().mapToInt(reading -> reading.quality().packed()).toArray()));
        start = i;
      }
    }
    return blocks;
  }
}
