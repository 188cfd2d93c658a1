/** Messages of the journal, said again. Uses: services.port. */
@NullMarked
package meridian.services.journal;

import org.jspecify.annotations.NullMarked;
