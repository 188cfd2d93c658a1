/** Noun EndDeviceEvents: get, and created by head-ends. Uses: routes.message, services.record, services.port. */
@NullMarked
package meridian.routes.enddeviceevents;

import org.jspecify.annotations.NullMarked;
