/** Down: commands, each with exactly one outcome. Uses: services.field, services.port. */
@NullMarked
package meridian.services.control;

import org.jspecify.annotations.NullMarked;
