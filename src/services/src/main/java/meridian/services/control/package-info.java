/**
 * Down: commands, each with exactly one outcome.
 * Uses: services.field, services.record, services.registry, services.port, adapters/api.
 */
@NullMarked
package meridian.services.control;

import org.jspecify.annotations.NullMarked;
