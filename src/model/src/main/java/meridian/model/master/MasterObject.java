package meridian.model.master;

import meridian.model.Mrid;

/**
 * One object of the utility's master data.
 *
 * @param mrid the message's own when that is a UUID, else derived from type and first identifier
 * @param type CIM class, as the element of its noun is called: {@code Meter}, {@code UsagePoint}, {@code CustomerAccount}, {@code EndDeviceGroup}
 * @param content the whole object as it would be sent; its name is {@code type}
 */
public record MasterObject(Mrid mrid, String type, CimElement content) {

  public MasterObject {
    if (!content.name().equals(type)) throw new IllegalArgumentException("a " + type + " cannot be a " + content.name());
  }
}
