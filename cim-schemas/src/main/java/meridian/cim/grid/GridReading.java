package meridian.cim.grid;

import java.util.List;

import meridian.model.grid.Grid;

/** What a document gave: the sound part of the network, and what was wrong with the rest. */
public record GridReading(Grid grid, List<GridDefect> defects) {

  public GridReading { defects = List.copyOf(defects); }
}
