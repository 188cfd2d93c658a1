/** Out: what the enterprise is owed, to each Subscriber in order. Uses: services.port. */
@NullMarked
package meridian.services.deliver;

import org.jspecify.annotations.NullMarked;
