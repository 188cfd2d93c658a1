/**
 * SOAP requests whose headers ask for more than an envelope: WS-Addressing, and what must be understood. CXF's, from the bytes to the answer; the
 * message itself goes the way of all others. Uses: routes.message, routes.soap; CXF, Camel, Jetty.
 */
@NullMarked
package meridian.routes.soap.cxf;

import org.jspecify.annotations.NullMarked;
