package meridian.services.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.UsagePoint;

import static meridian.services.registry.DrawnGrid.grid;
import static meridian.services.registry.DrawnGrid.id;
import static org.assertj.core.api.Assertions.assertThat;

class TopologyTest {

  private static UsagePoint point(Grid grid, String meter) {
    return grid.usagePoints().stream().filter(point -> point.name().equals("UP" + meter)).findFirst().orElseThrow();
  }

  private static Optional<String> transformerOf(Grid grid, String meter) {
    return new Topology(grid).transformerOf(point(grid, meter)).map(PowerTransformer::name);
  }

  private static Optional<String> feederOf(Grid grid, String meter) {
    return new Topology(grid).feederOf(point(grid, meter)).map(Feeder::name);
  }

  private static List<String> below(Grid grid, Mrid mrid) {
    return new Topology(grid).metersDownstreamOf(mrid).stream().map(Meter::name).sorted().toList();
  }

  private static List<Mrid> ids(String... names) { return Stream.of(names).map(DrawnGrid::id).toList(); }

  @Test
  void aUsagePointHangsOnItsTransformerAndFeeder() {
    var grid = grid("SUB1 -CB1- FDR1 -T7- M42", "SUB1 -CB2- FDR2 -L1- n1 -T8- a -L2- M43");
    assertThat(transformerOf(grid, "M42")).contains("T7");
    assertThat(transformerOf(grid, "M43")).contains("T8");
    assertThat(feederOf(grid, "M42")).contains("FDR1");
    assertThat(feederOf(grid, "M43")).contains("FDR2");
  }

  @Test
  void downstreamOfADeviceAreItsMeters() {
    var grid = grid("SUB1 -CB1- FDR1 -L1- n1 -T7- M1,M2", "n1 -SW1- n2 -T8- M3", "SUB1 -CB2- FDR2 -T9- M4");
    assertThat(below(grid, id("CB1"))).containsExactly("M1", "M2", "M3");
    assertThat(below(grid, id("L1"))).containsExactly("M1", "M2", "M3");
    assertThat(below(grid, id("SW1"))).containsExactly("M3");
    assertThat(below(grid, id("T7"))).containsExactly("M1", "M2");
    assertThat(below(grid, id("FDR2"))).containsExactly("M4");
    assertThat(below(grid, id("station SUB1"))).containsExactly("M1", "M2", "M3", "M4");
    assertThat(below(grid, id("UPM2"))).containsExactly("M2");
    assertThat(below(grid, id("M2"))).containsExactly("M2");
    assertThat(below(grid, id("nowhere"))).isEmpty();
  }

  @Test
  void indexesAreThoseOfTheRegistry() {
    var grid = grid("SUB1 -CB1- FDR1 -T7- M1,M2", "SUB1 -CB2- FDR2 -T9- M3");
    var registry = new Registry(grid);
    assertThat(registry.topology().meterIndexesDownstreamOf(id("CB2"))).containsExactly(registry.indexOf(id("M3")).orElseThrow());
  }

  @Test
  void upstreamLeadsToTheSourceNearestFirst() {
    var grid = grid("SUB1 -CB1- FDR1 -L1- n1 -T7- M1");
    assertThat(new Topology(grid).upstream(id("M1"))).isEqualTo(ids("T7", "L1", "CB1"));
    assertThat(new Topology(grid).upstream(id("L1"))).isEqualTo(ids("CB1"));
    assertThat(new Topology(grid).downstream(id("L1"))).isEqualTo(ids("T7", "load M1"));
    assertThat(new Topology(grid).upstream(id("nowhere"))).isEmpty();
  }

  @Test
  void anOpenBreakerTakesSupplyButKeepsItsMeters() {
    var grid = grid("SUB1 -CB1/- FDR1 -T7- M1", "SUB1 -CB2- FDR2 -T8- M2");
    var topology = new Topology(grid);
    assertThat(topology.isEnergised(id("M1"))).isFalse();
    assertThat(topology.isEnergised(id("T7"))).isFalse();
    assertThat(topology.isEnergised(id("CB1"))).as("one side is live").isTrue();
    assertThat(topology.isEnergised(id("M2"))).isTrue();
    assertThat(topology.isEnergised(id("UPM2"))).isTrue();
    assertThat(below(grid, id("CB1"))).containsExactly("M1");
    assertThat(transformerOf(grid, "M1")).contains("T7");
    assertThat(feederOf(grid, "M1")).contains("FDR1");
  }

  @Test
  void anOpenTieFeedsNothing() {
    var grid = grid("SUB1 -CB1- FDR1 -L1- n1 -T7- M1", "SUB1 -CB2- FDR2 -L2- n2 -T8- M2", "n1 -TIE1- n2");
    assertThat(below(grid, id("TIE1"))).isEmpty();
    assertThat(below(grid, id("CB1"))).containsExactly("M1");
    var dead = grid("SUB1 -CB1/- FDR1 -L1- n1 -T7- M1", "SUB1 -CB2- FDR2 -L2- n2 -T8- M2", "n1 -TIE1- n2");
    assertThat(new Topology(dead).isEnergised(id("M1"))).isFalse();
    assertThat(below(dead, id("TIE1"))).isEmpty();
  }

  @Test
  void aClosedTieFeedsWhatItsNeighbourCannot() {
    var grid = grid("SUB1 -CB1/- FDR1 -L1- n1 -T7- M1", "SUB1 -CB2- FDR2 -L2- n2 -T8- M2", "n1 -TIE1=- n2");
    var topology = new Topology(grid);
    assertThat(topology.isEnergised(id("M1"))).isTrue();
    assertThat(topology.upstream(id("M1"))).isEqualTo(ids("T7", "TIE1", "L2", "CB2"));
    assertThat(below(grid, id("CB2"))).containsExactly("M1", "M2");
    assertThat(below(grid, id("CB1"))).isEmpty();
    assertThat(feederOf(grid, "M1")).contains("FDR2");
  }

  @Test
  void aSubstationWithoutSourceSuppliesThroughItsBreakers() {
    var drawn = grid("SUB1 -CB1- FDR1 -L1- n1 -CB9- n2 -T7- M1", "SUB1 -CB2/- FDR2 -T8- M2");
    var terminals = drawn.terminals().stream().filter(terminal -> !terminal.equipment().equals(id("station SUB1"))).toList();
    var topology = new Topology(
      new Grid(drawn.substations(), drawn.feeders(), drawn.transformers(), drawn.lines(), drawn.switches(), terminals,
        drawn.usagePoints(), drawn.meters()));
    assertThat(topology.isEnergised(id("M1"))).isTrue();
    assertThat(topology.upstream(id("M1"))).isEqualTo(ids("T7", "CB9", "L1", "CB1"));
    assertThat(topology.isEnergised(id("M2"))).isFalse();
  }

  @Test
  void aTransformerWithoutAnySourceStillHasItsMeters() {
    var grid = grid("n1 -T7- a -L1- M1,M2");
    assertThat(new Topology(grid).isEnergised(id("M1"))).isFalse();
    assertThat(transformerOf(grid, "M1")).contains("T7");
    assertThat(below(grid, id("T7"))).containsExactly("M1", "M2");
  }

  @Test
  void aRingIsFedFromTheNearerSide() {
    var grid = grid("SUB1 -CB1- FDR1 -L1- n1 -L2- n2 -T7- M1", "FDR1 -L3- n2", "n1 -T8- M2");
    assertThat(new Topology(grid).upstream(id("M1"))).isEqualTo(ids("T7", "L3", "CB1"));
    assertThat(below(grid, id("L1"))).containsExactly("M2");
    assertThat(below(grid, id("CB1"))).containsExactly("M1", "M2");
  }

  @Test
  void whatHangsOnNothingIsNotSupplied() {
    var grid = grid("SUB1 -CB1- FDR1 -T7- M1");
    var loose = new UsagePoint(id("x"), "x", "", point(grid, "M1").position(), id("x"), "A");
    var topology = new Topology(
      new Grid(grid.substations(), grid.feeders(), grid.transformers(), grid.lines(), grid.switches(), grid.terminals(),
        List.of(loose), List.of(new Meter(id("m"), "m", "m", "dlms", "", "", loose.mrid()))));
    assertThat(topology.transformerOf(loose)).isEmpty();
    assertThat(topology.feederOf(loose)).isEmpty();
    assertThat(topology.isEnergised(id("m"))).isFalse();
    assertThat(topology.metersDownstreamOf(id("m"))).isEmpty();
    assertThat(topology.metersDownstreamOf(id("CB1"))).isEmpty();
  }

  /** A line of 200,000 devices: no recursion, no square. */
  @Test
  void aLongFeederIsNoTrouble() {
    var branch = new StringBuilder("SUB1 -CB1- FDR1");
    for (int i = 0; i < 200_000; i++)
      branch.append(" -L").append(i).append("- n").append(i);
    var grid = grid(branch + " -T7- M1");
    assertThat(new Topology(grid).upstream(id("M1"))).hasSize(200_002);
    assertThat(transformerOf(grid, "M1")).contains("T7");
  }
}
