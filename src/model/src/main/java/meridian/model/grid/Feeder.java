package meridian.model.grid;

import meridian.model.Mrid;

/** One medium-voltage circuit out of a substation. CIM: Feeder.NormalEnergizingSubstation. */
public record Feeder(Mrid mrid, String name, Mrid substation) {}
