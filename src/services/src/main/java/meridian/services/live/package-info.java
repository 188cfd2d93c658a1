/** One byte of state a meter, now; what the map shows. Uses: services.registry. */
@NullMarked
package meridian.services.live;

import org.jspecify.annotations.NullMarked;
