package meridian.routes.masterdata;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of a message of which some objects cannot be dealt with. */
public enum PartialSuccess {
  /** The others are done, the Reply is FAILED with an Error for each that is not. Source: EPRI's test documents, example with two objects. */
  FAILED,
  /** The others are done, the Reply is PARTIAL. */
  PARTIAL,
  /** None is done, the Reply is FAILED. */
  NOTHING;

  /** As an operator writes it. */
  public static Optional<PartialSuccess> find(String text) {
    return Arrays.stream(values()).filter(value -> value.name().equalsIgnoreCase(text)).findFirst();
  }
}
