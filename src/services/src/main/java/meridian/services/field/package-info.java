/** Adapters, their lines, and what is asked of them when: threads, patience, retries, back-pressure. Uses: services.port, services.registry, adapters/api. */
@NullMarked
package meridian.services.field;

import org.jspecify.annotations.NullMarked;
