package meridian.model.master;

import java.util.List;

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

  /** All that is in its tree of other objects. */
  public List<Mention> mentions() {
    return content.children().stream().flatMap(child -> Mention.of(child).stream()).distinct().toList();
  }

  /** What it is found by besides its mRID: its names, and an mRID as written that is no UUID. */
  public List<String> names() {
    return content.identifiers().stream().filter(identifier -> Mrid.find(identifier).isEmpty()).distinct().toList();
  }
}
