package meridian.services;

import java.util.List;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;

/** Small grids for tests. */
public final class Grids {
  private Grids() {}

  /** One meter per name, of the adapter {@code test}; its serial number is its name, its address {@code host-NAME:1}. */
  public static Grid meters(String... names) {
    return new Grid(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
      List.of(names).stream()
        .map(name -> new UsagePoint(Mrid.derivedFrom("UP " + name), "UP " + name, "Street " + name, new Position(9, 50),
          Mrid.derivedFrom("EC " + name), "A"))
        .toList(),
      List.of(names).stream()
        .map(name -> new Meter(Mrid.derivedFrom(name), name, name, "test", "host-" + name + ":1", "M", Mrid.derivedFrom("UP " + name)))
        .toList());
  }
}
