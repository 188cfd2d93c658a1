/**
 * MeterServiceRequests: create, change, cancel, close, get. Uses: routes.message, services.work.
 */
@NullMarked
package meridian.routes.meterservicerequests;

import org.jspecify.annotations.NullMarked;
