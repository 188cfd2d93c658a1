/** Collection: what is to be read, from whom, when, and what came of it. Uses: meridian.model. Source: IEC 61968-9, MeterReadSchedule. */
@NullMarked
package meridian.model.task;

import org.jspecify.annotations.NullMarked;
