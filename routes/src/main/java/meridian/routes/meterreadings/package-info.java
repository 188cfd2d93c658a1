/** Noun MeterReadings: get. Uses: routes.message, services.read. */
@NullMarked
package meridian.routes.meterreadings;

import org.jspecify.annotations.NullMarked;
