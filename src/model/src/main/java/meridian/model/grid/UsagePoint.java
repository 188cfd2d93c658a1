package meridian.model.grid;

import meridian.model.Mrid;
import meridian.model.Position;

/**
 * The place where energy is delivered.
 *
 * @param name unique within the utility
 * @param address street and number; may be empty
 * @param equipment the EnergyConsumer it hangs on: its Terminal says which ConnectivityNode
 * @param phases CIM phase code, for example {@code A}, {@code ABC}
 */
public record UsagePoint(Mrid mrid, String name, String address, Position position, Mrid equipment, String phases) {}
