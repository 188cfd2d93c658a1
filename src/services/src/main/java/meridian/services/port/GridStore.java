package meridian.services.port;

import meridian.model.grid.Grid;

/** Keeps the network model and the meters. */
public interface GridStore {

  /** Puts the grid in place of the one kept, in one transaction. Readings, events and commands of meters that stay are untouched. */
  void replace(Grid grid);

  /** The whole grid; {@link Grid#EMPTY} when none was ever kept. */
  Grid load();
}
