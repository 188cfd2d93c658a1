/** Envelopes and faults, as bytes. */
@NullMarked
package meridian.routes.soap;

import org.jspecify.annotations.NullMarked;
