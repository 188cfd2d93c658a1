/** The demo world: a town, its fleet of simulated meters in a process of its own, and scenarios. Uses: meridian.hub. DESIGN section 9. */
@NullMarked
package meridian.hub.demo;

import org.jspecify.annotations.NullMarked;
