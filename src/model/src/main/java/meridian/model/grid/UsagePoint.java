package meridian.model.grid;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.Position;

/**
 * The place where energy is delivered.
 *
 * @param name unique within the utility
 * @param address street and number; may be empty
 * @param position null when nobody told it: then it is not on the map
 * @param equipment the EnergyConsumer it hangs on: its Terminal says which ConnectivityNode; null when the network model does not have it
 * @param phases CIM phase code, for example {@code A}, {@code ABC}
 */
public record UsagePoint(Mrid mrid, String name, String address, @Nullable Position position, @Nullable Mrid equipment,
  String phases) {}
