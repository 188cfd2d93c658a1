package meridian.cim.grid;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.ACLineSegment;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;
import meridian.model.grid.UsagePoint;

import static org.assertj.core.api.Assertions.assertThat;

class GridWriterTest {

  @Test
  void whatIsWrittenIsReadBackEqual() throws Exception {
    var reading = roundTrip(grid(3));
    assertThat(reading.defects()).isEmpty();
    assertThat(reading.grid()).isEqualTo(grid(3));
  }

  @Test
  void anEmptyGridIsReadBackEqual() throws Exception {
    assertThat(roundTrip(Grid.EMPTY)).isEqualTo(new GridReading(Grid.EMPTY, List.of()));
  }

  /** A loaded machine takes several times what a quiet one does. */
  @Test
  void sixtyThousandUsagePointsAreReadInSeconds() throws Exception {
    var out = new ByteArrayOutputStream(1 << 27);
    GridWriter.write(grid(60_000), out);
    long start = System.nanoTime();
    var reading = GridReader.read(new ByteArrayInputStream(out.toByteArray()));
    var took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(reading.grid().meters()).hasSize(60_000);
  }

  private static GridReading roundTrip(Grid grid) throws Exception {
    var out = new ByteArrayOutputStream();
    GridWriter.write(grid, out);
    return GridReader.read(new ByteArrayInputStream(out.toByteArray()));
  }

  private static Grid grid(int meters) {
    var station = new Substation(id("s"), "West & \"East\" <1>", new Position(9.5, 47.25));
    var feeder = new Feeder(id("f"), "F 1", station.mrid());
    var transformer = new PowerTransformer(id("t"), "T1", feeder.mrid(), new Position(9.51, 47.2000000000001), 0.1, 20, 0.4);
    var inStation = new PowerTransformer(id("ht"), "HT1", station.mrid(), station.position(), 40_000, 110, 20.7);
    var line = new ACLineSegment(id("l"), "L1", feeder.mrid(), 20,
      List.of(new Position(9.5, 47.25), new Position(9.505, 47.24), new Position(9.51, 47.2)));
    var breaker = new Switch(id("cb"), "CB1", Switch.Kind.BREAKER, feeder.mrid(), new Position(9.5, 47.25), false, true);
    var tie = new Switch(id("tie"), "TIE", Switch.Kind.LOAD_BREAK_SWITCH, feeder.mrid(), new Position(9.52, 47.25), true, true);
    var terminals = new ArrayList<>(List.of(new Terminal(station.mrid(), 1, id("n0")), new Terminal(breaker.mrid(), 1, id("n0")),
      new Terminal(breaker.mrid(), 2, id("n1")), new Terminal(transformer.mrid(), 2, id("n2")),
      new Terminal(transformer.mrid(), 1, id("n1"))));
    var points = new ArrayList<UsagePoint>();
    var devices = new ArrayList<Meter>();
    for (int i = 0; i < meters; i++) {
      var point = new UsagePoint(id("u" + i), "UP" + i, i % 3 == 0 ? "" : i % 3 == 1 ? "Mill Lane " + i : "Old Farm",
        new Position(9.5 + i / 1e6, 47.2), id("c" + i),
        i % 2 == 0 ? "ABC" : "A");
      points.add(point);
      terminals.add(new Terminal(point.equipment(), 1, id("n2")));
      devices
        .add(new Meter(id("m" + i), "M" + i, "MRD%013d".formatted(i), "dlms", "127.0.0.1:" + i, i % 2 == 0 ? "ML4" : "MH4", point.mrid()));
    }
    return new Grid(List.of(station), List.of(feeder), List.of(transformer, inStation), List.of(line), List.of(breaker, tie), terminals,
      points, devices);
  }

  private static Mrid id(String words) { return Mrid.derivedFrom(words); }
}
