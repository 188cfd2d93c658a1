package meridian.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Master resource identifier of an IdentifiedObject: globally unique, never reused. Source: IEC 61970-301. */
public record Mrid(UUID uuid) implements Comparable<Mrid> {

  /** A new random identifier. */
  public static Mrid random() { return new Mrid(UUID.randomUUID()); }

  /** The same identifier for the same words, for objects that have a name but were given no mRID. */
  public static Mrid derivedFrom(String words) {
    return new Mrid(UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8)));
  }

  /** Parses the canonical 36-character form; a leading {@code urn:uuid:} or {@code _} is accepted. Empty when it is no UUID. */
  public static Optional<Mrid> find(String text) {
    String bare = text.startsWith("urn:uuid:") ? text.substring(9) : text.startsWith("_") ? text.substring(1) : text;
    if (bare.length() != 36) return Optional.empty();
    try {
      return Optional.of(new Mrid(UUID.fromString(bare)));
    } catch (IllegalArgumentException notAUuid) {
      return Optional.empty();
    }
  }

  /** As {@link #find}, for text that must be a UUID. */
  public static Mrid of(String text) {
    return find(text).orElseThrow(() -> new IllegalArgumentException("mRID is no UUID: " + text));
  }

  @Override
  public int compareTo(Mrid other) { return uuid.compareTo(other.uuid); }

  @Override
  public String toString() { return uuid.toString(); }
}
