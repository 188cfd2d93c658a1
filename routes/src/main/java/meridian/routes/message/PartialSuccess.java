package meridian.routes.message;

import java.util.Arrays;
import java.util.Optional;

import meridian.cim.Reply;
import meridian.cim.dialect.PartnerProfile;

/** What becomes of a message of which some objects cannot be dealt with. One Error for each of these, whatever is chosen. */
public enum PartialSuccess {
  /** The others are done, the Reply is FAILED with an Error for each that is not. Source: EPRI's test documents, example with two objects. */
  FAILED,
  /** The others are done, the Reply is PARTIAL. */
  PARTIAL,
  /** None is done, the Reply is FAILED. */
  NOTHING;

  /** The result of a message that has errors. @param some whether anything of it was done */
  public Reply.Result result(boolean some) {
    return some && this == PARTIAL ? Reply.Result.PARTIAL : Reply.Result.FAILED;
  }

  /** As the profile of the partner who asked has it; this, when it says nothing. */
  public PartialSuccess of(PartnerProfile partner) {
    return find(partner.partialSuccess()).orElse(this);
  }

  /** As an operator writes it. */
  public static Optional<PartialSuccess> find(String text) {
    return Arrays.stream(values()).filter(value -> value.name().equalsIgnoreCase(text)).findFirst();
  }
}
