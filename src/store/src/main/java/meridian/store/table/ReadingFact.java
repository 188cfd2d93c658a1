package meridian.store.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.message.Notice;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/**
 * One value of a notice: a row of the readings' table.
 *
 * @param start of the interval; null for a register, which has none
 * @param time end of the interval, or the register's instant
 */
record ReadingFact(Notice notice, Mrid meter, ReadingType type, @Nullable Instant start, Instant time, double value,
  ReadingQuality quality) {

  static List<ReadingFact> of(Notice notice, List<MeterReading> meterReadings) {
    var facts = new ArrayList<ReadingFact>();
    for (MeterReading said : meterReadings) {
      for (Reading reading : said.readings()) {
        facts.add(new ReadingFact(notice, said.meter(), reading.type(), null, reading.time(), reading.value(), reading.quality()));
      }
      for (IntervalBlock block : said.intervalBlocks()) {
        for (int i = 0; i < block.size(); i++) {
          Instant end = block.end(i);
          facts.add(new ReadingFact(notice, said.meter(), block.type(), end.minus(block.interval()), end, block.values()[i],
            new ReadingQuality(block.qualities()[i])));
        }
      }
    }
    return facts;
  }
}
