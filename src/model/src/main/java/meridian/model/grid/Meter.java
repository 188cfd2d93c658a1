package meridian.model.grid;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;

/**
 * An EndDevice that measures.
 *
 * @param name what people call it, and {@code Names.name} in messages: unique
 * @param serialNumber the manufacturer's; unique within an adapter; empty when nobody told it
 * @param adapter name of the {@code AdapterFactory} that speaks to it; empty for none
 * @param lanAddress where the adapter finds it, for example {@code 127.1.0.9:4059} (CIM: ElectronicAddress.lan)
 * @param model manufacturer's type; tells the adapter which meter profile applies
 * @param usagePoint where it is installed; null for nowhere
 */
public record Meter(Mrid mrid, String name, String serialNumber, String adapter, String lanAddress, String model,
  @Nullable Mrid usagePoint) {}
