package meridian.store.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.services.port.ReadingStore;

import static meridian.store.contract.Sample.ENERGY;
import static meridian.store.contract.Sample.QUARTER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ReadingStore} on the data the field really sends. An arrival is {@code time[/minutes]=values}: an interval block by the end of its
 * first interval, a register reading without minutes. The hub's clock stands at 2026-03-03T00:00Z. What is kept is written value by value,
 * {@code !} for corrected.
 */
public interface EdgeDataContract {
  Mrid METER = Mrid.derivedFrom("M1");
  TimePeriod ALWAYS = new TimePeriod(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));
  ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  Ports.Opener opener();

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
    late                              | 2026-03-02T10:00Z=7, 2026-03-01T10:00Z=5             | 1 1 | 2026-03-01T10:00Z=5 2026-03-02T10:00Z=7 | 2026-03-02T10:00Z=7
    late by years                     | 2026-03-02T10:00Z=7, 2019-07-01T10:00Z=5             | 1 1 | 2019-07-01T10:00Z=5 2026-03-02T10:00Z=7 | 2026-03-02T10:00Z=7
    duplicate                         | 2026-03-01T10:00Z=5, 2026-03-01T10:00Z=5             | 1 0 | 2026-03-01T10:00Z=5                     | 2026-03-01T10:00Z=5
    corrected                         | 2026-03-01T10:00Z=5, 2026-03-01T10:00Z=6             | 1 1 | 2026-03-01T10:00Z=6!                    | 2026-03-01T10:00Z=6!
    corrected twice, back to the first| 2026-03-01T10:00Z=5, 2026-03-01T10:00Z=6, 2026-03-01T10:00Z=5 | 1 1 1 | 2026-03-01T10:00Z=5!         | 2026-03-01T10:00Z=5!
    corrected and repeated            | 2026-03-01T10:00Z=5, 2026-03-01T10:00Z=6, 2026-03-01T10:00Z=6 | 1 1 0 | 2026-03-01T10:00Z=6!         | 2026-03-01T10:00Z=6!
    corrected long after              | 2026-03-01T10:00Z=5, 2026-03-02T10:00Z=9, 2026-03-01T10:00Z=6 | 1 1 1 | 2026-03-01T10:00Z=6! 2026-03-02T10:00Z=9 | 2026-03-02T10:00Z=9
    overlapping blocks                | 2026-03-01T10:00Z/15=1 2 3, 2026-03-01T10:15Z/15=2 9 4 | 3 2 | 2026-03-01T10:00Z/15=1 2026-03-01T10:15Z/15=2 2026-03-01T10:30Z/15=9! 2026-03-01T10:45Z/15=4 | 2026-03-01T10:45Z=4
    block before the one kept         | 2026-03-01T10:30Z/15=3, 2026-03-01T10:00Z/15=1 2     | 1 2 | 2026-03-01T10:00Z/15=1 2026-03-01T10:15Z/15=2 2026-03-01T10:30Z/15=3 | 2026-03-01T10:30Z=3
    another length at one instant     | 2026-03-01T10:00Z/15=1, 2026-03-01T10:00Z/60=4       | 1 1 | 2026-03-01T10:00Z/60=4!                 | 2026-03-01T10:00Z=4!
    another length, the same value    | 2026-03-01T10:00Z/15=1, 2026-03-01T10:00Z/60=1       | 1 1 | 2026-03-01T10:00Z/60=1!                 | 2026-03-01T10:00Z=1!
    lengths that overlap              | 2026-03-01T10:00Z/15=1, 2026-03-01T10:30Z/60=4       | 1 1 | 2026-03-01T10:00Z/15=1 2026-03-01T10:30Z/60=4 | 2026-03-01T10:30Z=4
    intervals and registers of a type | 2026-03-01T10:00Z/15=1, 2026-03-01T10:00Z=5          | 1 1 | 2026-03-01T10:00Z/15=1 2026-03-01T10:00Z=5 | 2026-03-01T10:00Z=5
    five minutes ahead                | 2026-03-02T10:00Z=7, 2026-03-03T00:05Z=8             | 1 1 | 2026-03-02T10:00Z=7 2026-03-03T00:05Z=8 | 2026-03-03T00:05Z=8
    the year 9998                     | 2026-03-02T10:00Z=7, 9998-03-03T00:05Z=8             | 1 1 | 2026-03-02T10:00Z=7 9998-03-03T00:05Z=8 | 2026-03-02T10:00Z=7
    the year 9998 first               | 9998-03-03T00:05Z=8, 2026-03-02T10:00Z=7             | 1 1 | 2026-03-02T10:00Z=7 9998-03-03T00:05Z=8 | 2026-03-02T10:00Z=7
    only the year 9998                | 9998-03-03T00:05Z=8, 9998-03-03T00:05Z=8             | 1 0 | 9998-03-03T00:05Z=8                     | 9998-03-03T00:05Z=8
    the day that came early           | 2026-04-20T00:15Z/15=1, 2026-03-02T00:15Z/15=2, 2026-04-20T00:30Z/15=3 | 1 1 1 | 2026-03-02T00:15Z/15=2 2026-04-20T00:15Z/15=1 2026-04-20T00:30Z/15=3 | 2026-03-02T00:15Z=2
    before there were meters          | 0001-01-01T00:15Z=1, 1969-12-31T23:59Z/15=2          | 1 1 | 0001-01-01T00:15Z=1 1969-12-31T23:59Z/15=2 | 1969-12-31T23:59Z=2
    the leap day                      | 2024-02-28T23:45Z/15=1 2 3, 2024-02-29T23:45Z/15=4 5 6 | 3 3 | 2024-02-28T23:45Z/15=1 2024-02-29T00:00Z/15=2 2024-02-29T00:15Z/15=3 2024-02-29T23:45Z/15=4 2024-03-01T00:00Z/15=5 2024-03-01T00:15Z/15=6 | 2024-03-01T00:15Z=6
    midnight                          | 2026-02-28T23:45Z/15=1 2, 2026-03-01T00:15Z/15=3     | 2 1 | 2026-02-28T23:45Z/15=1 2026-03-01T00:00Z/15=2 2026-03-01T00:15Z/15=3 | 2026-03-01T00:15Z=3
    """)
  default void keeps(String name, String arrivals, String counts, String kept, String last, @TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      var counted = new StringJoiner(" ");
      for (String arrival : arrivals.split(", ")) {
        counted.add(String.valueOf(store.readings().record(List.of(arrival(arrival)))));
      }
      assertThat(counted).as("new or corrected values of each arrival").hasToString(counts);
      assertThat(kept(store.readings())).hasToString(kept);
      assertThat(store.readings().lastValues(METER)).extracting(EdgeDataContract::text).hasSizeBetween(1, 2).contains(last);
    }
    try (Ports store = opener().open(folder)) {
      assertThat(kept(store.readings())).as("after a start").hasToString(kept);
    }
  }

  /** Local days of 92 and 100 quarter hours lie seamless among UTC's, and are read whole by their local limits. */
  @ParameterizedTest
  @CsvSource({"2026-03-29, 92", "2026-10-25, 100", "2026-06-01, 96"})
  default void aLocalDayHasAsManyQuartersAsTheClockShowed(LocalDate day, int quarters, @TempDir Path folder) {
    Instant start = day.atStartOfDay(BERLIN).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(BERLIN).toInstant();
    var values = new double[quarters];
    Arrays.setAll(values, i -> i + 1);
    try (Ports store = opener().open(folder)) {
      // as a meter sends it: quarter by quarter of the local clock, each known by its offset
      for (int i = 0; i < quarters; i += 4) {
        store.readings().record(List.of(Sample.of(METER,
          Sample.block(QUARTER, start.plus(Duration.ofMinutes(15L * (i + 1))), Arrays.copyOfRange(values, i, i + 4)))));
      }
      var read = new ArrayList<MeterReading>();
      store.readings().read(List.of(METER), Set.of(), new TimePeriod(start, end), read::add);
      assertThat(read).containsExactly(Sample.of(METER, Sample.block(QUARTER, start.plus(Duration.ofMinutes(15)), values)));
      assertThat(read.getFirst().intervalBlocks().getFirst().lastEnd()).isEqualTo(end);
    }
  }

  /** In the hour that comes twice, 02:30 of summer and 02:30 of winter are two readings. */
  @Test
  default void keepsBothHoursOfTheSameName(@TempDir Path folder) {
    var local = LocalDateTime.parse("2026-10-25T02:30").atZone(BERLIN);
    try (Ports store = opener().open(folder)) {
      var first = new Reading(ENERGY, local.withEarlierOffsetAtOverlap().toInstant(), 1, ReadingQuality.VALID);
      var second = new Reading(ENERGY, local.withLaterOffsetAtOverlap().toInstant(), 2, ReadingQuality.VALID);
      assertThat(store.readings().record(List.of(Sample.of(METER, first, second)))).isEqualTo(2);
      assertThat(kept(store.readings())).hasToString("2026-10-25T00:30Z=1 2026-10-25T01:30Z=2");
    }
  }

  private static MeterReading arrival(String said) {
    String[] parts = said.strip().split("[/=]");
    Instant time = Instant.parse(parts[0].replace("Z", ":00Z"));
    double[] values = Arrays.stream(parts[parts.length - 1].split(" ")).mapToDouble(Double::parseDouble).toArray();
    if (parts.length == 2) return Sample.of(METER, new Reading(QUARTER, time, values[0], ReadingQuality.VALID));
    var qualities = new int[values.length];
    Arrays.fill(qualities, ReadingQuality.VALID.packed());
    return Sample.of(METER, new IntervalBlock(QUARTER, time, Duration.ofMinutes(Long.parseLong(parts[1])), values, qualities));
  }

  private static String kept(ReadingStore store) {
    var kept = new ArrayList<String>();
    store.read(List.of(METER), Set.of(), ALWAYS, reading -> {
      reading.readings().forEach(one -> kept.add(text(one)));
      for (IntervalBlock block : reading.intervalBlocks()) {
        for (int i = 0; i < block.size(); i++) {
          String end = text(new Reading(block.type(), block.end(i), block.values()[i], new ReadingQuality(block.qualities()[i])));
          kept.add(end.replace("=", "/" + block.interval().toMinutes() + "="));
        }
      }
    });
    return String.join(" ", kept.stream().sorted().toList());
  }

  private static String text(Reading reading) {
    String value = String.valueOf((long) reading.value());
    return reading.time().toString().replace(":00Z", "Z") + "=" + value + (reading.quality().equals(ReadingQuality.CORRECTED) ? "!" : "");
  }
}
