/**
 * The generated town, read in this order: {@link meridian.hub.demo.town.Landscape} river, parks, bent ground; {@link
 * meridian.hub.demo.town.Streets} on it; {@link meridian.hub.demo.town.Houses} along them; {@link meridian.hub.demo.town.Supply} which
 * follows the streets to the houses; {@link meridian.hub.demo.town.Town} all together. The same seed gives the same town. Lengths in
 * metres, x to the east, y to the north, from the middle of the town. Uses: meridian.model, services. DESIGN section 9.
 */
@NullMarked
package meridian.hub.demo.town;

import org.jspecify.annotations.NullMarked;
