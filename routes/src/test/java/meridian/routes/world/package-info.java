/** A hub without a field and without a disk: what the tests of the routes run against. */
@NullMarked
package meridian.routes.world;

import org.jspecify.annotations.NullMarked;
