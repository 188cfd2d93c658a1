package meridian.services.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.Grids;
import meridian.services.Kept;
import meridian.services.registry.Registry;

import static org.assertj.core.api.Assertions.assertThat;

class TakeReadingsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final ReadingType LP1 = ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh;
  private static final Mrid M1 = Mrid.derivedFrom("M1");

  private final Kept kept = new Kept();
  private final TakeReadings takeReadings = new TakeReadings(kept, new Registry(Grids.meters("M1", "M2")), InstantSource.fixed(NOON));

  @Test
  void metersAreFoundByMridNameSerialNumberOrUsagePoint() {
    assertThat(takeReadings.find(List.of("nobody", "M1"), List.of())).contains(M1);
    assertThat(takeReadings.find(List.of(M1.toString()), List.of())).contains(M1);
    assertThat(takeReadings.find(List.of(), List.of("UP M1"))).contains(M1);
    assertThat(takeReadings.find(List.of("nobody"), List.of("UP M1"))).isEmpty();
    assertThat(takeReadings.find(List.of(), List.of("UP M3"))).isEmpty();
    assertThat(takeReadings.find(List.of(), List.of())).isEmpty();
  }

  @Test
  void aBatchIsKeptAsItIsWhenAllIsSound() {
    var batch = List.of(new MeterReading(M1, List.of(reading(NOON)), List.of(block(NOON.minus(Duration.ofMinutes(15))))));
    assertThat(takeReadings.take(batch)).isEqualTo(new TakeReadings.Taken(3, 0));
    assertThat(kept.readings).isEqualTo(batch);
  }

  @Test
  void whatIsStampedInTheFutureIsMarkedAndWhatNoClockSaysLeftOut() {
    assertThat(takeReadings.take(List.of(new MeterReading(M1, List.of(reading(NOON.plusSeconds(301)), reading(Instant.EPOCH)),
      List.of(block(NOON), block(Instant.EPOCH)))))).isEqualTo(new TakeReadings.Taken(3, 3));
    MeterReading one = kept.readings.getFirst();
    assertThat(one.readings()).extracting(Reading::quality).containsExactly(ReadingQuality.FUTURE);
    assertThat(one.intervalBlocks().getFirst().qualities()).containsExactly(ReadingQuality.VALID.packed(), ReadingQuality.FUTURE.packed());
  }

  @Test
  void nothingSoundIsNotStored() {
    assertThat(takeReadings.take(List.of(new MeterReading(M1, List.of(reading(Instant.EPOCH)), List.of()))))
      .isEqualTo(new TakeReadings.Taken(0, 1));
    assertThat(kept.readings).isEmpty();
  }

  private static Reading reading(Instant time) {
    return new Reading(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, time, 1, ReadingQuality.VALID);
  }

  private static IntervalBlock block(Instant firstEnd) {
    int valid = ReadingQuality.VALID.packed();
    return new IntervalBlock(LP1, firstEnd, Duration.ofMinutes(15), new double[]{1, 2}, new int[]{valid, valid});
  }
}
