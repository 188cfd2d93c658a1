/** Main and the wiring: makes every room's parts, hands them to each other, starts and stops them. Uses: all rooms; nothing uses it. */
@NullMarked
package meridian.hub;

import org.jspecify.annotations.NullMarked;
