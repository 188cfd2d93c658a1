/** One request from bytes to answer, whatever it came over: decode, find the devices, serve, encode, journal. Uses: services, cim-schemas, Camel's Exchange. */
@NullMarked
package meridian.routes.message;

import org.jspecify.annotations.NullMarked;
