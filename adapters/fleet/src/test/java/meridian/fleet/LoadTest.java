package meridian.fleet;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LoadTest {
  private static final long YEAR = 2026L - 1970;
  private static final long FIRST = Math.round(YEAR * 365.2425) * Load.PER_DAY;

  @Test
  void aYearAddsUpToWhatTheHouseholdUses() {
    double ratio = IntStream.range(0, 60).filter(m -> !new Load(7, m, 3500, 1).feedsIn())
      .mapToDouble(m -> days(new Load(7, m, 3500, 1), 0, 365).sum() / 3_500_000.0).average().orElseThrow();
    assertThat(ratio).isCloseTo(1, within(0.03));
  }

  @Test
  void winterIsAboveSummerAndEveningAboveNight() {
    long winter = town(0, 28, 0, 96);
    long summer = town(180, 208, 0, 96);
    assertThat(winter).isGreaterThan(summer * 11 / 10);
    assertThat(town(0, 28, 68, 80)).isGreaterThan(2 * town(0, 28, 4, 16));
  }

  @Test
  void householdsDiffer() {
    assertThat(IntStream.range(0, 100).mapToLong(m -> new Load(7, m, 3500, 1).net_Wh(FIRST + 40)).distinct().count()).isGreaterThan(50);
    assertThat(new Load(7, 1, 3500, 1).net_Wh(FIRST + 40)).isNotEqualTo(new Load(8, 1, 3500, 1).net_Wh(FIRST + 40));
  }

  @Test
  void someFeedInAtSummerNoonAndNobodyAtNight() {
    Load roof = IntStream.range(0, 100).mapToObj(m -> new Load(7, m, 3500, 1)).filter(Load::feedsIn).findFirst().orElseThrow();
    assertThat(days(roof, 150, 200).min().orElseThrow()).isLessThan(-200);
    for (int day = 150; day < 200; day++)
      assertThat(roof.net_Wh(FIRST + (long) day * Load.PER_DAY + 4)).isNotNegative();
    assertThat(IntStream.range(0, 1000).filter(m -> new Load(7, m, 3500, 1).feedsIn()).count()).isBetween(80L, 160L);
  }

  private static LongStream days(Load load, int from, int to) {
    return LongStream.range(FIRST + (long) from * Load.PER_DAY, FIRST + (long) to * Load.PER_DAY).map(load::net_Wh);
  }

  private static long town(int fromDay, int toDay, int fromQuarter, int toQuarter) {
    return IntStream.range(0, 60).mapToObj(m -> new Load(7, m, 3500, 1)).filter(l -> !l.feedsIn())
      .mapToLong(l -> IntStream.range(fromDay, toDay).mapToLong(d -> IntStream.range(fromQuarter, toQuarter)
        .mapToLong(q -> l.net_Wh(FIRST + (long) d * Load.PER_DAY + q)).sum()).sum())
      .sum();
  }
}
