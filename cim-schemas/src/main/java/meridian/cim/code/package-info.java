/**
 * Other people's codes and ours: OBIS codes and ReadingTypes, a vendor's event codes and EndDeviceEventTypes, by tables that a user can edit.
 * What our own codes mean is said in meridian.model, beside them. Uses: meridian.model.
 */
@NullMarked
package meridian.cim.code;

import org.jspecify.annotations.NullMarked;
