package meridian.cim.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The partners whose speech is known, by name. Immutable, safe for concurrent callers. */
public final class Partners {
  public static final Partners NONE = new Partners(Map.of());

  private final Map<String, PartnerProfile> profiles;
  private final boolean byHeader;

  public Partners(Map<String, PartnerProfile> profiles) {
    this.profiles = new TreeMap<>(profiles);
    byHeader = profiles.values().stream().anyMatch(PartnerProfile::isKnownByHeader);
  }

  /** @return empty when there is none of this name */
  public Optional<PartnerProfile> named(String name) {
    return Optional.ofNullable(profiles.get(name));
  }

  public List<String> names() { return List.copyOf(profiles.keySet()); }

  /** Whose a message with this Header is: the first by name of those it fits; {@link PartnerProfile#NONE} when it fits none. */
  public PartnerProfile of(String source, String user) {
    return name(source, user).map(profiles::get).orElse(PartnerProfile.NONE);
  }

  /** As {@link #of}, the name. */
  public Optional<String> name(String source, String user) {
    return profiles.entrySet().stream().filter(entry -> entry.getValue().isOf(source, user)).map(Map.Entry::getKey).findFirst();
  }

  /** Whether a Header can tell a partner at all: when not, nobody need look. */
  boolean areToldByHeader() { return byHeader; }
}
