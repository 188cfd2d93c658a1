/** The HTTP door: which URL goes where, bodies bounded and timed, answers, WSDLs. Uses: routes.message, routes.soap, Jetty. */
@NullMarked
package meridian.routes.http;

import org.jspecify.annotations.NullMarked;
