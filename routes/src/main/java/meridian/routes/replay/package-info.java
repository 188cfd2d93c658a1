/** Messages of the journal, through the doors once more. Uses: routes.message, routes.soap, routes.deliver, services.journal; Camel. */
@NullMarked
package meridian.routes.replay;

import org.jspecify.annotations.NullMarked;
