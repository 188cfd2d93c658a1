package meridian.model.grid;

import meridian.model.Mrid;

/**
 * An EndDevice that measures, installed at a UsagePoint.
 *
 * @param name what people call it, and {@code Names.name} in messages: unique
 * @param serialNumber the manufacturer's; unique within an adapter
 * @param adapter name of the {@code AdapterFactory} that speaks to it
 * @param lanAddress where the adapter finds it, for example {@code 127.1.0.9:4059} (CIM: ElectronicAddress.lan)
 * @param model manufacturer's type; tells the adapter which meter profile applies
 */
public record Meter(Mrid mrid, String name, String serialNumber, String adapter, String lanAddress, String model, Mrid usagePoint) {}
