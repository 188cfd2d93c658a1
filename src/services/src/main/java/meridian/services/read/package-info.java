/** Ask: readings from the store or from the meter. Uses: services.field, services.port, adapters/api. */
@NullMarked
package meridian.services.read;

import org.jspecify.annotations.NullMarked;
