/**
 * Service work on meters: asked for by messages, followed, carried out where the hub can, and told of.
 * Uses: services.control, services.master, services.registry, services.port.
 */
@NullMarked
package meridian.services.work;

import org.jspecify.annotations.NullMarked;
