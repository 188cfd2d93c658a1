/**
 * Adapters, their lines, and what is asked of them when: threads, patience, retries, back-pressure.
 * Uses: services.record, services.registry, services.live, services.port, adapters/api.
 */
@NullMarked
package meridian.services.field;

import org.jspecify.annotations.NullMarked;
