package meridian.services.read;

import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

import meridian.adapter.Outcome;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.services.field.Field;
import meridian.services.port.ReadingStore;

/** Ask: readings from the store, or from the meter now. Safe for concurrent callers. */
public final class ReadMeters {
  private final ReadingStore store;
  private final Field field;

  public ReadMeters(ReadingStore store, Field field) {
    this.store = store;
    this.field = field;
  }

  /** Streams what the store holds; see {@link ReadingStore#read}. */
  public void stored(Collection<Mrid> meters, Set<ReadingType> types, TimePeriod period, Consumer<MeterReading> sink) {
    store.read(meters, types, period, sink);
  }

  /**
   * Reads registers from the meter itself, now; what comes is recorded like any reading. Blocks for at most the field's patience.
   *
   * @param types empty for all
   */
  public Outcome<MeterReading> now(Meter meter, Set<ReadingType> types) throws InterruptedException {
    return field.readNow(meter, types);
  }
}
