package meridian.services.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import meridian.adapter.DeviceReadings;
import meridian.adapter.Value;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingQuality;
import meridian.services.Grids;
import meridian.services.Kept;

import static org.assertj.core.api.Assertions.assertThat;

class RecordReadingsTest {
  private static final String BULK = "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final String LP1 = "0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final Meter meter = Grids.meters("M1").meters().getFirst();
  private final Kept kept = new Kept();
  private final RecordReadings recordReadings = new RecordReadings(kept, InstantSource.fixed(NOON));

  @Test
  void runsWithoutGapsBecomeOneBlockEach() {
    MeterReading reading = record(value(LP1, -60, 1), value(LP1, -45, 2), value(LP1, -15, 3));
    assertThat(reading.intervalBlocks()).hasSize(2);
    assertThat(reading.intervalBlocks().get(0).values()).containsExactly(1, 2);
    assertThat(reading.intervalBlocks().get(0).firstEnd()).isEqualTo(NOON.minus(Duration.ofMinutes(60)));
    assertThat(reading.intervalBlocks().get(1).values()).containsExactly(3);
    assertThat(kept.readings).containsExactly(reading);
  }

  @Test
  void aDayWhoseClockGoesBackHasAHundredQuartersInUtc() {
    List<Value> day = new ArrayList<>();
    for (int quarter = 1; quarter <= 100; quarter++) {
      day.add(new Value(LP1, Instant.parse("2026-10-24T22:00:00Z").plus(Duration.ofMinutes(15L * quarter)), quarter, Value.VALID));
    }
    MeterReading reading = record(day.toArray(Value[]::new));
    assertThat(reading.intervalBlocks()).hasSize(1);
    assertThat(reading.intervalBlocks().getFirst().size()).isEqualTo(100);
  }

  @Test
  void unsoundValuesAreLeftOutAndTheOthersKept() {
    MeterReading reading = record(value(BULK, 0, 5), value(BULK, 0, Double.NaN), value("not a type", 0, 1),
      new Value(BULK, Instant.parse("1970-01-01T00:00:00Z"), 1, Value.VALID),
      new Value(BULK, Instant.parse("+60000-01-01T00:00:00Z"), 1, Value.VALID), new Value(BULK, NOON, 1, "good"),
      new Value(BULK, NOON, 1, "1.2.99999999999"));
    assertThat(reading.size()).isEqualTo(1);
    assertThat(reading.readings().getFirst().value()).isEqualTo(5);
  }

  @Test
  void aValueFromTheFutureIsKeptAndMarked() {
    MeterReading reading = record(value(BULK, 60, 5), value(BULK, 1, 4));
    assertThat(reading.readings()).extracting(r -> r.quality()).containsExactly(ReadingQuality.FUTURE, ReadingQuality.VALID);
  }

  @Test
  void whatCannotBeUnderstoodAtAllIsNotStored() {
    assertThat(recordReadings.record(Map.of(meter, new DeviceReadings("M1", List.of(value("?", 0, 1)))))).isEmpty();
    assertThat(kept.readings).isEmpty();
  }

  private MeterReading record(Value... values) {
    return recordReadings.record(Map.of(meter, new DeviceReadings("M1", List.of(values)))).getFirst();
  }

  private static Value value(String type, int minutesFromNoon, double value) {
    return new Value(type, NOON.plus(Duration.ofMinutes(minutesFromNoon)), value, Value.VALID);
  }
}
