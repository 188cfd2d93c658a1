/**
 * Notices out: event topics, SOAP endpoints, final replies.
 * Uses: services.deliver, services.port, routes.message, cim-schemas, Jakarta Messaging, java.net.http.
 */
@NullMarked
package meridian.routes.deliver;

import org.jspecify.annotations.NullMarked;
