/** The SOAP 1.1 door: Jetty, CXF, envelopes and faults. Uses: routes.message, CXF through Camel. */
@NullMarked
package meridian.routes.soap;

import org.jspecify.annotations.NullMarked;
