package meridian.model.grid;

import meridian.model.Mrid;
import meridian.model.Position;

public record Substation(Mrid mrid, String name, Position position) {}
