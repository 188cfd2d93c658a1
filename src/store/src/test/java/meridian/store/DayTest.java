package meridian.store;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import meridian.services.port.StoreException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DayTest {
  private static final int CORRECTED = 7;
  private static final long NOW_s = 1_800_000_000L;
  private static final long QUARTER_us = 900_000_000L;

  @Test
  void aMidnightBelongsToTheIntervalsDayBeforeAndTheRegistersDayAfter() {
    assertThat(Day.of(Day.LENGTH_us * 5, QUARTER_us)).isEqualTo(4);
    assertThat(Day.of(Day.LENGTH_us * 5, 0)).isEqualTo(5);
    assertThat(Day.of(Day.LENGTH_us * 5 + 1, QUARTER_us)).isEqualTo(5);
    assertThat(Day.of(-1, 0)).isEqualTo(-1);
  }

  @Test
  void tellsNewCorrectedAndDuplicateApart() {
    var day = new Day();
    assertThat(day.put(20, 10, 1.5, 1, CORRECTED, NOW_s)).isEqualTo(Day.Told.NEW);
    assertThat(day.put(10, 10, 1.5, 1, CORRECTED, NOW_s)).isEqualTo(Day.Told.NEW);
    assertThat(day.put(20, 10, 1.5, 2, CORRECTED, NOW_s)).isEqualTo(Day.Told.DUPLICATE);
    assertThat(day.put(20, 10, 2.5, 2, CORRECTED, NOW_s)).isEqualTo(Day.Told.CORRECTED);
    assertThat(day.size()).isEqualTo(2);
    assertThat(new long[]{day.time(0), day.time(1)}).containsExactly(10, 20);
    assertThat(day.value(1)).isEqualTo(2.5);
    assertThat(new int[]{day.quality(0), day.quality(1)}).containsExactly(1, CORRECTED);
  }

  /** Against a sorted map: any times, lengths and doubles in any order come back to the bit. */
  @Test
  void packsAnythingExactly() {
    var random = new Random(42);
    double[] odd = {0.1, -0.0, 1e300, Double.MIN_VALUE, 123456.789, -7, 0.30000000000000004, 9.007199254740993E15, 1e-6};
    for (int round = 0; round < 300; round++) {
      var day = new Day();
      var model = new TreeMap<Long, Double>();
      long length_us = random.nextBoolean() ? QUARTER_us : 0;
      for (int i = random.nextInt(200); i >= 0; i--) {
        long time_us = random.nextInt(4) == 0 ? random.nextLong(Day.LENGTH_us) : QUARTER_us * random.nextInt(1, 97);
        double value = round % 2 == 0 ? random.nextInt(-1_000, 1_000_000) / 1000.0 : odd[random.nextInt(odd.length)];
        long received_s = random.nextBoolean() ? NOW_s : random.nextLong(-NOW_s, NOW_s);
        day.put(time_us, length_us, value, random.nextInt(), random.nextInt(), received_s);
        model.put(time_us, model.getOrDefault(time_us, Double.NaN) == value ? model.get(time_us) : Double.valueOf(value));
      }
      Day again = Day.unpack(day.pack(), 0);
      assertThat(again.size()).isEqualTo(model.size());
      int i = 0;
      for (var entry : model.entrySet()) {
        assertThat(again.time(i)).isEqualTo(entry.getKey());
        assertThat(again.length(i)).isEqualTo(length_us);
        assertThat(Double.doubleToRawLongBits(again.value(i))).isEqualTo(Double.doubleToRawLongBits(entry.getValue()));
        assertThat(again.quality(i)).isEqualTo(day.quality(i));
        assertThat(again.received_s(i)).isEqualTo(day.received_s(i));
        i++;
      }
    }
  }

  /** As hubs before months wrote it: nobody knows when each value came. */
  @Test
  void readsFormOne() {
    var form1 = new Packer();
    form1.octet(1);
    form1.number(2);
    form1.number(2);
    form1.signed(QUARTER_us);
    form1.number(QUARTER_us);
    form1.number(QUARTER_us);
    form1.number(2);
    form1.number(5);
    Values.pack(form1, new double[]{1.5, -2}, 0, 2);
    Day day = Day.unpack(form1.toBytes(), NOW_s);
    assertThat(day.size()).isEqualTo(2);
    assertThat(new long[]{day.time(1), day.length(1), day.quality(1), day.received_s(0), day.received_s(1)})
      .containsExactly(2 * QUARTER_us, QUARTER_us, 5, NOW_s, NOW_s);
    assertThat(day.value(1)).isEqualTo(-2);
  }

  /** A value that comes alone costs some three bytes for the time it came. */
  @Test
  void packsTheTimesOfRoundsInThreeBytesEach() {
    var together = new Day();
    var alone = new Day();
    for (int i = 1; i <= 96; i++) {
      together.put(i * QUARTER_us, QUARTER_us, i, 0, CORRECTED, NOW_s);
      alone.put(i * QUARTER_us, QUARTER_us, i, 0, CORRECTED, NOW_s + i * 900L + i % 7);
    }
    assertThat(alone.pack().length - together.pack().length).isLessThanOrEqualTo(95 * 3);
  }

  @Test
  void packsADayOfQuarterHoursInUnderThreeBytesAValue() {
    var day = new Day();
    for (int i = 1; i <= 96; i++) {
      day.put(20_000 * Day.LENGTH_us + i * QUARTER_us, QUARTER_us, (i * 37 % 400 + 100) / 1000.0, 1 << 24, CORRECTED, NOW_s);
    }
    assertThat(day.pack().length).isLessThan(96 * 3);
  }

  @Test
  void refusesMoreThanADayCanHold() {
    var day = new Day();
    for (int i = 0; i < Day.MOST_VALUES; i++) {
      day.put(i, 0, 1, 0, CORRECTED, NOW_s);
    }
    assertThatThrownBy(() -> day.put(-1, 0, 1, 0, CORRECTED, NOW_s)).isInstanceOf(StoreException.class);
    assertThat(day.put(5, 0, 2, 0, CORRECTED, NOW_s)).isEqualTo(Day.Told.CORRECTED);
    assertThat(Day.unpack(day.pack(), 0).size()).isEqualTo(Day.MOST_VALUES);
  }

  /** Damage is a StoreException or another day, never anything else, and never much memory. */
  @Test
  void survivesDamage() {
    var random = new Random(1);
    var day = new Day();
    for (int i = 1; i < 97; i++) {
      day.put(i * QUARTER_us, QUARTER_us, i / 10.0, i % 3, CORRECTED, NOW_s);
    }
    byte[] good = day.pack();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int flips = random.nextInt(1, 4); flips > 0 && bad.length > 0; flips--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        Day.unpack(bad, 0);
      } catch (StoreException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(5_000);
  }
}
