package meridian.model.grid;

import meridian.model.Mrid;

/** Where a piece of conducting equipment meets a ConnectivityNode. @param sequenceNumber 1 for the first end */
public record Terminal(Mrid equipment, int sequenceNumber, Mrid connectivityNode) {}
