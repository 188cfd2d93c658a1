/** Up: what devices say, checked, stored and told onward. Uses: services.port, services.registry, services.live, adapters/api. */
@NullMarked
package meridian.services.record;

import org.jspecify.annotations.NullMarked;
