/** Noun EndDeviceControls: create, cancel. Uses: routes.message, services.control, services.port. */
@NullMarked
package meridian.routes.enddevicecontrols;

import org.jspecify.annotations.NullMarked;
