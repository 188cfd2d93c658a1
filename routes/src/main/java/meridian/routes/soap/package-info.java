/** SOAP 1.1 and 1.2: services, envelopes and faults, without a transport. Uses: routes.message, cim-schemas. */
@NullMarked
package meridian.routes.soap;

import org.jspecify.annotations.NullMarked;
