/**
 * Know: master data told by messages, and what it means to the registry. {@code MasterData} is the door; {@code Draft} is what a message sees of
 * its own doing, {@code Grants} the rules, {@code Meaning} the way between trees and the registry. Uses: services.port, services.registry.
 */
@NullMarked
package meridian.services.master;

import org.jspecify.annotations.NullMarked;
