/** What an EndDevice reports. Uses: meridian.model. Source: IEC 61968-9. */
@NullMarked
package meridian.model.event;

import org.jspecify.annotations.NullMarked;
