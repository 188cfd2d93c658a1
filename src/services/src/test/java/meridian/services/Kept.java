package meridian.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
import meridian.services.port.ReadingStore;

/** Remembers what it was given to keep. */
public class Kept implements ReadingStore {
  public final List<MeterReading> readings = Collections.synchronizedList(new ArrayList<>());

  @Override
  public int record(List<MeterReading> batch) {
    readings.addAll(batch);
    return batch.stream().mapToInt(MeterReading::size).sum();
  }

  @Override
  public void read(Collection<Mrid> meters, Set<ReadingType> types, TimePeriod period, Consumer<MeterReading> sink) {
    readings.stream().filter(reading -> meters.contains(reading.meter())).forEach(sink);
  }

  @Override
  public List<Reading> lastValues(Mrid meter) { return List.of(); }

  @Override
  public void lastValues(Set<ReadingType> types, BiConsumer<Mrid, Reading> sink) {}

  @Override
  public Map<Mrid, Instant> lastIntervalEnds(ReadingType type) { return Map.of(); }
}
