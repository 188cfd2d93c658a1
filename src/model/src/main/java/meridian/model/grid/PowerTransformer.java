package meridian.model.grid;

import meridian.model.Mrid;
import meridian.model.Position;

/** @param ratedS_kVA rated apparent power of the primary end */
public record PowerTransformer(Mrid mrid, String name, Mrid feeder, Position position, double ratedS_kVA, double primary_kV,
  double secondary_kV) {}
