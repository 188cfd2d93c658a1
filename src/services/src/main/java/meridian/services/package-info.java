/** Use cases and the ports they need, without any framework. Uses: meridian.model, adapters/api. DESIGN section 4 walks through it. */
@NullMarked
package meridian.services;

import org.jspecify.annotations.NullMarked;
