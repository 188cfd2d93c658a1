package meridian.model.metering;

import java.util.List;

import meridian.model.Mrid;

/** What one meter said in one conversation, or what the store holds of it for one question. */
public record MeterReading(Mrid meter, List<Reading> readings, List<IntervalBlock> intervalBlocks) {

  public MeterReading {
    readings = List.copyOf(readings);
    intervalBlocks = List.copyOf(intervalBlocks);
  }

  /** Number of single values in it. */
  public int size() {
    int size = readings.size();
    for (IntervalBlock block : intervalBlocks) {
      size += block.size();
    }
    return size;
  }
}
