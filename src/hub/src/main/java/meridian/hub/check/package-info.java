/** {@code ./hub check}: any message explained, and a partner's profile proposed from samples. Uses: cim-schemas, hub's configuration. */
@NullMarked
package meridian.hub.check;

import org.jspecify.annotations.NullMarked;
