/** Know: master data told by messages, and what it means to the registry. Uses: services.port, services.registry. */
@NullMarked
package meridian.services.master;

import org.jspecify.annotations.NullMarked;
