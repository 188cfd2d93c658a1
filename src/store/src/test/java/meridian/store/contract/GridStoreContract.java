package meridian.store.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

import static meridian.store.contract.Sample.ENERGY;
import static meridian.store.contract.Sample.of;
import static meridian.store.contract.Sample.reading;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link meridian.services.port.GridStore}. */
public interface GridStoreContract {

  Ports.Opener opener();

  @Test
  default void isEmptyBeforeTheFirst(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      assertThat(store.grid().load()).isEqualTo(Grid.EMPTY);
    }
  }

  @Test
  default void replacesAllInItsOrder(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.grid().replace(grid("a", 12));
      store.grid().replace(grid("b", 5));
      assertThat(store.grid().load()).isEqualTo(grid("b", 5));
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.grid().load()).isEqualTo(grid("b", 5));
      store.grid().replace(Grid.EMPTY);
      assertThat(store.grid().load()).isEqualTo(Grid.EMPTY);
    }
  }

  @Test
  default void leavesReadingsUntouched(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.grid().replace(grid("a", 1));
      Mrid meter = grid("a", 1).meters().getFirst().mrid();
      store.readings().record(List.of(of(meter, reading(ENERGY, "1T10:00:00", 1))));
      store.grid().replace(grid("b", 1));
      assertThat(store.readings().lastValues(meter)).hasSize(1);
    }
  }

  /** A town of 60,000: some seconds; the bound is for a machine busy with other things. */
  @Test
  @Timeout(40)
  default void takesAWholeTown(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Grid town = grid("town", 60_000);
      long start_ns = System.nanoTime();
      store.grid().replace(town);
      long replaced_ns = System.nanoTime();
      assertThat(store.grid().load()).isEqualTo(town);
      System.out.println("60,000 usage points: replaced in " + Duration.ofNanos(replaced_ns - start_ns) + ", loaded and compared in "
        + Duration.ofNanos(System.nanoTime() - replaced_ns));
    }
  }

  private static Grid grid(String town, int usagePoints) {
    Mrid substation = Mrid.derivedFrom(town + "substation");
    Mrid feeder = Mrid.derivedFrom(town + "feeder");
    var here = new Position(-0.125, 51.5);
    var points = new ArrayList<UsagePoint>();
    var meters = new ArrayList<Meter>();
    var terminals = new ArrayList<Terminal>();
    for (int i = usagePoints; i > 0; i--) {
      Mrid point = Mrid.derivedFrom(town + "point" + i);
      Mrid consumer = Mrid.derivedFrom(town + "consumer" + i);
      points.add(new UsagePoint(point, town + i, "Straße " + i, new Position(i / 1e5, 51), consumer, "ABC"));
      meters.add(new Meter(Mrid.derivedFrom(town + "meter" + i), "M" + i, "S" + i, "dlms", "127.1.0.1:" + i, "X", point));
      terminals.add(new Terminal(consumer, 1, Mrid.derivedFrom(town + "node" + i)));
    }
    return new Grid(List.of(new Substation(substation, town, here)), List.of(new Feeder(feeder, "F1", substation)),
      List.of(new PowerTransformer(Mrid.derivedFrom(town + "t"), "T1", feeder, here, 630, 11, 0.4)),
      List.of(new ACLineSegment(Mrid.derivedFrom(town + "l"), "L1", feeder, 11, List.of(here, new Position(0.1, 51.6), here))),
      List.of(new Switch(Mrid.derivedFrom(town + "s"), "CB1", Switch.Kind.BREAKER, feeder, here, false, true)), terminals, points, meters);
  }
}
