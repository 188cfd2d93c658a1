/** Noun EndDeviceControls: create. Uses: routes.message, services.control. */
@NullMarked
package meridian.routes.enddevicecontrols;

import org.jspecify.annotations.NullMarked;
