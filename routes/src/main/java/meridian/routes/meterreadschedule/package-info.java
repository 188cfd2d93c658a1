/**
 * MeterReadSchedule: create, change, cancel, delete, get. A schedule is a collection task of the hub.
 * Uses: routes.message, services.task, services.master.
 */
@NullMarked
package meridian.routes.meterreadschedule;

import org.jspecify.annotations.NullMarked;
