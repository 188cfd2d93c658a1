package meridian.services.registry;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.grid.Grid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistryTest {
  private static Meter meter(String name, String adapter, String address) {
    return new Meter(Mrid.derivedFrom(name), name, "S-" + name, adapter, address, "M", Mrid.derivedFrom("UP " + name));
  }

  private final Registry registry = new Registry(new Grid(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
    List.of(meter("ALONE", "a", "10.0.0.1:1"), meter("ONE", "a", "10.0.0.2:1"), meter("TWO", "a", "10.0.0.2:2"),
      meter("ELSEWHERE", "b", "10.0.0.2:1"))));

  @Test
  void anAddressThatSeveralMetersShareNamesNoneOfThem() {
    assertThat(registry.findByAddress("a", "10.0.0.1:50000")).map(Meter::name).contains("ALONE");
    assertThat(registry.findByAddress("a", "10.0.0.2")).isEmpty();
    assertThat(registry.findByAddress("b", "10.0.0.2")).map(Meter::name).contains("ELSEWHERE");
  }

  @Test
  void aSerialNumberNamesAMeterOfAnyAdapter() {
    assertThat(registry.findMeter("S-ELSEWHERE")).map(Meter::name).contains("ELSEWHERE");
    assertThat(registry.findMeter("S-NOBODY")).isEmpty();
  }

  private static GridChange meters(Meter... meters) { return new GridChange(List.of(), List.of(meters), Set.of()); }

  private static GridChange gone(String... names) {
    return new GridChange(List.of(), List.of(), Stream.of(names).map(Mrid::derivedFrom).collect(Collectors.toSet()));
  }

  @Test
  void indexesStayWhateverComesAndGoes() {
    registry.apply(gone("ONE"));
    registry.apply(meters(meter("NEW", "a", "10.0.0.9:1"), meter("TWO", "b", "10.0.0.7:1")));
    assertThat(registry.findMeter(1)).isEmpty();
    assertThat(registry.findMeter("ONE")).isEmpty();
    assertThat(registry.findMeter("S-ONE")).isEmpty();
    assertThat(registry.meter(2).adapter()).isEqualTo("b");
    assertThat(registry.meter(4).name()).isEqualTo("NEW");
    assertThat(registry.size()).isEqualTo(5);
    assertThat(registry.count()).isEqualTo(4);
    assertThat(registry.grid().meters()).extracting(Meter::name).containsExactly("ALONE", "TWO", "ELSEWHERE", "NEW");
    assertThat(registry.findByAddress("b", "10.0.0.2")).map(Meter::name).contains("ELSEWHERE");
    assertThat(registry.findByAddress("a", "10.0.0.2")).isEmpty();
  }

  @Test
  void anAddressThatOneMeterIsLeftAtNamesIt() {
    registry.apply(gone("ONE"));
    assertThat(registry.findByAddress("a", "10.0.0.2")).map(Meter::name).contains("TWO");
  }

  @Test
  void aTakenIdentityIsRefusedAndNothingIsChanged() {
    var told = new AtomicInteger();
    registry.subscribe(told::incrementAndGet);
    var twin = new Meter(Mrid.random(), "OTHER", "S-ALONE", "a", "", "M", null);
    assertThatThrownBy(() -> registry.apply(meters(meter("NEW", "a", "x:1"), twin))).isInstanceOf(Registry.Clash.class)
      .hasMessageContaining("serial number S-ALONE");
    assertThat(registry.findMeter("NEW")).isEmpty();
    assertThat(registry.size()).isEqualTo(4);
    assertThat(told).hasValue(0);
    registry.apply(gone("ALONE"));
    registry.apply(meters(twin));
    assertThat(told).hasValue(2);
  }

  @Test
  void aCopyGoesItsOwnWay() {
    Registry copy = registry.copy();
    copy.apply(gone("ALONE"));
    assertThat(copy.findMeter("ALONE")).isEmpty();
    assertThat(registry.findMeter("ALONE")).isPresent();
  }

  @Test
  void theTopologyFollows() {
    var drawn = new Registry(DrawnGrid.grid("SUB1 -CB1- FDR1 -T7- M1,M2"));
    assertThat(drawn.topology().metersDownstreamOf(DrawnGrid.id("T7"))).extracting(Meter::name).containsExactlyInAnyOrder("M1", "M2");
    Mrid place = drawn.findMeter("M1").orElseThrow().usagePoint();
    drawn.apply(gone("M1"));
    drawn.apply(
      meters(new Meter(Mrid.random(), "NEW", "9", "dlms", "", "", place), new Meter(Mrid.random(), "SPARE", "8", "dlms", "", "", null)));
    assertThat(drawn.topology().metersDownstreamOf(DrawnGrid.id("T7"))).extracting(Meter::name).containsExactlyInAnyOrder("M2", "NEW");
    assertThat(drawn.topology().meterIndexesDownstreamOf(DrawnGrid.id("T7"))).containsExactlyInAnyOrder(1, 2);
    assertThat(drawn.metersAt(place)).extracting(Meter::name).containsExactly("NEW");
  }

  /** Each change renames all four meters at once; nobody sees two names of one round, or none. */
  @Test
  void readersSeeAllOfAChangeOrNothing() throws Exception {
    var wrong = new AtomicInteger();
    var done = new AtomicBoolean();
    Thread reader = Thread.ofPlatform().start(() -> {
      while (!done.get()) {
        Registry seen = registry.copy();
        var rounds = seen.meters().map(meter -> meter.name().replaceAll(".*#", "")).filter(name -> name.matches("\\d+"))
          .collect(Collectors.toSet());
        if (rounds.size() > 1 || seen.meters().count() != 4) wrong.incrementAndGet();
        seen.meters().filter(meter -> seen.findMeter(meter.name()).isEmpty()).forEach(_ -> wrong.incrementAndGet());
      }
    });
    for (int round = 0; round < 3_000; round++) {
      int number = round;
      registry.apply(meters(registry.meters().map(meter -> new Meter(meter.mrid(), meter.mrid() + "#" + number, meter.serialNumber(),
        meter.adapter(), meter.lanAddress(), "", null)).toArray(Meter[]::new)));
    }
    done.set(true);
    reader.join();
    assertThat(wrong).hasValue(0);
  }
}
