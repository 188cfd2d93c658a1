/** Notices out: event topics, SOAP endpoints, final replies. Uses: services.deliver, cim-schemas, Jakarta Messaging, java.net.http. */
@NullMarked
package meridian.routes.deliver;

import org.jspecify.annotations.NullMarked;
