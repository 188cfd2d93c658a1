/** SOAP and JMS exchanges with the enterprise; {@link meridian.routes.Routes} is the door. Uses: services, cim-schemas, Camel, CXF, Artemis. Source: IEC 61968-100. */
@NullMarked
package meridian.routes;

import org.jspecify.annotations.NullMarked;
