package meridian.store.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

import static meridian.store.contract.Sample.ENERGY;
import static meridian.store.contract.Sample.QUARTER;
import static meridian.store.contract.Sample.QUARTER_HOUR;
import static meridian.store.contract.Sample.QUARTER_REVERSE;
import static meridian.store.contract.Sample.VOLTAGE;
import static meridian.store.contract.Sample.at;
import static meridian.store.contract.Sample.block;
import static meridian.store.contract.Sample.of;
import static meridian.store.contract.Sample.period;
import static meridian.store.contract.Sample.quarters;
import static meridian.store.contract.Sample.readAll;
import static meridian.store.contract.Sample.reading;
import static meridian.store.contract.Sample.toldReadings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** {@link meridian.services.port.ReadingStore}. */
public interface ReadingStoreContract {
  Mrid METER = Mrid.derivedFrom("M1");
  Mrid OTHER = Mrid.derivedFrom("M2");

  Ports.Opener opener();

  @Test
  default void keepsAndTellsWhatIsNew(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      var batch = new MeterReading(METER, List.of(reading(ENERGY, "1T10:00:00", 1234.567), reading(VOLTAGE, "1T10:00:00", 230.1)),
        List.of(quarters("1T09:15:00", 0.25, 0, 0.125, 1e-9)));
      assertThat(store.readings().record(List.of(batch))).isEqualTo(6);
      assertThat(readAll(store.readings(), METER)).containsExactly(batch);
      assertThat(toldReadings(store.outbox())).containsExactly(batch);
    }
  }

  @Test
  default void keepsOverAReopening(@TempDir Path folder) {
    var batch = new MeterReading(METER, List.of(reading(ENERGY, "1T10:00:00", 5)), List.of(quarters("1T10:00:00", 1, 2)));
    try (Ports store = opener().open(folder)) {
      store.readings().record(List.of(batch));
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.readings().record(List.of(batch))).isZero();
      assertThat(readAll(store.readings(), METER)).containsExactly(batch);
      assertThat(store.readings().lastValues(METER)).containsExactlyInAnyOrder(reading(ENERGY, "1T10:00:00", 5),
        reading(QUARTER, "1T10:15:00", 2));
    }
  }

  @Test
  default void neitherKeepsNorTellsADuplicate(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:00:00", 5)), of(METER, quarters("1T10:00:00", 1, 2, 3))));
      int again = store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:00:00", 5)), of(METER, quarters("1T10:15:00", 2, 3, 4))));
      assertThat(again).isEqualTo(1);
      assertThat(readAll(store.readings(), METER))
        .containsExactly(new MeterReading(METER, List.of(reading(ENERGY, "1T10:00:00", 5)), List.of(quarters("1T10:00:00", 1, 2, 3, 4))));
      assertThat(toldReadings(store.outbox())).last().isEqualTo(of(METER, quarters("1T10:45:00", 4)));
      assertThat(store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:00:00", 5))))).isZero();
      assertThat(toldReadings(store.outbox())).hasSize(3);
    }
  }

  @Test
  default void findsDuplicatesWithinABatch(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Reading one = reading(ENERGY, "1T10:00:00", 5);
      assertThat(store.readings().record(List.of(of(METER, one, one), of(METER, one)))).isEqualTo(1);
      assertThat(readAll(store.readings(), METER)).containsExactly(of(METER, one));
    }
  }

  @Test
  default void takesACorrectionAndTellsIt(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:00:00", 5)), of(METER, quarters("1T10:00:00", 1, 2, 3))));
      assertThat(store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:00:00", 6)), of(METER, quarters("1T10:00:00", 1, 9, 3)))))
        .isEqualTo(2);
      var corrected = new Reading(ENERGY, at("1T10:00:00"), 6, ReadingQuality.CORRECTED);
      int valid = ReadingQuality.VALID.packed();
      var blocks = new IntervalBlock(QUARTER, at("1T10:00:00"), QUARTER_HOUR, new double[]{1, 9, 3},
        new int[]{valid, ReadingQuality.CORRECTED.packed(), valid});
      assertThat(readAll(store.readings(), METER)).containsExactly(new MeterReading(METER, List.of(corrected), List.of(blocks)));
      assertThat(toldReadings(store.outbox())).endsWith(of(METER, corrected), of(METER, new IntervalBlock(QUARTER, at("1T10:15:00"),
        QUARTER_HOUR, new double[]{9}, new int[]{ReadingQuality.CORRECTED.packed()})));
      assertThat(store.readings().lastValues(METER)).contains(corrected);
    }
  }

  @Test
  default void keepsTheNewestAsLastValue(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.readings().record(List.of(of(METER, reading(ENERGY, "2T10:00:00", 7), reading(ENERGY, "1T10:00:00", 5)),
        of(METER, quarters("2T10:00:00", 1, 2)), of(METER, quarters("1T10:00:00", 3)), of(OTHER, reading(VOLTAGE, "1T00:00:00", 231))));
      assertThat(store.readings().lastValues(METER)).containsExactlyInAnyOrder(reading(ENERGY, "2T10:00:00", 7),
        reading(QUARTER, "2T10:15:00", 2));
      assertThat(store.readings().lastIntervalEnds(QUARTER)).isEqualTo(Map.of(METER, at("2T10:15:00")));
      assertThat(store.readings().lastIntervalEnds(ENERGY)).isEmpty();
      assertThat(store.readings().lastIntervalEnds(QUARTER_REVERSE)).isEmpty();
      assertThat(store.readings().lastValues(Mrid.random())).isEmpty();
    }
  }

  @Test
  default void readsRegistersFromStartAndIntervalsToEnd(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.readings().record(List.of(
        of(METER, reading(ENERGY, "1T10:00:00", 1), reading(ENERGY, "1T11:00:00", 2), reading(ENERGY, "1T12:00:00", 3)),
        of(METER, quarters("1T10:00:00", 1, 2, 3, 4, 5))));
      var read = new ArrayList<MeterReading>();
      store.readings().read(List.of(METER), Set.of(), period("1T10:00:00", "1T11:00:00"), read::add);
      assertThat(read)
        .containsExactly(new MeterReading(METER, List.of(reading(ENERGY, "1T10:00:00", 1)), List.of(quarters("1T10:15:00", 2, 3, 4, 5))));
    }
  }

  @Test
  default void readsMetersInTheOrderAskedAndLeavesOutTheEmpty(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.readings().record(List.of(of(METER, reading(ENERGY, "1T10:00:00", 1)), of(OTHER, reading(VOLTAGE, "1T10:00:00", 230))));
      var read = new ArrayList<MeterReading>();
      store.readings().read(List.of(OTHER, Mrid.random(), METER), Set.of(), Sample.ALWAYS, read::add);
      assertThat(read).extracting(MeterReading::meter).containsExactly(OTHER, METER);
      read.clear();
      store.readings().read(List.of(OTHER, METER), Set.of(VOLTAGE), Sample.ALWAYS, read::add);
      assertThat(read).containsExactly(of(OTHER, reading(VOLTAGE, "1T10:00:00", 230)));
      read.clear();
      ReadingType neverSeen = ReadingType.of("0.0.0.1.1.1.12.0.0.0.0.0.0.0.7.3.72.0");
      store.readings().read(List.of(OTHER, METER), Set.of(neverSeen), Sample.ALWAYS, read::add);
      assertThat(read).isEmpty();
    }
  }

  @Test
  default void joinsWhatComesInAnyOrderOverMidnight(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      for (String end : List.of("2T00:15:00", "1T23:45:00", "2T00:00:00", "2T00:30:00")) {
        store.readings().record(List.of(of(METER, quarters(end, 1))));
      }
      assertThat(readAll(store.readings(), METER)).containsExactly(of(METER, quarters("1T23:45:00", 1, 1, 1, 1)));
    }
  }

  @Test
  default void beginsAnotherBlockAfterAGapOrAChangeOfLength(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      var hour = new IntervalBlock(QUARTER, at("1T14:00:00"), Duration.ofHours(1), new double[]{4}, new int[]{0});
      store.readings().record(List.of(of(METER, quarters("1T10:00:00", 1, 2)), of(METER, quarters("1T11:00:00", 3)), of(METER, hour)));
      assertThat(readAll(store.readings(), METER))
        .containsExactly(of(METER, quarters("1T10:00:00", 1, 2), quarters("1T11:00:00", 3), hour));
    }
  }

  @Test
  default void keepsAMonthOfTwoTypes(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      var values = new double[30 * 96];
      for (int i = 0; i < values.length; i++) {
        values[i] = i % 97 / 1000.0;
      }
      MeterReading month = of(METER, block(QUARTER, at("1T00:15:00"), values), block(QUARTER_REVERSE, at("1T00:15:00"), values));
      assertThat(store.readings().record(List.of(month))).isEqualTo(2 * values.length);
      assertThat(readAll(store.readings(), METER)).containsExactly(month);
    }
  }

  @Test
  default void refusesTimesItCannotKeep(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      var never = new Reading(ENERGY, Instant.MAX, 1, ReadingQuality.VALID);
      assertThatIllegalArgumentException().isThrownBy(() -> store.readings().record(List.of(of(METER, never))));
      store.readings().read(List.of(METER), Set.of(), new TimePeriod(Instant.MIN, Instant.MAX), _ -> {});
    }
  }
}
