package meridian.model.grid;

import meridian.model.Mrid;
import meridian.model.Position;

/** @param normalOpen how it stands in the normal state of the network; a tie is normally open */
public record Switch(Mrid mrid, String name, Kind kind, Mrid feeder, Position position, boolean normalOpen, boolean open) {
  public enum Kind {
    BREAKER, LOAD_BREAK_SWITCH, DISCONNECTOR, FUSE
  }
}
