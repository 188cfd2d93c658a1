/** One byte of state a meter, now; what the map shows. Uses: meridian.model, adapters/api. */
@NullMarked
package meridian.services.live;

import org.jspecify.annotations.NullMarked;
