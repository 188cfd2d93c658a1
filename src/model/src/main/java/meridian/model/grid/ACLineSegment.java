package meridian.model.grid;

import java.util.List;

import meridian.model.Mrid;
import meridian.model.Position;

/** @param path at least two points, from the first terminal to the second */
public record ACLineSegment(Mrid mrid, String name, Mrid feeder, double nominal_kV, List<Position> path) {

  public ACLineSegment {
    path = List.copyOf(path);
    if (path.size() < 2) throw new IllegalArgumentException("line " + name + " has " + path.size() + " points");
  }
}
