/** What is known: meters by identity, name, serial number and place; the network and its topology. Uses: meridian.model. */
@NullMarked
package meridian.services.registry;

import org.jspecify.annotations.NullMarked;
