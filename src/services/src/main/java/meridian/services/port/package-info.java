/** What the use cases need kept: the store's ports, one interface a concern. Uses: meridian.model. */
@NullMarked
package meridian.services.port;

import org.jspecify.annotations.NullMarked;
