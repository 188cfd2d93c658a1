package meridian.model.work;

import java.time.Instant;

/**
 * One thing that happened to work.
 *
 * @param type what: a status's text, or {@code changed}
 * @param by who did it: a partner, an operator, or the hub's own name for itself
 */
public record ActivityRecord(Instant created, String type, String reason, String by) {}
