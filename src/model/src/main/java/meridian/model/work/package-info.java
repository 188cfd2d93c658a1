/** Work on meters that the enterprise asks for, and where it stands. Uses: meridian.model. Source: IEC 61968-9, MeterServiceRequests. */
@NullMarked
package meridian.model.work;

import org.jspecify.annotations.NullMarked;
