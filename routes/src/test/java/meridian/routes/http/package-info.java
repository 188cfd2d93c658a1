/** The HTTP door by itself, on sockets. */
@NullMarked
package meridian.routes.http;

import org.jspecify.annotations.NullMarked;
