/** What a meter said: reading types, readings, interval blocks, qualities. Uses: meridian.model. Source: IEC 61968-9. */
@NullMarked
package meridian.model.metering;

import org.jspecify.annotations.NullMarked;
