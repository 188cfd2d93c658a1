/** The JMS door: the request queue. Uses: routes.message, Camel JMS. */
@NullMarked
package meridian.routes.jms;

import org.jspecify.annotations.NullMarked;
