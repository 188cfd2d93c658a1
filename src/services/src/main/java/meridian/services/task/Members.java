package meridian.services.task;

import java.util.Optional;
import java.util.Set;

import meridian.model.Mrid;

/** Who is in a group now. */
@FunctionalInterface
public interface Members {
  Members NONE = (_, _) -> Optional.empty();

  /** @return meters; empty Optional when there is no such group */
  Optional<Set<Mrid>> of(String groupType, String identifier);
}
