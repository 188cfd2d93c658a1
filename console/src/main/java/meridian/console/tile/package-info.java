/** Meters as vector tiles: Morton-ordered arrays, a count pyramid by state, and a protobuf writer. Uses: meridian.services.live. Source: Mapbox Vector Tile 2.1. */
@NullMarked
package meridian.console.tile;

import org.jspecify.annotations.NullMarked;
