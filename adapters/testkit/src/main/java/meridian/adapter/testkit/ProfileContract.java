package meridian.adapter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import meridian.adapter.Line;
import meridian.adapter.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** Interval values come whole, in order, once, and only those that end in {@code from < end <= to}. */
public interface ProfileContract extends AdapterContract {

  @Test
  default void comesInOrderInsideTheSpanWithoutDuplicates() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      Instant from = bench.devices.profileFrom();
      Instant to = bench.devices.profileTo();
      var values = profile(bench, line, Set.of(), from, to);
      assertThat(values).isNotEmpty().allSatisfy(value -> assertThat(value.time()).isAfter(from).isBeforeOrEqualTo(to));
      byType(values).forEach((type, ends) -> {
        assertThat(ends).as("ends of intervals of " + type).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
        var lengths = new TreeSet<Duration>();
        for (int i = 1; i < ends.size(); i++)
          lengths.add(Duration.between(ends.get(i - 1), ends.get(i)));
        assertThat(lengths).as("lengths of intervals of " + type + " in a span without a gap").hasSize(1);
      });
    }
  }

  @Test
  default void twoHalvesAreTheWhole() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      Instant from = bench.devices.profileFrom();
      Instant to = bench.devices.profileTo();
      var whole = profile(bench, line, Set.of(), from, to);
      Instant end = whole.get(whole.size() / 2).time();
      var halves = new ArrayList<>(profile(bench, line, Set.of(), from, end));
      halves.addAll(profile(bench, line, Set.of(), end, to));
      assertThat(halves).as("an interval that ends at the boundary is in the first half only").containsExactlyInAnyOrderElementsOf(whole);
    }
  }

  @Test
  default void readsOnlyWhatIsWanted() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      Instant from = bench.devices.profileFrom();
      Instant to = bench.devices.profileTo();
      var whole = profile(bench, line, Set.of(), from, to);
      for (String type : byType(whole).keySet()) {
        assertThat(profile(bench, line, Set.of(type), from, to))
          .isEqualTo(whole.stream().filter(value -> value.readingType().equals(type)).toList());
      }
      assertThat(profile(bench, line, Set.of(Readings.NO_SUCH_TYPE), from, to)).isEmpty();
    }
  }

  @Test
  default void anEmptySpanHasNothing() throws Exception {
    try (var bench = new Bench(this); var line = bench.open(bench.devices.healthy())) {
      Instant to = bench.devices.profileTo();
      assertThat(profile(bench, line, Set.of(), to, to)).isEmpty();
    }
  }

  private static List<Value> profile(Bench bench, Line line, Set<String> types, Instant from, Instant to) throws Exception {
    var device = bench.devices.healthy();
    var readings = bench.done("readProfile", () -> line.readProfile(device, types, from, to, bench.devices.patience()));
    Readings.areSound(readings, device);
    return readings.values();
  }

  private static Map<String, List<Instant>> byType(List<Value> values) {
    return values.stream().collect(Collectors.groupingBy(Value::readingType, Collectors.mapping(Value::time, Collectors.toList())));
  }
}
