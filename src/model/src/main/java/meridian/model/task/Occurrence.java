package meridian.model.task;

import java.time.Instant;
import java.util.Optional;

/**
 * One time a schedule falls due.
 *
 * @param until from then on nothing is begun any more; empty: until it is done
 */
public record Occurrence(Instant at, Optional<Instant> until) {}
