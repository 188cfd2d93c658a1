package meridian.model.master;

import meridian.model.Mrid;

/**
 * Two objects that belong together, as a MasterDataLinkageConfig says: the meter at a usage point, the agreement of an account. Without
 * direction: {@code a} is the one whose type comes first in the alphabet.
 */
public record Link(String aType, Mrid a, String bType, Mrid b) {

  public static Link between(String oneType, Mrid one, String otherType, Mrid other) {
    boolean asGiven = oneType.compareTo(otherType) <= 0;
    return asGiven ? new Link(oneType, one, otherType, other) : new Link(otherType, other, oneType, one);
  }
}
